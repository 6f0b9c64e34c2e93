import { Link, useNavigate } from '@tanstack/react-router';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import { connection } from '../api/live.js';
import { session } from '../api/session.js';
import type { CaseList } from '../api/schema.js';
import { useStore } from '../api/store.js';
import { columnForm, formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import type { DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { More } from '../ui/rows/more.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskPlace } from '../ui/desk/use-desk.js';
import { CaseNotices } from '../notice/case-notices.js';
import { GiveNotice } from '../notice/give-notice.js';
import { Hr03 } from './hr03.js';
import { useText } from './words.js';

type CaseRow = CaseList['cases'][number];

const TABS = ['open', 'all'] as const;

/**
 * The page of an AMLO officer: the cases with accounts masked, the notices of section 6 about each,
 * which the officer gives here, what was found of a suspension, and whom AMLO's lists HR-03 have
 * (docs/adr/0034).
 */
export function AmloPage() {
  const { t, language } = useText();
  const now = useStore(session);
  const { state: connected } = useStore(connection);
  const navigate = useNavigate();
  const place = useDeskPlace(TABS, 'open');
  usePageTitle(t('amlo.title'));
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const query = useInfiniteQuery({
    queryKey: ['list', 'cases', place.tab],
    queryFn: ({ pageParam }) => {
      const status = place.tab === 'open' ? ('open' as const) : undefined;
      return dataOf(api.GET('/v1/cases', { params: { query: { status, after: pageParam, limit: 100 } } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const blocked = connected === 'lost' ? t('act.disconnected') : undefined;
  const rows = query.data?.pages.flatMap(({ cases }) => cases) ?? [];
  const form = columnForm(rows.flatMap(({ stolenSatang, heldSatang }) => [stolenSatang, heldSatang]));
  const columns: DeskColumn<CaseRow>[] = [
    { name: 'opened', head: t('amlo.column.opened'), cell: ({ openedAt }) => formatInstant(openedAt, language) },
    { name: 'caseNo', head: t('amlo.column.caseNo'), isName: true, cell: ({ caseNo }) => caseNo },
    { name: 'status', head: t('amlo.column.status'), cell: ({ status }) => t(`status.${status}`) },
    {
      name: 'stolen',
      head: t('amlo.column.stolen'),
      isAmount: true,
      cell: ({ stolenSatang }) => formatBaht(stolenSatang, form),
    },
    {
      name: 'held',
      head: t('amlo.column.held'),
      isAmount: true,
      isWide: true,
      cell: ({ heldSatang }) => formatBaht(heldSatang, form),
    },
    {
      name: 'links',
      head: t('amlo.column.links'),
      isAmount: true,
      isWide: true,
      cell: ({ linkedCases }) => String(linkedCases),
    },
  ];
  const tabs = TABS.map((name) => ({ name, words: t(`amlo.tab.${name}`) }));
  return (
    <DeskList
      frame={{ title: t('amlo.title'), tabs, place, detailLabel: t('amlo.chosen') }}
      query={query}
      rows={rows}
      columns={columns}
      idOf={({ id }) => id}
      empty={[t('amlo.none'), t('amlo.noneDetail')]}
      tools={
        <>
          <GiveNotice person={person} blocked={blocked} />
          <span className="label">{t('amlo.masked')}</span>
        </>
      }
      foot={<More query={query} />}
      keys={(chosen) => [
        {
          code: 'Enter',
          cap: 'Enter',
          words: t('amlo.openCase'),
          act: () => chosen && void navigate({ to: '/cases/$caseId', params: { caseId: chosen.id } }),
        },
      ]}
      detail={(row) => (
        <>
          <h2>{row.caseNo}</h2>
          <CaseNotices key={row.id} caseId={row.id} caseNo={row.caseNo} blocked={blocked} />
          <Hr03 key={`hr03 ${row.id}`} caseId={row.id} />
          <div className="detail-acts">
            <Link className="button primary" to="/cases/$caseId" params={{ caseId: row.id }}>
              {t('amlo.openCase')} <kbd>Enter</kbd>
            </Link>
          </div>
        </>
      )}
    />
  );
}
