import { mustBeCarriedOut } from '../../domain/freeze-request/carry-out.js';
import { isOpen } from '../../domain/freeze-request/freeze-request-state.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import type { AskFacts } from '../../domain/freeze-request/may-ask.js';
import { planOrder } from '../../domain/freeze-request/proposed-order.js';
import { type EarlierRequests, isCapped, limitWindowStart } from '../../domain/freeze-request/request-limit.js';
import { accountKey } from '../../domain/party.js';
import type { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import type { LoadedCase } from '../case/work/load-case.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { groupBy } from '../case/work/read-rows.js';
import { claimOf } from '../handling/work-claim.js';
import { upheldComplaints } from '../hold/order/complaint-clock.js';
import { newestFindings } from '../judgement/judge-record.js';
import { suspendedAt } from '../ledger/suspended-money.js';
import { trailPartsOf } from '../ledger/trail-parts.js';
import { countEarlierRequests, firstContinued } from './freeze-request.queries.js';
import type { Reading } from '../case/work/reading-of-case.js';
import { takingOver } from './read-blast-radius.js';
import type { FreezeRequestSubject } from './read-subject.js';
import { noWayBack } from './reinstate-hold.js';

/** An order that a person may want: its kind, and what it is about. */
export interface Ask {
  kind: AskedKind;
  subject: FreezeRequestSubject;
  /** It asks for an armed hold. */
  arms: boolean;
}

/** What is known of a case that decides about orders of every kind. */
export type AskedCase = Awaited<ReturnType<typeof readCaseOfAsks>>;

/**
 * Reads what decides whether a person may ask for each of some orders of a case (`mayAsk`), in their
 * order, by the same statements for any number of orders.
 */
export async function readAskFacts(
  reading: Reading,
  known: AskedCase,
  asks: readonly Ask[],
  actor: ActingPerson,
): Promise<AskFacts[]> {
  const earlier = await readEarlier(reading, asks, actor);
  const waysBack = await noWayBack(reading, asks);
  return asks.map((ask, place) => ({
    ...factsOf(reading, known, ask),
    earlier: earlier.get(ask) ?? null,
    wayBack: waysBack[place] ?? null,
  }));
}

/** Reads what of a case decides about orders of every kind: six statements at most. `takenBy`: see `refuseTaker`. */
export async function readCaseOfAsks(
  reading: Reading,
  { loaded, takenBy }: { loaded: LoadedCase; takenBy: readonly string[] },
  asks: readonly Ask[],
) {
  const { manager } = reading;
  const holds = asks.flatMap(({ subject }) => subject.hold ?? []);
  const continued = asks.filter(({ kind, subject }) => kind === 'continue_order' && subject.hold !== null);
  const trail = trailPartsOf(loaded, reading);
  const findings = await newestFindings(reading);
  return {
    loaded,
    trail,
    suspended: await suspendedAt(manager, [...trail.free.keys()]),
    findings,
    findingsOn: groupBy(findings, ({ subject }) => subject),
    asked: groupBy(loaded.requests, accountKey),
    claim: await claimOf(reading),
    takenBy,
    lapsedOnSame: await lapsedOnSame(reading, loaded),
    complaints: await upheldComplaints(reading, [...new Set(holds.map(({ stolenSumId }) => stolenSumId))]),
    continuedFrom: await firstContinued(
      manager,
      continued.flatMap(({ subject }) => subject.hold?.id ?? []),
    ),
  };
}

/**
 * Returns the holds of a case under the centre's own suspension that ended by its time, where the evidence
 * is still what it was decided on. One statement where there are such holds, else none.
 */
async function lapsedOnSame({ manager, caseFile }: Reading, loaded: LoadedCase): Promise<ReadonlySet<string>> {
  const lapsed = loaded.holds.filter(({ kind, stateReason }) => kind === 'aoc_suspension' && stateReason === 'EXPIRED');
  if (lapsed.length === 0) return new Set();
  const now = await evidenceHash(manager, caseFile.id);
  const decided = loaded.decisions.filter((made) => made.verdict === 'approve' && made.evidenceHash === now);
  const requests = new Set(decided.map(({ freezeRequestId }) => freezeRequestId));
  return new Set(lapsed.filter(({ freezeRequestId }) => requests.has(freezeRequestId ?? '')).map(({ id }) => id));
}

/** Reads, for the orders of kinds that are capped, the requests that count against the caps. */
async function readEarlier(
  { manager, rulebook, now }: Reading,
  asks: readonly Ask[],
  actor: ActingPerson,
): Promise<ReadonlyMap<Ask, EarlierRequests>> {
  const counted = new Map<Ask, EarlierRequests>();
  for (const kind of ['break_glass', 'continue_order'] as const) {
    const capped = asks.filter((ask) => ask.kind === kind && isCapped(kind));
    if (capped.length === 0) continue;
    const targets = capped.map(({ subject: { account, hold } }) => ({
      ...account,
      holdId: kind === 'break_glass' ? null : (hold?.id ?? null),
    }));
    const counts = await countEarlierRequests(
      manager,
      { kind, person: actor.subject, targets },
      limitWindowStart(kind, rulebook, now),
    );
    for (const [place, ask] of capped.entries()) {
      const count = counts[place];
      if (count === undefined) throw new Error('a count gave no row');
      counted.set(ask, count);
    }
  }
  return counted;
}

function factsOf(
  { caseFile, now }: Reading,
  known: AskedCase,
  { kind, subject, arms }: Ask,
): Omit<AskFacts, 'earlier' | 'wayBack'> {
  const { trail, suspended, findingsOn, asked, claim, complaints, continuedFrom, takenBy } = known;
  const { account, hold } = subject;
  const isPlanned = hold === null && kind !== 'reinstatement';
  const { parts, free, debits } = takingOver(trail, account, suspended);
  return {
    takenBy,
    findings: findingsOn.get(accountKey(account)) ?? [],
    account: accountKey(account),
    hold,
    continuedFrom:
      kind === 'continue_order' && hold?.kind === 'continue_order' ? (continuedFrom.get(hold.id) ?? null) : null,
    now,
    complaints: hold === null ? [] : (complaints.get(hold.stolenSumId) ?? []),
    arms,
    isClosed: caseFile.closedAt !== null,
    claim,
    lapsedOnSame: known.lapsedOnSame,
    plan: isPlanned ? planOrder({ account }, parts, free, debits) : null,
    isAsked: (asked.get(accountKey(account)) ?? []).some((request) => isSame(request, kind, subject)),
  };
}

/**
 * Returns whether a request stands in the way of a second one. Unique indexes of the database say the same of the
 * open ones.
 */
function isSame(
  request: FreezeRequestRow,
  asked: AskedKind,
  { account, hold, partialRelease }: FreezeRequestSubject,
): boolean {
  const { kind, state, holdId, partialReleaseId } = request;
  if (kind !== asked) return false;
  // What is approved stands in the way until its order is written: the hold does from then on.
  if (asked !== 'reinstatement')
    return (isOpen(state) || mustBeCarriedOut(request)) && accountKey(request) === accountKey(account);
  return (
    holdId === hold?.id && partialReleaseId === (partialRelease?.id ?? null) && (isOpen(state) || state === 'approved')
  );
}
