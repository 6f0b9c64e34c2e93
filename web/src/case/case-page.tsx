import '../styles/case.css';
import { useState } from 'react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { connection } from '../api/live.js';
import type { CaseView, EvidenceView } from '../api/schema.js';
import { mayCall } from '../api/next-session.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { isFinding } from '../find/find-button.js';
import { ClaimedByAnother } from '../handling/claim-mark.js';
import { useClaimActs, useRenewal } from '../handling/claims.js';
import { worksOnCases } from '../handling/workers.js';
import { HandoverDialog } from '../handling/handover-dialog.js';
import { InterestDialog } from '../handling/interest-dialog.js';
import { useText as useHandlingText } from '../handling/words.js';
import { useText as useOrderText } from '../orders/words.js';
import { CaseNotices } from '../notice/case-notices.js';
import { GiveNotice } from '../notice/give-notice.js';
import { useInstitutions } from '../queue/queue-data.js';
import { queueLeft } from '../queue/queue-left.js';
import type { CasePart } from '../queue/place-of-task.js';
import { useText } from './words.js';
import { PageKeys, type PageKey } from '../ui/screen/keys.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { Part } from '../ui/screen/part.js';
import { usePartyName, useShortName } from '../ui/marks/parties.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { accountName } from './trail/account-state.js';
import { readsAdvice, useAdvice } from '../advice/advice-data.js';
import { AdviceList } from './advice/advice.js';
import { ArmDialog } from './holds/arm-dialog.js';
import { Appeals } from './record/appeals.js';
import {
  useActs,
  useAppeals,
  useCase,
  useDirectives,
  useEvidence,
  useExchanges,
  useFindings,
  useFirstReads,
  useHolds,
  useLinks,
  useNotes,
  usePersons,
  useTimeline,
  useTrail,
  type Hold,
} from './case-data.js';
import { CaseFacts } from './case-facts.js';
import { CaseHeader } from './case-header.js';
import { DecideDialog } from './decision/decide-dialog.js';
import { DecisionPanel, type Act } from './decision/decision-panel.js';
import { changedCells, nameOfCell } from './evidence/evidence-changes.js';
import { Directives } from './directives/directives.js';
import { EvidenceMatrix } from './evidence/evidence-matrix.js';
import { Exchanges } from './record/exchanges.js';
import { FindingsOfCase } from './evidence/findings.js';
import { ROWS } from '../ui/rows/first-rows.js';
import { GlassStrip } from './decision/glass-strip.js';
import { Holds } from './holds/holds.js';
import { SeveralHoldsDialog } from './holds/several-holds-dialog.js';
import { Links } from './record/links.js';
import { Notes } from './record/notes.js';
import { Report } from './report/report.js';
import { RequestDialog } from './decision/request-dialog.js';
import {
  actsOfHold,
  candidatesOf,
  decisionOn,
  holdsFor,
  isOpen,
  offerOf,
  waitsForColleague,
  whyNotDecide,
} from '../orders/acts.js';
import { OrderDialog } from '../orders/order-dialog.js';
import { useWhyNot } from '../orders/why-not.js';
import { openRequests } from './trail/stolen-sum.js';
import { Timeline } from './record/timeline.js';
import { Trail } from './trail/trail.js';
import { WhatHappened } from './trail/what-happened.js';
import { usePersonName } from '../ui/marks/persons.js';

const TABS = [
  'trail',
  'evidence',
  'holds',
  'findings',
  'timeline',
  'appeals',
  'exchanges',
  'links',
  'notes',
  'report',
] as const;

/** The parts that an AMLO officer, who reads cases too, may not read. */
const OVERSEEN: readonly (typeof TABS)[number][] = ['appeals', 'notes', 'report'];

/** A case: where the money is, what is known, what may be done, and who owes what. */
export function CasePage() {
  const { caseId } = useParams({ from: '/cases/$caseId' });
  const { t } = useText();
  const view = useCase(caseId);
  useFirstReads(caseId);
  usePageTitle(view.data?.caseNo ?? t('case.title'));
  return (
    <main id="content" className="case">
      {view.data !== undefined ? (
        <Opened key={caseId} view={view.data} />
      ) : (
        <div className="case-top">
          <h1 className="unseen">{t('case.title')}</h1>
          {view.error !== null ? (
            <ReadFailed error={view.error} onRetry={() => void view.refetch()} />
          ) : (
            <Loading rows={10} />
          )}
        </div>
      )}
    </main>
  );
}

function Opened({ view }: { view: CaseView }) {
  const { t } = useText();
  const { t: h } = useHandlingText();
  const { t: o } = useOrderText();
  const navigate = useNavigate();
  const now = useStore(session);
  const { state: connected } = useStore(connection);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const mayAct = worksOnCases(person);
  /** Reads what an AMLO officer, who reads cases too, does not. */
  const oversees = mayCall(person, 'GET /v1/cases/{id}/notes');
  const parts = TABS.filter((each) => oversees || !OVERSEEN.includes(each));
  const personName = usePersonName();
  const institutions = useInstitutions();
  const [shortName, fullName] = [useShortName(institutions), usePartyName(institutions)];
  const [tab, setTab] = useState<(typeof TABS)[number]>('trail');
  const [form, setForm] = useState<'graph' | 'table'>('graph');
  const [victims, setVictims] = useState<'case' | 'all'>('case');
  const [chosen, setChosen] = useState<string>();
  const [act, setAct] = useState<Act>();
  const [noteAsked, setNoteAsked] = useState(0);
  const ownTrail = useTrail(view.id).data;
  const trail = useTrail(view.id, victims);
  const findings = useFindings(view.id, { first: ROWS }).data;
  const acts = useActs(view.id).data;
  const holds = useHolds(view.id);
  const evidence = useEvidence(view.id, tab === 'evidence');
  const { changed, look } = useChangedCells(evidence.data, view);
  const [isWholeChain, setWholeChain] = useState(false);
  const timeline = useTimeline(view.id, isWholeChain);
  const links = useLinks(view.id);
  const appeals = useAppeals(view.id, oversees);
  const exchanges = useExchanges(view.id, tab === 'exchanges');
  const notes = useNotes(view.id, tab === 'notes');
  const directives = useDirectives(view.id, tab === 'holds');
  const persons = usePersons(view.id, tab === 'report');

  const blocked = connected === 'lost' ? t('act.disconnected') : undefined;
  const candidates = candidatesOf(acts, 'aoc_suspension');
  const decidable = openRequests(view).find(({ id }) => whyNotDecide(acts, id, 'approve') === null);
  const decide = (verdict: 'approve' | 'refuse') => {
    const request = openRequests(view).find(({ id }) => whyNotDecide(acts, id, verdict) === null);
    if (request !== undefined && blocked === undefined) setAct({ act: verdict, request });
  };
  // It stands below the trail, and what was shown before a decision stands with that.
  const isDecided = view.freezeRequests.some(({ decisions }) => decisions.length > 0);
  const advice = useAdvice(view.id, readsAdvice(person) && (tab === 'trail' || isDecided));
  useRenewal(view.id, view.claim, person);
  const { claim, endClaim } = useClaimActs();
  const problems = useProblemWords();
  const [claimFailure, setClaimFailure] = useState<string>();
  const isMine = acts?.claim.isOwn === true;
  // By the same answer as what it holds up.
  const claimNow =
    acts?.claim.person == null || acts.claim.until === null
      ? null
      : { person: acts.claim.person, until: acts.claim.until };
  // What waits for the claim of another person (docs/adr/0035); all else never does.
  const requestBlocked =
    blocked ??
    (waitsForColleague(acts, 'aoc_suspension')
      ? h('claim.blocked', { person: personName(acts?.claim.person ?? '') })
      : undefined);
  const mayAsk = acts?.kinds.aoc_suspension.isForRole === true;
  const toContinue = holdsFor(acts, holds.data ?? [], 'continue_order');
  const wordsOfWhyNot = useWhyNot();
  const armOf = (hold: Hold) => offerOf(actsOfHold(acts, hold.id)?.requests, 'aoc_suspension', true);
  const whyNotArm = (hold: Hold) => {
    const offer = armOf(hold);
    if (requestBlocked !== undefined || isOpen(offer)) return requestBlocked;
    if (offer?.whyNot?.code === 'APPROVAL.THRESHOLD_NOT_MET') return t('arm.noEvidence');
    return wordsOfWhyNot(offer?.whyNot, []);
  };
  const takeOrPutDown = () => {
    if (!mayAct || blocked !== undefined || (acts !== undefined && acts.claim.whyNot !== null)) return;
    setClaimFailure(undefined);
    (isMine ? endClaim : claim)(view.id).catch((error: unknown) => setClaimFailure(problems.of(error)));
  };
  const handOver = () => {
    if (mayAct) setAct({ act: 'hand_over' });
  };

  /** Shows a part of the page: its tab, or the panel beside it, which then has the focus. */
  const showPart = (part: CasePart) => {
    if (part === 'decision' || part === 'facts') return document.getElementById(part)?.focus();
    setTab(part);
  };

  /** Chooses the account before or after the chosen one, in the order of the hops. */
  const step = (by: number) => {
    const names = [...new Set(view.accounts.toSorted((one, other) => one.hop - other.hop).map(accountName))];
    const at = chosen === undefined ? -1 : names.indexOf(chosen);
    const next = names[Math.max(0, Math.min(names.length - 1, at + by))];
    if (next !== undefined) setChosen(next);
  };

  const keys: PageKey[] = [
    {
      code: 'Escape',
      cap: 'Esc',
      words: t('keys.toQueue'),
      act: () => void navigate({ to: '/', search: queueLeft.get() }),
    },
    {
      code: 'KeyA',
      cap: 'a',
      words:
        decidable !== undefined
          ? t('keys.approve')
          : toContinue.length > 0 && candidates.length === 0
            ? o('order.first')
            : t('panel.request'),
      act: () => {
        if (decidable !== undefined) return decide('approve');
        if (candidates.length > 0 && requestBlocked === undefined) return setAct({ act: 'request' });
        const [firstToEnd] = toContinue;
        if (firstToEnd === undefined || blocked !== undefined) return;
        setAct({ act: 'order', wanted: { kind: 'continue_order', hold: firstToEnd } });
      },
    },
    { code: 'KeyX', cap: 'x', words: t('panel.refuse'), act: () => decide('refuse') },
    { code: 'Slash', cap: '/', words: t('keys.search'), act: () => isFinding.set(true) },
    { code: 'KeyC', cap: 'c', words: isMine ? h('claim.end') : h('claim.take'), act: takeOrPutDown },
    { code: 'KeyH', cap: 'h', words: h('handover.open'), act: handOver },
    {
      code: 'KeyN',
      cap: 'n',
      words: t('notes.key'),
      act: () => {
        if (!oversees) return;
        setTab('notes');
        setNoteAsked(noteAsked + 1);
      },
    },
    { code: 'BracketLeft', cap: '[', words: t('chosen.previous'), act: () => step(-1) },
    { code: 'BracketRight', cap: ']', words: t('chosen.next'), act: () => step(1) },
    { code: 'KeyT', cap: 't', words: t('keys.form'), act: () => setForm(form === 'graph' ? 'table' : 'graph') },
    ...parts.map((each) => ({
      code: `Digit${(TABS.indexOf(each) + 1) % 10}`,
      cap: String((TABS.indexOf(each) + 1) % 10),
      words: t(`case.tab.${each}`),
      act: () => setTab(each),
    })),
  ];
  const counts = {
    trail: ownTrail?.graph?.accounts.length,
    evidence: undefined,
    holds: holds.data?.length,
    findings: findings?.total,
    timeline: timeline.data?.total,
    appeals: appeals.data?.length,
    exchanges: exchanges.data?.length,
    links: links.data?.linked.length,
    notes: notes.data?.length,
    report: undefined,
  };
  const open = act?.act === 'approve' || act?.act === 'refuse' ? act : undefined;
  const current = open && view.freezeRequests.find(({ id }) => id === open.request.id);
  return (
    <>
      <div className="case-top">
        <CaseHeader view={view} trail={ownTrail} person={person} shortName={shortName} onPart={showPart} />
        <GlassStrip view={view} fullName={fullName} />
        <ClaimedByAnother claim={claimNow} person={person} />
        {claimFailure !== undefined && (
          <div className="strip" data-tone="failed" role="alert">
            <strong>{h('claim.failed')}</strong> <span>{claimFailure}</span>
          </div>
        )}
      </div>
      <CaseFacts
        view={view}
        person={person}
        blocked={blocked}
        chosen={view.accounts.find((account) => accountName(account) === chosen)}
        acts={acts}
        onAsk={(partId) => setAct({ act: 'request', partId })}
        onClaim={takeOrPutDown}
        onHandOver={handOver}
        onDeclare={() => setAct({ act: 'declare_interest' })}
        requestBlocked={requestBlocked}
        onOrder={(wanted) => setAct({ act: 'order', wanted })}
        fullName={fullName}
      />
      <div className="case-centre">
        <nav className="tabs" aria-label={t('case.tabs')}>
          {parts.map((each) => (
            <button key={each} type="button" aria-current={each === tab} onClick={() => setTab(each)}>
              {t(`case.tab.${each}`)}
              <span className="count">{counts[each] ?? ''}</span>
            </button>
          ))}
        </nav>
        <div className="case-part" tabIndex={0} role="region" aria-label={t(`case.tab.${tab}`)}>
          {tab === 'trail' && (
            <Part query={trail}>
              {(data) => (
                <Trail
                  trail={data}
                  view={view}
                  advice={advice.data?.advice}
                  form={form}
                  victims={victims}
                  shortName={shortName}
                  chosen={chosen}
                  onForm={setForm}
                  onVictims={setVictims}
                  onChoose={setChosen}
                />
              )}
            </Part>
          )}
          {tab === 'trail' && <WhatHappened lines={timeline.data?.whatHappened ?? []} />}
          {tab === 'trail' && readsAdvice(person) && (
            <Part query={advice}>
              {(data) => (
                <AdviceList
                  caseId={view.id}
                  advice={data.advice}
                  drawn={data.drawn}
                  rings={data.rings}
                  shortName={shortName}
                  chosen={chosen}
                  mayJudge={mayAct}
                  blocked={blocked}
                />
              )}
            </Part>
          )}
          {tab === 'evidence' && (
            <Part query={evidence}>
              {(data) => (
                <EvidenceMatrix
                  evidence={data}
                  accounts={view.accounts}
                  shortName={shortName}
                  chosen={chosen}
                  changed={changed}
                  onLook={look}
                />
              )}
            </Part>
          )}
          {tab === 'holds' && (
            <Part query={holds}>
              {(data) => (
                <Holds
                  holds={data}
                  shortName={shortName}
                  fullName={fullName}
                  chosen={chosen}
                  view={view}
                  acts={acts}
                  person={person}
                  onArm={mayAsk ? (hold) => setAct({ act: 'arm', hold }) : undefined}
                  whyNotArm={whyNotArm}
                  readsDocuments={oversees}
                  blocked={blocked}
                  requestBlocked={requestBlocked}
                  onOrder={(wanted) => setAct({ act: 'order', wanted })}
                />
              )}
            </Part>
          )}
          {tab === 'holds' && person !== undefined && (
            <section className="section">
              <CaseNotices caseId={view.id} caseNo={view.caseNo} blocked={blocked} />
              <p>
                <GiveNotice person={person} blocked={blocked} />
              </p>
            </section>
          )}
          {tab === 'holds' && person !== undefined && (
            <Part query={directives}>
              {(data) => (
                <Directives
                  caseId={view.id}
                  caseNo={view.caseNo}
                  directives={data}
                  person={person}
                  fullName={fullName}
                  blocked={blocked}
                  requestBlocked={requestBlocked}
                />
              )}
            </Part>
          )}
          {tab === 'findings' && <FindingsOfCase caseId={view.id} shortName={shortName} />}
          {tab === 'timeline' && (
            <Part query={timeline}>
              {({ events, total }) => (
                <Timeline events={events} total={total} partyName={fullName} onWhole={() => setWholeChain(true)} />
              )}
            </Part>
          )}
          {tab === 'appeals' && (
            <Part query={appeals}>
              {(data) => <Appeals appeals={data} acts={acts} person={person} shortName={shortName} />}
            </Part>
          )}
          {tab === 'exchanges' && (
            <Part query={exchanges}>{(data) => <Exchanges exchanges={data} fullName={fullName} />}</Part>
          )}
          {tab === 'links' && <Part query={links}>{(data) => <Links links={data} />}</Part>}
          {tab === 'notes' && (
            <Part query={notes}>
              {(data) => <Notes caseId={view.id} notes={data} mayNote={mayAct} asked={noteAsked} blocked={blocked} />}
            </Part>
          )}
          {tab === 'report' && (
            <Part query={persons}>
              {(data) => (
                <Report
                  report={data}
                  view={view}
                  acts={acts}
                  mayReveal={mayAct}
                  seesReveals={mayCall(person, 'GET /v1/cases/{id}/reveals')}
                  blocked={blocked}
                  fullName={fullName}
                  shortName={shortName}
                />
              )}
            </Part>
          )}
        </div>
      </div>
      {person !== undefined && (
        <DecisionPanel
          view={view}
          onFindings={() => setTab('findings')}
          acts={acts}
          candidates={candidates}
          toContinue={toContinue}
          holds={holds}
          person={person}
          atDecisions={advice.data?.atDecisions}
          fullName={fullName}
          shortName={shortName}
          blocked={blocked}
          requestBlocked={requestBlocked}
          onAct={setAct}
        />
      )}
      <PageKeys keys={keys} />
      {open !== undefined && current !== undefined && (
        <DecideDialog
          request={current}
          verdict={open.act}
          view={view}
          decision={decisionOn(acts, current.id)}
          isRead={acts !== undefined}
          fullName={fullName}
          shortName={shortName}
          blocked={blocked}
          onClose={() => setAct(undefined)}
        />
      )}
      {(act?.act === 'request' || act?.act === 'break_glass') && (
        <RequestDialog
          view={view}
          acts={acts}
          partId={act.act === 'request' ? act.partId : undefined}
          kind={act.act === 'request' ? 'aoc_suspension' : 'break_glass'}
          fullName={fullName}
          shortName={shortName}
          blocked={act.act === 'request' ? requestBlocked : blocked}
          onClose={() => setAct(undefined)}
        />
      )}
      {act?.act === 'order' && (
        <OrderDialog
          view={view}
          acts={acts}
          wanted={act.wanted}
          fullName={fullName}
          shortName={shortName}
          blocked={act.wanted.kind === 'whole_account' ? requestBlocked : blocked}
          onClose={() => setAct(undefined)}
        />
      )}
      {act?.act === 'several' && (
        <SeveralHoldsDialog
          kind={act.kind}
          view={view}
          holds={toContinue}
          acts={acts}
          shortName={shortName}
          blocked={blocked}
          onClose={() => setAct(undefined)}
        />
      )}
      {act?.act === 'arm' && (
        <ArmDialog hold={act.hold} fullName={fullName} blocked={requestBlocked} onClose={() => setAct(undefined)} />
      )}
      {act?.act === 'declare_interest' && (
        <InterestDialog caseId={view.id} caseNo={view.caseNo} blocked={blocked} onClose={() => setAct(undefined)} />
      )}
      {act?.act === 'hand_over' && person !== undefined && (
        <HandoverDialog cases={[view]} person={person} blocked={blocked} onClose={() => setAct(undefined)} />
      )}
    </>
  );
}

/** Keeps which cells of the evidence changed since somebody at this screen looked at them. */
function useChangedCells(evidence: EvidenceView | undefined, { accounts }: CaseView) {
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const [before, setBefore] = useState(evidence);
  if (evidence !== before) {
    setBefore(evidence);
    if (before !== undefined && evidence !== undefined) {
      setChanged(new Set([...changed, ...changedCells(before, evidence, accounts).map(nameOfCell)]));
    }
  }
  const look = (cell: string) => setChanged(new Set([...changed].filter((each) => each !== cell)));
  return { changed, look };
}
