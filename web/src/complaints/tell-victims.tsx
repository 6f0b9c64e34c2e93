import { useState } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { VictimsToTell } from '../api/schema.js';
import { mayCall, type Person } from '../api/next-session.js';
import { formatInstant } from '../format/time.js';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import { Clock } from '../ui/marks/clock.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { DeskList, type DeskFrame } from '../ui/desk/desk-list.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

type ToTell = VictimsToTell['victims'][number];
const OUTCOMES = ['told', 'not_reached'] as const;
const MEANS = ['call', 'sms', 'letter', 'in_person'] as const;

interface TellVictimsProps<Name extends string> {
  frame: DeskFrame<Name>;
  tools: React.ReactNode;
  person: Person | undefined;
  blocked: string | undefined;
}

/**
 * The victims who are to be told something, the first due first (P-TELL), with their numbers. Each
 * reading is on record, so it is read when the view opens and when the person asks for it.
 */
export function TellVictims<Name extends string>({ frame, tools, person, blocked }: TellVictimsProps<Name>) {
  const { t, language } = useText();
  const query = useInfiniteQuery({
    queryKey: ['tellings'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/v1/tellings/due', { params: { query: { after: pageParam, limit: 100 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 'static',
    gcTime: 0,
    meta: { isOnRecord: true },
  });
  const columns: DeskColumn<ToTell>[] = [
    {
      name: 'left',
      head: t('complaints.column.left'),
      cell: ({ since, dueAt }) => <Clock startedAt={since} dueAt={dueAt} />,
    },
    { name: 'caseNo', head: t('complaints.column.caseNo'), isName: true, cell: ({ caseNo }) => caseNo },
    { name: 'who', head: t('complaints.tell.who'), cell: ({ victim }) => victim.name },
    {
      name: 'attempts',
      head: t('complaints.tell.attempts'),
      isWide: true,
      cell: ({ attempts, lastAttemptAt }) =>
        lastAttemptAt === null ? '–' : `${attempts} · ${formatInstant(lastAttemptAt, language)}`,
    },
  ];
  return (
    <DeskList
      frame={frame}
      tools={tools}
      query={query}
      rows={query.data?.pages.flatMap(({ victims }) => victims) ?? []}
      columns={columns}
      idOf={({ caseId }) => caseId}
      empty={[t('complaints.none.tell'), t('complaints.noneDetail.tell')]}
      foot={
        <span className="line label">
          {t('complaints.tell.onRecord')}
          <button type="button" className="button small" onClick={() => void query.refetch()}>
            {t('complaints.tell.again')}
          </button>
          {query.hasNextPage && (
            <button type="button" className="button small" onClick={() => void query.fetchNextPage()}>
              {t('desk.more')}
            </button>
          )}
        </span>
      }
      detail={(row) => (
        <Told
          key={`${row.caseId} ${row.newsUntil}`}
          row={row}
          mayTell={mayCall(person, 'POST /v1/complaints/{id}/tellings')}
          blocked={blocked}
          onTold={() => void query.refetch()}
        />
      )}
    />
  );
}

interface ToldProps {
  row: ToTell;
  mayTell: boolean;
  blocked: string | undefined;
  onTold: () => void;
}

/** One victim: whom to call, in which language, what to say, and what came of it. */
function Told({ row, mayTell, blocked, onTold }: ToldProps) {
  const { t, language } = useText();
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number]>();
  const [means, setMeans] = useState<(typeof MEANS)[number]>('call');
  // The same key for one attempt, so that it is written down once.
  const [key, setKey] = useState('');
  const { victim, reporter } = row;
  const contact = ({ name, phone }: ToTell['victim']) => `${name} · ${phone ?? t('complaints.tell.noPhone')}`;
  const isSame = victim.name === reporter.name && victim.phone === reporter.phone;
  return (
    <>
      <h2>{row.caseNo}</h2>
      <Facts
        facts={[
          [t('complaints.tell.victim'), contact(victim)],
          ...(isSame ? [] : [[t('complaints.tell.reporter'), contact(reporter)] as const]),
          [t('complaints.tell.language'), t(`complaints.tell.languages.${row.language}`)],
          [t('complaints.tell.due'), formatInstant(row.dueAt, language)],
        ]}
      />
      <h3>{t('complaints.next')}</h3>
      <p className="say" lang={row.language}>
        {row.text[row.language]}
      </p>
      {language !== row.language && <p className="label">{row.text[language]}</p>}
      {mayTell && (
        <div className="detail-acts">
          {OUTCOMES.map((each) => (
            <ActButton
              key={each}
              why={blocked}
              onClick={() => {
                setKey(crypto.randomUUID());
                setOutcome(each);
              }}
            >
              {t(`complaints.tell.${each}`)}…
            </ActButton>
          ))}
        </div>
      )}
      {outcome !== undefined && (
        <ActDialog
          name="told_victim"
          title={t(`complaints.tell.title.${outcome}`, { caseNo: row.caseNo })}
          lead={t('complaints.tell.lead')}
          confirm={t(`complaints.tell.${outcome}`)}
          reasonLabel={t('complaints.tell.note')}
          isReasonOptional
          blocked={blocked}
          onClose={() => setOutcome(undefined)}
          onAct={async (note) => {
            const body = { outcome, means, newsUntil: row.newsUntil };
            const params = { path: { id: row.caseId }, header: { 'Idempotency-Key': key } };
            const said = note === '' ? body : { ...body, note: note.slice(0, 500) };
            await dataOf(api.POST('/v1/complaints/{id}/tellings', { params, body: said }));
            onTold();
            return undefined;
          }}
        >
          <label className="field">
            <span className="name">{t('complaints.tell.means')}</span>
            <select
              className="input"
              value={means}
              onChange={({ target }) => setMeans(MEANS.find((each) => each === target.value) ?? 'call')}
            >
              {MEANS.map((each) => (
                <option key={each} value={each}>
                  {t(`complaints.tell.by.${each}`)}
                </option>
              ))}
            </select>
          </label>
        </ActDialog>
      )}
    </>
  );
}
