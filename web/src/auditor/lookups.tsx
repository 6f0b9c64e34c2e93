import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { LookupList } from '../api/schema.js';
import type { Person } from '../api/next-session.js';
import { formatDate, formatSeconds } from '../format/time.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Facts, type DeskColumn } from '../ui/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk-list.js';
import { More } from '../ui/more.js';
import { usePartyName } from '../ui/parties.js';
import type { AuditorTab } from './tabs.js';
import { useText } from './words.js';

type LookUp = LookupList['lookups'][number];

/** Who looked a suspect up, what for, and how much was shown. The record has no number either. */
export function LookUps({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t, language } = useText();
  const nameOf = usePartyName(useInstitutions());
  const query = useInfiniteQuery({
    queryKey: ['list', 'lookups'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/suspects/lookups', { params: { query: { after: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const at = (instant: string) => `${formatDate(instant, language)} ${formatSeconds(instant, language)}`;
  const roleOf = ({ role }: LookUp) => t(`role.${role as Person['roles'][number]}`);
  const columns: DeskColumn<LookUp>[] = [
    { name: 'at', head: t('auditor.column.at'), isName: true, cell: ({ lookedAt }) => at(lookedAt) },
    { name: 'who', head: t('auditor.lookUp.who'), cell: ({ person }) => person },
    { name: 'what', head: t('auditor.lookUp.kind'), cell: ({ kind }) => t(`auditor.lookUp.of.${kind}`) },
    { name: 'purpose', head: t('auditor.fact.purpose'), isWide: true, cell: ({ purpose }) => <bdi>{purpose}</bdi> },
    { name: 'found', head: t('auditor.lookUp.found'), isAmount: true, cell: ({ found }) => String(found) },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.pages.flatMap(({ lookups }) => lookups) ?? []}
      columns={columns}
      idOf={({ id }) => id}
      empty={[t('auditor.none.lookups'), t('auditor.lookUp.noneDetail')]}
      tools={<span className="label">{t('auditor.lookUp.lead')}</span>}
      foot={<More query={query} />}
      detail={(row) => (
        <>
          <h2>{t(`auditor.lookUp.of.${row.kind}`)}</h2>
          <Facts
            facts={[
              [t('auditor.lookUp.who'), row.person],
              [t('auditor.lookUp.role'), roleOf(row)],
              [t('auditor.column.at'), at(row.lookedAt)],
              ...(row.institution === null
                ? []
                : [[t('auditor.lookUp.institution'), nameOf(row.institution)] as [string, string]]),
              [t('auditor.lookUp.found'), String(row.found)],
            ]}
          />
          <h3>{t('auditor.fact.purpose')}</h3>
          <p className="said">{row.purpose}</p>
        </>
      )}
    />
  );
}
