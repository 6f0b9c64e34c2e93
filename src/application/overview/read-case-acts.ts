import { type EntityManager, In } from 'typeorm';
import { answersOffered } from '../../domain/appeal/answer-appeal.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { isOpen } from '../../domain/freeze-request/freeze-request-state.js';
import { followsByItself } from '../../domain/freeze-request/armed-hold.js';
import { endIfApproved } from '../../domain/freeze-request/end-if-approved.js';
import { type AskFacts, mayAsk, mayAskNowhere } from '../../domain/freeze-request/may-ask.js';
import { liveAmount, type TrailPart, thereOf } from '../../domain/freeze-request/proposed-order.js';
import { comesBackUntil, mayBeMistaken } from '../../domain/freeze-request/reinstatement.js';
import { releaseReach } from '../../domain/freeze-request/release-reach.js';
import { passOf } from '../../domain/freeze-request/stops.js';
import { suspensionFinding } from '../../domain/freeze-request/suspension-threshold.js';
import { mayLetGo } from '../../domain/freeze-request/who-may-release.js';
import { requestRule } from '../../domain/freeze-request/who-may-request.js';
import { claimAsFound } from '../../domain/handling/work-claim.js';
import { isRevokedByProof } from '../../domain/hold/order/legal-basis.js';
import { interestOf, refuseInterest } from '../../domain/interest/interest.js';
import { type HoldKind, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import { mayReleaseInPart } from '../../domain/hold/end/release-in-part.js';
import { maxSatang, sumSatang } from '../../domain/money.js';
import { mayRecordResult, type Suspended } from '../../domain/notice/may-record-result.js';
import { type Account, accountKey } from '../../domain/party.js';
import type { Refusal } from '../../domain/result.js';
import type { StopReason } from '../../domain/trail/next-hops.js';
import { maskTail } from '../../domain/identifiers/mask.js';
import { ASKS_FOR_DIRECTIVE, DECIDES_ON_DIRECTIVE } from '../../domain/directive/may-direct.js';
import type { DirectiveRow } from '../../persistence/entities/money/directive.entities.js';
import { AppealRow } from '../../persistence/entities/case/appeal.entities.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { type HoldRow, PartialReleaseRow, ReleaseOrderRow } from '../../persistence/entities/money/hold.entities.js';
import { OwnSuspensionRow, SuspicionResultRow } from '../../persistence/entities/money/notice.entities.js';
import { readAppealFacts } from '../appeal/answer-appeal.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { type LoadedCase, loadCase } from '../case/work/load-case.js';
import { maskAccount } from '../case/privacy/mask.js';
import { groupBy, rowsOf } from '../case/work/read-rows.js';
import { type Reading, readingOf } from '../case/work/reading-of-case.js';
import { whyNotDecide, type WhyNotView, whyNotView } from '../case/work/why-not.js';
import { type HolderFacts, papersOffered, readDebitedAccounts } from '../complaint/papers/read-holder-papers.js';
import { reportActs } from '../complaint/view/read-report-acts.js';
import { verdictsOnDirective } from '../directive/decide-directive.js';
import { directivesOffered } from '../directive/request-directive.js';
import { verdictsOffered } from '../freeze-request/decide-freeze-request.js';
import { type Ask, type AskedCase, readAskFacts, readCaseOfAsks } from '../freeze-request/read-ask-facts.js';
import { filersOfHolds } from '../hold/view/filers-of-holds.js';
import { powersOf, standingNoticesOf, suspendedByOrder } from '../hold/change/rest-on-notice.js';
import { powersBesideOf } from '../hold/order/powers-beside.js';
import { mayReview, reviewsDue } from '../judgement/review-hold.js';
import { readInterest } from '../interest/read-interest.js';
import { trailPartsOf } from '../ledger/trail-parts.js';

/** Orders that may be asked for of an account of the trail, and of a live hold. */
const OF_ACCOUNT = ['aoc_suspension', 'break_glass', 'whole_account'] as const;
const OF_HOLD = ['continue_order', 'aoc_suspension', 'whole_account'] as const;

/** Refusals that stand at the kind: they hold for every account and hold of a case. */
const OF_WHOLE_CASE: readonly string[] = [
  'CASE.CLOSED',
  'CASE.CLAIMED_BY_ANOTHER',
  'APPROVAL.ROLE',
  'APPROVAL.OWN_INTAKE',
];

/**
 * Reads what a person can do on a case now, and why not the rest: orders for every account and hold,
 * releases with what they touch, reviews, results of suspicions, decisions on requests, answers to
 * appeals. Every answer comes from the rule by which the act itself is judged. Undefined when there is
 * no such case.
 */
export async function readCaseActs(manager: EntityManager, caseId: string, actor: ActingPerson) {
  const caseFile = await manager.findOneBy(CaseFileRow, { id: caseId });
  if (caseFile === null) return undefined;
  const reading = await readingOf(manager, caseFile);
  const interests = await readInterest(manager, caseId, actor.subject);
  const interested = refuseInterest(interests, actor);
  const loaded = await loadCase(reading, 'as_read');
  const trail = trailPartsOf(loaded, reading);
  const accounts = accountsOf(trail.parts);
  const holds = holdsOfCase(loaded, caseId);
  const live = holds.filter(({ state }) => LIVE_HOLD_STATES.includes(state));
  const asks = [
    ...accounts.flatMap(({ account }) => OF_ACCOUNT.map((kind) => askOf(kind, { account }))),
    ...live.flatMap((hold) => OF_HOLD.map((kind) => askOf(kind, { account: hold, hold }))),
    ...live
      .filter((hold) => !followsByItself(hold))
      .map((hold) => ({ ...askOf('aoc_suspension', { account: hold, hold }), arms: true })),
    ...(await readMistakes(reading, holds)),
  ];
  const holders = await readDebitedAccounts(manager, caseId);
  const { takenBy } = holders;
  const known = await readCaseOfAsks(reading, { loaded, takenBy }, asks);
  const facts = await readAskFacts(reading, known, asks, actor);
  const offers = asks.map((ask, place) => offerOf(reading, ask, facts[place], actor));
  const ofHold = groupBy(
    offers.filter(({ ask }) => ask.subject.hold !== null),
    ({ ask }) => ask.subject.hold?.id ?? '',
  );
  const ofAccount = groupBy(
    offers.filter(({ ask }) => ask.subject.hold === null),
    ({ ask }) => accountKey(ask.subject.account),
  );
  const ids = live.map(({ id }) => id);
  const beside = await besideOf(reading, live);
  const behind = { notices: await standingNoticesOf(reading, ids), beside, filers: await filersOfHolds(manager, ids) };
  const release = await readReleases(reading, loaded, live, trail.parts, behind, actor);
  const review = await readReviews(reading, live, actor);
  const acts = {
    readAt: reading.now.toISOString(),
    interest: interestOf(interests, actor),
    claim: claimView(reading, known, actor),
    kinds: rulesOf(reading, known, actor),
    accounts: accounts.map(({ account, parts }) => ({
      partId: parts.map(({ partId }) => partId).sort()[0] ?? '',
      institution: account.institution,
      accountMasked: maskAccount(account.accountNo),
      hop: Math.min(...parts.map(({ hop }) => hop)),
      attributedSatang: sumSatang(parts.map(({ attributedSatang }) => attributedSatang)).toString(),
      thereSatang: sumSatang(parts.map((part) => maxSatang(thereOf(part, trail.parts), 0n))).toString(),
      ground: groundOf(known.findingsOn.get(accountKey(account)) ?? [], account),
      stops: stopsOf(parts, trail.parts),
      requests: (ofAccount.get(accountKey(account)) ?? []).filter(isOfOne).map(requestView),
    })),
    holds: holds
      .filter(({ id }) => ofHold.has(id))
      .map((hold) => ({
        holdId: hold.id,
        requests: (ofHold.get(hold.id) ?? []).filter(isOfOne).map(requestView),
        release: release(hold),
        review: review.get(hold.id) ?? null,
      })),
    suspensions: await readResults(reading, live, behind, actor),
    directives: await readDirectives(reading, known, actor, interested),
    decisions: await readDecisions(reading, known, actor),
    holders: await readHolders(reading, holders, actor),
    report: await reportActs(reading, { takenBy, interested }, actor),
    appeals: await readAnswers(reading, loaded, actor),
  };
  return interested === null ? acts : withoutActs(acts, whyNotView(interested));
}

/** Returns who works on the case now, and whether this person may take the case or put it down. */
function claimView({ caseFile, rulebook, now }: Reading, { claim }: AskedCase, actor: ActingPerson) {
  const file = { closedAt: caseFile.closedAt, claim };
  const { untilAt, whyNot, ...found } = claimAsFound(file, actor, rulebook, now);
  return { ...found, until: untilAt?.toISOString() ?? null, whyNot: whyNotView(whyNot) };
}

/** Says of every act that is drawn that it is refused, because the person has an interest in the case. */
function withoutActs<T>(drawn: T, why: WhyNotView | null): T {
  if (Array.isArray(drawn)) return drawn.map((each: unknown) => withoutActs(each, why)) as T;
  if (typeof drawn !== 'object' || drawn === null) return drawn;
  const entries = Object.entries(drawn).map(([name, value]: [string, unknown]) => [
    name,
    name.startsWith('whyNot') ? why : withoutActs(value, why),
  ]);
  return Object.fromEntries(entries) as T;
}

interface AccountOfTrail {
  account: Account;
  parts: readonly TrailPart[];
}

function accountsOf(parts: readonly TrailPart[]): AccountOfTrail[] {
  const known = parts.filter((part) => part.account !== null);
  const groups = groupBy(known, ({ account }) => (account === null ? '' : accountKey(account)));
  return [...groups.values()].flatMap((there) => {
    const account = there[0]?.account;
    return account == null ? [] : [{ account, parts: there }];
  });
}

/** Returns the holds that the case may act on: its own, and those on money that it claims. */
function holdsOfCase({ holds, claims }: LoadedCase, caseId: string): HoldRow[] {
  const claimed = new Set(claims.filter(({ endedAt }) => endedAt === null).map(({ stolenSumId }) => stolenSumId));
  return holds.filter((hold) => hold.caseId === caseId || claimed.has(hold.stolenSumId));
}

function askOf(kind: AskedKind, { account, hold = null }: { account: Account; hold?: HoldRow | null }): Ask {
  const { institution, accountNo } = account;
  return { kind, arms: false, subject: { account: { institution, accountNo }, hold, partialRelease: null } };
}

/** Reads the releases by persons, of whole holds and of parts, that may still be answered as a mistake (P-BACK). */
async function readMistakes({ manager, rulebook, now }: Reading, holds: readonly HoldRow[]): Promise<Ask[]> {
  const holdId = In(holds.map(({ id }) => id));
  const isInTime = ({ orderedAt }: { orderedAt: Date }) => now < comesBackUntil(orderedAt, rulebook, now);
  const releases = await manager.findBy(ReleaseOrderRow, { holdId, again: false });
  const released = new Set(
    releases.filter((row) => mayBeMistaken(row.reason) && isInTime(row)).map((release) => release.holdId),
  );
  const parts = (await manager.find(PartialReleaseRow, { where: { holdId }, order: { id: 'ASC' } })).filter(isInTime);
  return holds.flatMap((hold) => {
    const ask = askOf('reinstatement', { account: hold, hold });
    const ofParts = parts
      .filter((part) => part.holdId === hold.id)
      .map((partialRelease) => ({ ...ask, subject: { ...ask.subject, partialRelease } }));
    return released.has(hold.id) ? [ask, ...ofParts] : ofParts;
  });
}

interface Offer {
  ask: Ask;
  facts: AskFacts;
  whyNot: Refusal | null;
}

function offerOf({ rulebook }: Reading, ask: Ask, facts: AskFacts | undefined, actor: ActingPerson): Offer {
  if (facts === undefined) throw new Error('an order has no facts');
  const may = mayAsk(ask.kind, actor, facts, 'to_be_given', rulebook);
  return { ask, facts, whyNot: may.ok ? null : may };
}

/** Returns whether an offer says something of its own account or hold. */
function isOfOne({ ask, whyNot }: Offer): boolean {
  return ask.kind === 'reinstatement' ? whyNot?.code !== 'APPROVAL.ROLE' : !isOfWholeCase(whyNot);
}

function isOfWholeCase(whyNot: Refusal | null): boolean {
  return whyNot !== null && OF_WHOLE_CASE.includes(whyNot.code);
}

function requestView({ ask: { kind, arms, subject }, facts: { plan }, whyNot }: Offer) {
  const { hold, partialRelease } = subject;
  const orders = plan ?? [];
  const orderSatang = hold === null ? sumSatang(orders.map(({ amountSatang }) => amountSatang)) : liveAmount(hold);
  const unheld = orders.filter(({ does }) => does === 'holds').map(({ amountSatang }) => amountSatang);
  return {
    kind,
    arms,
    partialReleaseId: partialRelease?.id ?? null,
    orderSatang: (partialRelease?.letGoSatang ?? orderSatang).toString(),
    unheldSatang: sumSatang(unheld).toString(),
    whyNot: whyNotView(whyNot),
  };
}

/** Returns, by kind, what anybody must know first, and why this person may ask for none on this case. */
function rulesOf({ caseFile, rulebook, now }: Reading, { claim, takenBy }: AskedCase, actor: ActingPerson) {
  const file = { isClosed: caseFile.closedAt !== null, claim, takenBy, now };
  const ruleOf = (kind: Parameters<typeof requestRule>[0]) => {
    const { roles, latestUntil, ...rule } = requestRule(kind, rulebook, now);
    return {
      ...rule,
      roles: [...roles],
      isForRole: actor.roles.some((role) => roles.includes(role)),
      latestUntil: latestUntil.toISOString(),
      whyNot: whyNotView(mayAskNowhere(kind, actor, file, rulebook)),
    };
  };
  return {
    aoc_suspension: ruleOf('aoc_suspension'),
    break_glass: ruleOf('break_glass'),
    continue_order: ruleOf('continue_order'),
    whole_account: ruleOf('whole_account'),
  };
}

function groundOf(findings: AskFacts['findings'], account: Account) {
  const finding = suspensionFinding(findings, accountKey(account));
  return { outcome: finding?.outcome ?? ('unknown' as const), missing: [...(finding?.missing ?? [])] };
}

/** Returns why the trail stops at an account, with what is there and who may order all the same. */
function stopsOf(there: readonly TrailPart[], parts: readonly TrailPart[]) {
  const stops = new Map<StopReason, bigint>();
  for (const part of there) {
    const { stopReason } = part;
    if (stopReason === null || part.hold !== null) continue;
    stops.set(stopReason, (stops.get(stopReason) ?? 0n) + maxSatang(thereOf(part, parts), 0n));
  }
  return [...stops].map(([reason, satang]) => ({ reason, satang: satang.toString(), passedBy: passOf(reason) }));
}

/** What live holds stand on beside their own power, and who appealed against them, by hold. */
interface BehindHolds {
  notices: Awaited<ReturnType<typeof standingNoticesOf>>;
  beside: ReadonlyMap<string, readonly HoldKind[]>;
  filers: Awaited<ReturnType<typeof filersOfHolds>>;
}

/** Reads which powers beside the notices let each live hold stand (`powersBeside`). */
async function besideOf(reading: Reading, live: readonly HoldRow[]): Promise<ReadonlyMap<string, readonly HoldKind[]>> {
  const powers = await powersBesideOf(reading, live);
  return new Map([...powers].map(([holdId, extensions]) => [holdId, extensions.map(({ kind }) => kind)]));
}

/** Reads, for the live holds, who may let go of each, and what that touches. */
async function readReleases(
  reading: Reading,
  { sums }: LoadedCase,
  live: readonly HoldRow[],
  parts: readonly TrailPart[],
  { notices, beside, filers }: BehindHolds,
  actor: ActingPerson,
) {
  const { manager, rulebook, now } = reading;
  const ids = live.map(({ id }) => id);
  const asked = new Map(
    (
      await rowsOf<{ holdId: string; satang: string }>(
        manager,
        `SELECT DISTINCT ON (hold_id) hold_id AS "holdId", requested_satang::text AS satang
           FROM hold_order WHERE hold_id = ANY ($1) ORDER BY hold_id, sequence DESC`,
        [ids],
      )
    ).map(({ holdId, satang }) => [holdId, BigInt(satang)]),
  );
  const victims = groupBy(
    await rowsOf<{ stolenSumId: string; caseId: string; caseNo: string }>(
      manager,
      `SELECT c.stolen_sum_id AS "stolenSumId", f.id AS "caseId", f.case_no AS "caseNo"
         FROM claim c JOIN case_file f ON f.id = c.case_id
        WHERE c.stolen_sum_id = ANY ($1) AND c.ended_at IS NULL ORDER BY f.id`,
      [sums.map(({ id }) => id)],
    ),
    ({ stolenSumId }) => stolenSumId,
  );
  return (hold: HoldRow) => {
    const askedSatang = asked.get(hold.id);
    if (askedSatang === undefined) return null;
    const facts = {
      ...powersOf(hold, notices.get(hold.id), beside.get(hold.id)),
      state: hold.state,
      filedBy: filers.get(hold.id) ?? [],
    };
    const { heldSatang, expiresAt } = hold;
    const whole = mayLetGo(facts, actor, rulebook, now);
    // The least that can stay: then only the hold itself, or who the person is, can be in the way.
    const part = mayReleaseInPart(
      { ...facts, heldSatang, expiresAt, newestRequestedSatang: askedSatang },
      1n,
      actor,
      rulebook,
      now,
    );
    const { freesSatang, staysSatang, below } = releaseReach(hold, askedSatang, parts);
    return {
      whyNot: whyNotView(whole.ok ? null : whole),
      whyNotInPart: whyNotView(part.ok ? null : part),
      byProof: isRevokedByProof(hold.kind),
      freesSatang: freesSatang.toString(),
      staysSatang: staysSatang.toString(),
      victims: (victims.get(hold.stolenSumId) ?? []).map(({ caseId, caseNo }) => ({ caseId, caseNo })),
      below: below.map(({ account, hop, attributedSatang, heldSatang: heldThere }) => ({
        institution: account.institution,
        accountMasked: maskAccount(account.accountNo),
        hop,
        attributedSatang: attributedSatang.toString(),
        heldSatang: heldThere.toString(),
      })),
    };
  };
}

/**
 * Reads, for the live holds of which somebody owes a review (P-WITHDRAW, P-DEBIT), whether the person
 * may find that the hold stands. Nothing is read where section 7 alone holds.
 */
async function readReviews(reading: Reading, live: readonly HoldRow[], actor: ActingPerson) {
  const views = new Map<string, { ruleId: string; whyNot: WhyNotView | null }>();
  for (const [caseId, holds] of groupBy(
    live.filter(({ kind }) => kind !== 'section7'),
    (hold) => hold.caseId,
  )) {
    const due = await reviewsDue(reading.manager, caseId, reading);
    const owed = holds.filter(({ id }) => due.has(id));
    for (const [holdId, may] of await mayReview(reading, owed, due, actor))
      views.set(holdId, { ruleId: due.get(holdId)?.ruleId ?? '', whyNot: whyNotView(may.ok ? null : may) });
  }
  return views;
}

/** Reads, of what is suspended under section 6, what the person may say that was found (OFF-6C). */
async function readResults(
  { manager, caseFile, now }: Reading,
  live: readonly HoldRow[],
  { notices, filers }: BehindHolds,
  actor: ActingPerson,
) {
  const own = await manager.findBy(OwnSuspensionRow, { caseId: caseFile.id, state: 'active' });
  const ordered = live.filter(({ id }) => notices.has(id));
  const settled =
    own.length + ordered.length === 0
      ? []
      : await manager.findBy(SuspicionResultRow, [
          { suspensionId: In(own.map(({ id }) => id)) },
          { holdId: In(ordered.map(({ id }) => id)) },
        ]);
  const isSettled = (id: string) => settled.some((row) => row.suspensionId === id || row.holdId === id);
  const suspended: (Suspended & { id: string })[] = [
    ...own.map(({ id, state, expiresAt }) => ({
      id,
      by: 'institution' as const,
      state,
      expiresAt,
      isSettled: isSettled(id),
    })),
    ...ordered.map((hold) => ({
      id: hold.id,
      ...suspendedByOrder(hold, notices.get(hold.id) ?? [], filers.get(hold.id) ?? []),
      isSettled: isSettled(hold.id),
    })),
  ];
  return suspended.map((one) => ({
    suspensionId: one.id,
    results: (['lifted', 'proceeded'] as const).map((result) => ({
      result,
      whyNot: whyNotView(mayRecordResult(result, one, actor, now)),
    })),
  }));
}

/**
 * Reads which directives a person may ask for: numbers to cut off or give back, listings to begin or
 * end; which stand, with what they name masked; and which of those that wait he may decide on.
 */
async function readDirectives(reading: Reading, known: AskedCase, actor: ActingPerson, interested: Refusal | null) {
  const { kinds, standing, waiting, evidence } = await directivesOffered(reading, known, actor);
  const { telecom, telecom_lift, list, delist } = kinds;
  const decisions = [];
  for (const row of waiting) {
    const facts = { takenBy: known.takenBy, read: () => evidence };
    const { approve, refuse } = await verdictsOnDirective(reading, row, facts, actor);
    decisions.push({
      directiveId: row.id,
      kind: row.kind,
      requestedBy: row.requestedBy,
      requestedAt: row.requestedAt.toISOString(),
      whyNotApprove: whyNotDecide(approve),
      whyNotRefuse: whyNotDecide(refuse),
    });
  }
  return {
    telecom: whyNotView(interested ?? telecom),
    telecom_lift: whyNotView(interested ?? telecom_lift),
    list: whyNotView(interested ?? list),
    delist: whyNotView(interested ?? delist),
    askedBy: [ASKS_FOR_DIRECTIVE],
    decidedBy: [DECIDES_ON_DIRECTIVE],
    standing: standing.map(({ row, numbers, end, endOfCleared }) => ({
      directiveId: row.id,
      endsBy: numbers === null ? ('delist' as const) : ('telecom_lift' as const),
      subjects: numbers === null ? subjectsOf(row) : numbers.map(maskTail),
      since: (row.decidedAt ?? row.requestedAt).toISOString(),
      ground: row.ground,
      reason: row.reason,
      ruleRowId: row.ruleRowId,
      whyNotEnd: whyNotView(end),
      whyNotEndOfCleared: whyNotView(endOfCleared),
    })),
    waiting: decisions,
  };
}

function subjectsOf({ subject }: DirectiveRow): string[] {
  return subject === null || subject.kind === 'numbers' ? [] : [maskAccount(subject.value)];
}

/** Reads which of the requests that wait a person may approve or refuse. */
async function readDecisions(reading: Reading, { loaded, takenBy }: AskedCase, actor: ActingPerson) {
  const { requests, decisions } = loaded;
  const open = requests.filter(({ state }) => isOpen(state));
  const verdicts = await verdictsOffered(reading, open, { decisions, takenBy }, actor);
  return open.map((request) => {
    const { approve = null, refuse = null } = verdicts.get(request.id) ?? {};
    return {
      requestId: request.id,
      whyNotApprove: whyNotView(approve),
      whyNotRefuse: whyNotView(refuse),
      endsByItselfAt: endIfApproved(request, reading.rulebook, reading.now)?.toISOString() ?? null,
    };
  });
}

/** Reads what a person may say by papers of who holds the debited accounts. */
async function readHolders(reading: Reading, holders: HolderFacts, actor: ActingPerson) {
  const { accounts, waiting } = await papersOffered(reading, holders, actor);
  return {
    accounts: accounts.map(({ belongs, takenBack, ...account }) => ({
      ...account,
      whyNotBelongs: whyNotView(belongs),
      whyNotTakeBack: whyNotView(takenBack),
    })),
    waiting: waiting && {
      papersId: waiting.row.id,
      lapsesAt: waiting.row.lapsesAt.toISOString(),
      whyNotConfirm: whyNotDecide(waiting.verdicts.confirm),
      whyNotRefuse: whyNotDecide(waiting.verdicts.refuse),
    },
  };
}

/** Reads how a person may answer the appeals that wait. */
async function readAnswers(reading: Reading, { holds }: LoadedCase, actor: ActingPerson) {
  const { manager, caseFile } = reading;
  const appeals = await manager.find(AppealRow, { where: { caseId: caseFile.id }, order: { id: 'ASC' } });
  const holdOf = new Map(holds.map((hold) => [hold.id, hold]));
  const open = appeals.flatMap((appeal) => {
    const hold = appeal.settledAt === null ? holdOf.get(appeal.holdId) : undefined;
    return hold === undefined ? [] : [{ appeal, hold }];
  });
  const notices = await standingNoticesOf(
    reading,
    open.map(({ hold }) => hold.id),
  );
  const facts = await readAppealFacts(reading, open, notices);
  return facts.map((ofAppeal, place) => ({
    appealId: open[place]?.appeal.id ?? '',
    answers: answersOffered(...ofAppeal, actor, reading).map(({ whyNot, ...answer }) => ({
      ...answer,
      whyNot: whyNotView(whyNot),
    })),
  }));
}
