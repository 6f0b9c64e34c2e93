import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { LookupList } from '../api/schema.js';
import type { Person } from '../api/next-session.js';
import { serverNow } from '../api/server-time.js';
import { formatDate, formatSeconds } from '../format/time.js';
import { dayInBangkok, inBangkok } from '../format/bangkok.js';
import { readDay } from '../intake/form/typed.js';
import { useInstitutions } from '../queue/queue-data.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import { More } from '../ui/rows/more.js';
import { usePartyName } from '../ui/marks/parties.js';
import { saveFile } from '../ui/files/save-file.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import type { AuditorTab } from './tabs.js';
import { useText } from './words.js';
import { ActButton } from '../ui/screen/act-button.js';
import { PersonAndSubject, PersonName } from '../ui/marks/persons.js';

type LookUp = LookupList['lookups'][number];

/** What can be looked up; the other kinds of a link are found on the way and asked for by nobody. */
const KINDS = ['account', 'person', 'wallet', 'phone'] as const;

/** The filter as it is typed; days of Bangkok, and nothing lets all pass. */
interface Typed {
  readonly person: string;
  readonly kind: (typeof KINDS)[number] | '';
  readonly from: string;
  readonly to: string;
}

/** The filter as it is asked for. */
interface Filter {
  readonly person?: string | undefined;
  readonly kind?: LookUp['kind'] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * Who looked a suspect up, what for, and how much was shown, by person, kind and days; saved as CSV
 * too, which is on record. The record has no number either.
 */
export function LookUps({ frame }: { frame: DeskFrame<AuditorTab> }) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const nameOf = usePartyName(useInstitutions());
  const [typed, setTyped] = useState<Typed>({ person: '', kind: '', from: '', to: '' });
  const [filter, setFilter] = useState<Filter>({});
  const [failure, setFailure] = useState<string>();
  const query = useInfiniteQuery({
    queryKey: ['list', 'lookups', filter],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/suspects/lookups', { params: { query: { ...filter, after: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const today = dayInBangkok(serverNow());
  const [from, to] = [readDay(typed.from, today), readDay(typed.to, today)];
  const isWrong = (typed.from.trim() !== '' && from === undefined) || (typed.to.trim() !== '' && to === undefined);
  const save = async () => {
    try {
      const answer = api.GET('/v1/suspects/lookups', {
        params: { query: filter },
        headers: { accept: 'text/csv' },
        parseAs: 'blob',
      }) as Promise<{ data?: Blob; error?: unknown; response: Response }>;
      saveFile('look-ups.csv', await dataOf(answer));
      setFailure(undefined);
    } catch (error) {
      setFailure(t('auditor.failed', { why: problems.of(error) }));
    }
  };
  const at = (instant: string) => `${formatDate(instant, language)} ${formatSeconds(instant, language)}`;
  const roleOf = ({ role }: LookUp) => t(`role.${role as Person['roles'][number]}`);
  const purposeOf = ({ purpose }: LookUp) => purpose ?? t('auditor.lookUp.search');
  const columns: DeskColumn<LookUp>[] = [
    { name: 'at', head: t('auditor.column.at'), isName: true, cell: ({ lookedAt }) => at(lookedAt) },
    { name: 'who', head: t('auditor.lookUp.who'), cell: ({ person }) => <PersonName of={person} /> },
    { name: 'what', head: t('auditor.lookUp.kind'), cell: ({ kind }) => t(`auditor.lookUp.of.${kind}`) },
    { name: 'purpose', head: t('auditor.fact.purpose'), isWide: true, cell: (row) => <bdi>{purposeOf(row)}</bdi> },
    { name: 'found', head: t('auditor.lookUp.found'), isAmount: true, cell: ({ found }) => String(found) },
  ];
  return (
    <DeskList
      frame={frame}
      query={query}
      rows={query.data?.pages.flatMap(({ lookups }) => lookups) ?? []}
      columns={columns}
      idOf={({ id }) => id}
      empty={[
        t('auditor.none.lookups'),
        Object.keys(filter).length === 0 ? t('auditor.lookUp.noneDetail') : t('auditor.noneDetail'),
      ]}
      tools={
        <form
          className="line"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isWrong) setFilter(filterOf(typed, from, to));
          }}
        >
          <Typing
            label={t('auditor.lookUp.who')}
            value={typed.person}
            onType={(person) => setTyped({ ...typed, person })}
          />
          <label className="line label">
            {t('auditor.lookUp.kind')}
            <select
              className="select"
              value={typed.kind}
              onChange={({ target }) => setTyped({ ...typed, kind: KINDS.find((each) => each === target.value) ?? '' })}
            >
              <option value="">{t('auditor.lookUp.any')}</option>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`auditor.lookUp.of.${kind}`)}
                </option>
              ))}
            </select>
          </label>
          <Typing
            label={t('auditor.lookUp.from')}
            value={typed.from}
            onType={(day) => setTyped({ ...typed, from: day })}
          />
          <Typing label={t('auditor.lookUp.to')} value={typed.to} onType={(day) => setTyped({ ...typed, to: day })} />
          <ActButton isSubmit className="button small" why={isWrong ? t('auditor.lookUp.dayWrong') : undefined}>
            {t('auditor.filter')}
          </ActButton>
          <button type="button" className="button small" onClick={() => void save()}>
            {t('auditor.saveCsv')}
          </button>
          <span className="label" role="status">
            {failure ?? (isWrong ? t('auditor.lookUp.dayWrong') : t('auditor.lookUp.lead'))}
          </span>
        </form>
      }
      foot={<More query={query} />}
      detail={(row) => (
        <>
          <h2>{t(`auditor.lookUp.of.${row.kind}`)}</h2>
          <Facts
            facts={[
              [t('auditor.lookUp.who'), <PersonAndSubject key="who" of={row.person} />],
              [t('auditor.lookUp.role'), roleOf(row)],
              [t('auditor.column.at'), at(row.lookedAt)],
              ...(row.institution === null
                ? []
                : [[t('auditor.lookUp.institution'), nameOf(row.institution)] as [string, string]]),
              [t('auditor.lookUp.found'), String(row.found)],
            ]}
          />
          <h3>{t('auditor.fact.purpose')}</h3>
          <p className="said">{purposeOf(row)}</p>
        </>
      )}
    />
  );
}

/** Returns the filter of what was typed; the last day counts whole. */
function filterOf({ person, kind }: Typed, from: string | undefined, to: string | undefined): Filter {
  const filter: Filter = {
    person: person.trim() || undefined,
    kind: kind === '' ? undefined : kind,
    from: from === undefined ? undefined : beginOf(from),
    to: to === undefined ? undefined : new Date(Date.parse(beginOf(to)) + DAY_MS).toISOString(),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

const DAY_MS = 86_400_000;

/** Returns the instant at which a day of Bangkok begins; `day` is `YYYY-MM-DD`. */
function beginOf(day: string): string {
  return new Date(inBangkok(day)).toISOString();
}

function Typing({ label, value, onType }: { label: string; value: string; onType: (value: string) => void }) {
  return (
    <label className="line label">
      {label}
      <input
        type="search"
        className="select find"
        autoComplete="off"
        value={value}
        onChange={({ target }) => onType(target.value)}
      />
    </label>
  );
}
