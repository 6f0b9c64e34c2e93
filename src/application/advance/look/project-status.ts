import { changesByTimeAt } from '../../../domain/debit/urgent-time.js';
import { isOpen } from '../../../domain/freeze-request/freeze-request-state.js';
import type { CaseClock } from '../../../contract/activities.js';
import { someComeBackUntil } from '../../../domain/freeze-request/reinstatement.js';
import { caseStatus } from '../../../domain/case/case-status.js';
import { endOf } from '../../../domain/deadlines/deadline-of.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { LOST_ORDER_CASE } from '../../../domain/statement/lost-order.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import type { FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { concernedHolds, type LoadedCase } from '../../case/work/load-case.js';
import { inTime } from '../../debit/begin-urgent-time-anew.js';
import { newsOfClosing } from '../../case/work/victim-news.js';

/** When a case is looked at again, by which of its clocks, and whether everything has ended. */
export interface NextLook {
  wakeAt: Date | null;
  wakeFor: CaseClock | null;
  done: boolean;
}

/** Derives the case's status and next deadline and stores them with the case. */
export function projectStatus(work: CaseWork, loaded: LoadedCase): NextLook {
  const { caseFile, now } = work;
  const openUntil = endOf(ruleInForce(work.rulebook, 'OFF-7D', now), caseFile.openedAt, work);
  const openRequests = loaded.requests.filter((request) => isOpen(request.state));
  const ofDebits = questionsOfDebits(loaded);
  const ofReceivers = loaded.confirmations.filter((question) => !ofDebits.includes(question));
  const holds = concernedHolds(loaded, caseFile.id);
  const comesBackUntil = someComeBackUntil(holds, work.rulebook, now);
  const { status } = caseStatus({
    now,
    openUntil,
    withdrawn: caseFile.withdrawnAt !== null,
    withdrawalWaits: caseFile.withdrawalLapsesAt !== null,
    correctionWaits: caseFile.correctionLapsesAt !== null,
    papersWait: caseFile.papersLapseAt !== null,
    holds: holds.map((hold) => hold.state),
    mayComeBack: comesBackUntil !== null,
    openRequests: openRequests.length,
    openQuestions: [...loaded.questions, ...ofReceivers, ...loaded.searches, ...loaded.holderQuestions].filter(
      (question) => question.state === 'asked',
    ).length,
    debits: ofDebits.map((confirmation) => confirmation.state),
    openIncompleteTransfers: loaded.incompleteTransfers.filter(({ state }) => state === 'open').length,
    openBreaks: [...loaded.openBreaks, ...work.openedBreaks()],
  });
  const done = status === 'closed';
  const clocks: Clock[] = [
    { at: openUntil, for: 'officer_time' as const },
    ...lapse(caseFile.withdrawalLapsesAt, 'withdrawal'),
    ...lapse(caseFile.correctionLapsesAt, 'correction'),
    ...lapse(caseFile.papersLapseAt, 'holder_papers'),
    ...lapse(comesBackUntil, 'way_back'),
    ...openRequests.map(clockOfRequest),
    ...deadlines(loaded.questions, 'agency_late'),
    ...clocksOfDebits(work, [...loaded.confirmations, ...loaded.searches, ...loaded.holderQuestions]),
  ].filter(({ at }) => at > now);
  const first = done ? undefined : earliest(clocks);
  const wakeAt = first?.at ?? null;
  store(work, loaded, status, wakeAt, done);
  return { wakeAt, wakeFor: first?.for ?? null, done };
}

/**
 * Returns the questions whether the debits of the case are true: those that it reported, and those
 * that the institution named in their place. A question about a receiver, or about another report
 * whose hold covers the money, says nothing of them.
 */
function questionsOfDebits({ claims, sums, transfers, confirmations }: LoadedCase): LoadedCase['confirmations'] {
  const reported = new Set(claims.filter((claim) => claim.reported).map(({ stolenSumId }) => stolenSumId));
  const isOwn = ({ id, transferId }: StolenSumRow) =>
    reported.has(id) || transfers.get(transferId)?.reportedBy === 'institution';
  const stolen = new Set(sums.filter(isOwn).map((sum) => sum.transferId));
  return confirmations.filter(({ transferId }) => transferId !== null && stolen.has(transferId));
}

/** A clock of a case, and when it ends. */
interface Clock {
  at: Date;
  for: CaseClock;
}

function lapse(at: Date | null, clock: CaseClock): Clock[] {
  return at === null ? [] : [{ at, for: clock }];
}

/** Returns the next threshold of a request that nobody has settled. */
function clockOfRequest({ remindedAt, remindAt, escalatedAt, escalateAt, expiresAt }: FreezeRequestRow): Clock {
  if (remindedAt === null) return { at: remindAt, for: 'remind' };
  if (escalatedAt === null) return { at: escalateAt, for: 'escalate' };
  return { at: expiresAt, for: 'expire' };
}

function deadlines(questions: readonly { state: string; deadlineAt: Date }[], clock: CaseClock): Clock[] {
  return questions.filter(({ state }) => state === 'asked').map(({ deadlineAt }) => ({ at: deadlineAt, for: clock }));
}

/** A question that has not come to its institution is looked at before its time is over (P-URG). */
function clocksOfDebits(work: CaseWork, questions: LoadedCase['confirmations']): Clock[] {
  const rule = ruleInForce(work.rulebook, 'P-URG', work.now);
  return questions
    .filter(({ state }) => state === 'asked')
    .flatMap((question) => [changesByTimeAt(inTime(question), rule), question.deadlineAt])
    .map((at) => ({ at, for: 'debit_late' as const }));
}

/** Returns the item that comes first, or undefined when there is none. */
function earliest<T extends { at: Date }>(items: readonly T[]): T | undefined {
  const [first, ...others] = items;
  return first && others.reduce((before, item) => (item.at < before.at ? item : before), first);
}

function store(
  work: CaseWork,
  loaded: LoadedCase,
  status: CaseFileRow['status'],
  wakeAt: Date | null,
  done: boolean,
): void {
  const { caseFile } = work;
  if (caseFile.status !== status) work.audit('case.status', { caseId: caseFile.id, from: caseFile.status, to: status });
  if (done && caseFile.closedAt === null && caseFile.caseType !== LOST_ORDER_CASE)
    work.tellVictims(
      newsOfClosing(
        caseFile.id,
        questionsOfDebits(loaded).map(({ state }) => state),
      ),
    );
  const holds = concernedHolds(loaded, caseFile.id);
  const expiries = holds.filter((hold) => LIVE_HOLD_STATES.includes(hold.state)).map((hold) => hold.expiresAt);
  const deadlineInstants = [...expiries, ...(wakeAt === null ? [] : [wakeAt])].map((at) => ({ at }));
  const next = {
    status,
    nextDeadlineAt: done ? null : (earliest(deadlineInstants)?.at ?? null),
    closedAt: done ? (caseFile.closedAt ?? work.now) : null,
  };
  const isChanged =
    caseFile.status !== next.status ||
    caseFile.nextDeadlineAt?.getTime() !== next.nextDeadlineAt?.getTime() ||
    caseFile.closedAt?.getTime() !== next.closedAt?.getTime();
  if (isChanged) work.derive(next);
}
