import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { isOwn } from '../api/is-own.js';
import { api, dataOf } from '../api/client.js';
import { connection } from '../api/live.js';
import type { HolderView } from '../api/schema.js';
import { mayCall } from '../api/next-session.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { columnForm, formatBaht, sumSatang } from '../format/money.js';
import { useActs } from '../case/case-data.js';
import { answersTo } from '../orders/acts.js';
import { worksOnCases } from '../handling/workers.js';
import { HandoverDialog } from '../handling/handover-dialog.js';
import { useInstitutions } from '../queue/queue-data.js';
import { useText } from './words.js';
import { Account } from '../ui/marks/account.js';
import { Clock } from '../ui/marks/clock.js';
import { Desk, DeskTable, type DeskColumn } from '../ui/desk/desk.js';
import { PageKeys } from '../ui/screen/keys.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useDeskKeys, useDeskPlace } from '../ui/desk/use-desk.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { AnswerDialog, type AnswerVerdict } from './answer-dialog.js';
import { inActs } from './acts.js';
import { AppealDetail } from './appeal-detail.js';
import { FileTogether } from './file-together.js';
import { HolderFound } from './holder-found.js';
import { LookUp } from './look-up.js';
import { SIGNS } from './signs.js';
import { useAppeals, type Appeal } from './unfreeze-data.js';
import { PersonName } from '../ui/marks/persons.js';
import { ActButton } from '../ui/screen/act-button.js';

const TABS = ['all', 'mine', 'low', 'centre', 'police', 'authority', 'together'] as const;
/** The bands of triage, by rank. */
const BANDS = ['broken', 'lowMerchant', 'low', 'merchant', 'other'] as const;

/** The unfreeze desk (1441, press 2): look a hold up for a caller, and the appeals by triage. */
export function UnfreezePage() {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const appeals = useAppeals();
  const institutions = useInstitutions();
  const shortName = useShortName(institutions);
  const fullName = usePartyName(institutions);
  const now = useStore(session);
  const person = now.state === 'signed-in' ? now.person : undefined;
  const { state: connected } = useStore(connection);
  const [found, setFound] = useState<HolderView>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [answering, setAnswering] = useState<{ verdict: AnswerVerdict; appeals: readonly Appeal[] }>();
  const [handed, setHanded] = useState<readonly Appeal[]>();
  const [isFiling, setFiling] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  const mayAnswer = mayCall(person, 'POST /v1/appeals/decisions');
  usePageTitle(t('unfreeze.title'));

  const all = appeals.data?.appeals ?? [];
  const inTab: Record<(typeof TABS)[number], (appeal: Appeal) => boolean> = {
    all: () => true,
    mine: ({ reviewer }) => isOwn(reviewer, person),
    low: ({ rank }) => rank === 1 || rank === 2,
    centre: ({ tier }) => tier === 'centre',
    police: ({ tier }) => tier === 'police',
    authority: ({ tier }) => tier === 'authority',
    together: ({ together }) => together.length > 0,
  };
  // Who only takes appeals down has none of his own to answer.
  const tabs = TABS.filter((name) => name !== 'mine' || mayAnswer).map((name) => ({
    name,
    words: t(`unfreeze.tab.${name}`),
    count: appeals.data === undefined ? undefined : all.filter(inTab[name]).length,
  }));
  const place = useDeskPlace(TABS, 'all');
  const acts = inActs(all);
  const rows = place.tab === 'together' ? acts.flat() : all.filter(inTab[place.tab]);
  const chosen = rows.find(({ id }) => id === place.chosenId);
  const ticked = rows.filter(({ id }) => selected.has(id));
  const mayLookUp = mayCall(person, 'POST /v1/appeals/searches');
  const mayHandOver = worksOnCases(person);
  const lost = connected === 'lost' ? t('act.disconnected') : undefined;
  const blocked = lost ?? (mayAnswer ? undefined : t('unfreeze.answerers'));
  const caseActs = useActs(chosen?.caseId ?? '', chosen !== undefined && mayAnswer).data;
  const answers = chosen && answersTo(caseActs, chosen.id);
  const isOffered = (verdict: AnswerVerdict | 'review') =>
    answers?.find((each) => each.verdict === verdict)?.whyNot === null;

  const choose = (id: string | undefined) => {
    setFound(undefined);
    place.choose(id);
  };
  const toggle = (id: string) =>
    setSelected((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const tell = async (outcomes: readonly { appealId: string; refusedBecause: string | null }[]) => {
    const refused = outcomes.filter(({ refusedBecause }) => refusedBecause !== null);
    const named = refused.map(
      ({ appealId, refusedBecause }) =>
        `${all.find(({ id }) => id === appealId)?.reference}: ${problems.ofCode(refusedBecause ?? '')}`,
    );
    setOutcome(
      [t('unfreeze.round', { done: outcomes.length - refused.length, count: outcomes.length }), ...named].join(' · '),
    );
    setSelected(new Set());
    await queries.invalidateQueries({ queryKey: ['list', 'appeals'] });
  };
  const takeUp = async (some: readonly Appeal[]) => {
    if (blocked !== undefined || some.length === 0) return;
    const body = { appealIds: some.map(({ id }) => id), decision: { verdict: 'review' as const } };
    try {
      await tell((await dataOf(api.POST('/v1/appeals/decisions', { body }))).outcomes);
    } catch (error) {
      setOutcome(`${t('act.failed')} · ${problems.of(error)}`);
    }
  };
  /** The band of a row: its triage, or in the view of acts the act that it was brought in. */
  const bandOf = ({ id, rank }: Appeal) => {
    if (place.tab !== 'together') return t(`unfreeze.band.${BANDS[rank] ?? 'other'}`);
    const act = acts.find((each) => each.some((appeal) => appeal.id === id)) ?? [];
    const amount = formatBaht(sumSatang(act.map(({ amountSatang }) => amountSatang)), 'exact');
    return t('unfreeze.act', { reference: act[0]?.reference ?? '', amount });
  };
  const answer = (verdict: AnswerVerdict, some: readonly Appeal[]) => {
    if (blocked === undefined && some.length > 0) setAnswering({ verdict, appeals: some });
  };
  const own = chosen === undefined ? [] : [chosen];
  const handOver = (some: readonly Appeal[]) => {
    if (lost === undefined && mayHandOver && some.length > 0) setHanded(some);
  };
  const keys = [
    ...useDeskKeys(
      { ...place, choose },
      rows.map(({ id }) => id),
      tabs,
    ),
    ...(mayLookUp
      ? [{ code: 'Slash', cap: '/', words: t('keys.search'), act: () => document.getElementById('look-up')?.focus() }]
      : []),
    { code: 'Space', cap: 'Space', words: t('unfreeze.select'), act: () => chosen && toggle(chosen.id) },
    {
      code: 'KeyC',
      cap: 'c',
      words: t('unfreeze.takeUp'),
      act: () => void takeUp(ticked.length > 0 ? ticked : isOffered('review') ? own : []),
    },
    {
      code: 'KeyH',
      cap: 'h',
      words: t('unfreeze.handOver'),
      act: () => handOver(ticked.length > 0 ? ticked : own),
    },
    { code: 'KeyA', cap: 'a', words: t('unfreeze.uphold'), act: () => isOffered('uphold') && answer('uphold', own) },
    { code: 'KeyX', cap: 'x', words: t('unfreeze.refuse'), act: () => isOffered('refuse') && answer('refuse', own) },
    {
      code: 'KeyA',
      shift: true,
      cap: 'Shift A',
      words: t('unfreeze.upholdAll'),
      act: () => answer('uphold', ticked),
    },
  ];

  const form = columnForm(rows.map(({ amountSatang }) => amountSatang));
  const columns: DeskColumn<Appeal>[] = [
    {
      name: 'left',
      head: t('unfreeze.column.left'),
      cell: ({ tierSince, targetAt }) => <Clock startedAt={tierSince} dueAt={targetAt} />,
    },
    {
      name: 'reference',
      head: t('unfreeze.column.reference'),
      isName: true,
      cell: ({ reference }) => reference,
    },
    {
      name: 'account',
      head: t('unfreeze.column.account'),
      isWide: true,
      cell: ({ institution, accountMasked }) => <Account name={shortName(institution)} accountMasked={accountMasked} />,
    },
    {
      name: 'amount',
      head: t('unfreeze.column.amount'),
      isAmount: true,
      cell: ({ amountSatang }) => formatBaht(amountSatang, form),
    },
    {
      name: 'sign',
      head: t('unfreeze.column.sign'),
      isWide: true,
      cell: (appeal) => {
        const name = appeal.regularMerchant ? 'merchant' : 'none';
        return (
          <span className="line whole">
            {SIGNS[name]} {t(`unfreeze.sign.${name}`)}
          </span>
        );
      },
    },
    {
      name: 'reviewer',
      head: t('unfreeze.column.reviewer'),
      isRoomy: true,
      cell: ({ reviewer, tier }) => (
        <span className="whole">
          {tier !== 'centre' && `${t(`unfreeze.tier.${tier}`)} · `}
          {reviewer === null ? <span className="quiet">{t('unfreeze.nobody')}</span> : <PersonName of={reviewer} />}
        </span>
      ),
    },
  ];

  const detail =
    found !== undefined ? (
      <HolderFound view={found} fullName={fullName} onFiled={() => setFound(undefined)} blocked={lost} />
    ) : chosen !== undefined ? (
      <AppealDetail
        key={chosen.id}
        appeal={chosen}
        waiting={all}
        fullName={fullName}
        readsCases={mayCall(person, 'GET /v1/cases/{id}')}
        answers={answers}
        noAnswer={mayAnswer ? undefined : t('unfreeze.answerers')}
        mayAddFiles={mayCall(person, 'POST /v1/appeals/{id}/attachments')}
        mayAcceptProof={mayCall(person, 'POST /v1/appeals/{id}/proofs')}
        blocked={lost}
        onTakeUp={() => void takeUp(own)}
        onAnswer={(verdict) => answer(verdict, own)}
        onSelect={(ids) => {
          // Another view may show a part of the act only, and a round answers no row that is not shown.
          place.show('together', chosen.id);
          setSelected(new Set(ids));
        }}
      />
    ) : undefined;

  return (
    <>
      <Desk
        title={t('unfreeze.title')}
        tabs={tabs}
        tab={place.tab}
        onTab={place.show}
        tools={
          <>
            {mayLookUp && <LookUp institutions={institutions} onFound={setFound} />}
            {mayCall(person, 'POST /v1/appeals') && (
              <button type="button" className="button" onClick={() => setFiling(true)}>
                {t('unfreeze.fileTogether')}…
              </button>
            )}
          </>
        }
        detail={detail}
        detailLabel={t('unfreeze.chosen')}
        onCloseDetail={() => choose(undefined)}
        foot={
          <>
            {mayAnswer && <strong>{t('unfreeze.selected', { count: ticked.length })}</strong>}
            <span className="label" role="status">
              {ticked.length > 0
                ? t('unfreeze.sum', {
                    amount: formatBaht(sumSatang(ticked.map(({ amountSatang }) => amountSatang)), 'exact'),
                  })
                : (outcome ?? '')}
            </span>
            <span className="grow label why">{blocked}</span>
            {mayAnswer && (
              <>
                <ActButton
                  className="button"
                  why={blocked ?? (ticked.length === 0 ? t('unfreeze.noneTicked') : undefined)}
                  onClick={() => void takeUp(ticked)}
                >
                  {t('unfreeze.takeUp')} <kbd>c</kbd>
                </ActButton>
                {mayHandOver && (
                  <ActButton
                    className="button"
                    why={blocked ?? (ticked.length === 0 ? t('unfreeze.noneTicked') : undefined)}
                    onClick={() => handOver(ticked)}
                  >
                    {t('unfreeze.handOver')}… <kbd>h</kbd>
                  </ActButton>
                )}
                <ActButton
                  className="button primary"
                  why={blocked ?? (ticked.length === 0 ? t('unfreeze.noneTicked') : undefined)}
                  onClick={() => answer('uphold', ticked)}
                >
                  {t('unfreeze.upholdCount', { count: ticked.length })}… <kbd>Shift A</kbd>
                </ActButton>
              </>
            )}
          </>
        }
      >
        {rows.length > 0 ? (
          <DeskTable
            label={t('unfreeze.title')}
            columns={columns}
            rows={rows}
            idOf={({ id }) => id}
            chosenId={chosen?.id}
            onChoose={choose}
            bandOf={bandOf}
            {...(mayAnswer && { selection: { ids: selected, toggle, nameOf: ({ reference }: Appeal) => reference } })}
          />
        ) : appeals.data !== undefined ? (
          <Empty title={t('unfreeze.empty')} detail={t('unfreeze.emptyDetail')} />
        ) : appeals.error !== null ? (
          <ReadFailed error={appeals.error} onRetry={() => void appeals.refetch()} />
        ) : (
          <Loading rows={12} />
        )}
      </Desk>
      {answering !== undefined && (
        <AnswerDialog
          verdict={answering.verdict}
          appeals={answering.appeals}
          fullName={fullName}
          blocked={blocked}
          onClose={() => setAnswering(undefined)}
          onAnswered={tell}
        />
      )}
      {isFiling && <FileTogether blocked={lost} onClose={() => setFiling(false)} />}
      {handed !== undefined && person !== undefined && (
        <HandoverDialog
          cases={casesOf(handed)}
          person={person}
          blocked={blocked}
          onClose={() => setHanded(undefined)}
        />
      )}
      <PageKeys keys={keys} />
    </>
  );
}

/** Returns the cases of appeals, each once; a reference begins with the number of its case. */
function casesOf(appeals: readonly Appeal[]): { id: string; caseNo: string }[] {
  const byId = new Map(appeals.map(({ caseId, reference }) => [caseId, reference.split('/')[0] ?? '']));
  return [...byId].map(([id, caseNo]) => ({ id, caseNo }));
}
