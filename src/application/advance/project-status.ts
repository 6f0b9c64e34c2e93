import { isOpen } from '../../domain/freeze-request/freeze-request-state.js';
import { caseStatus } from '../../domain/case/case-status.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../domain/hold/hold.js';
import { sumSatang } from '../../domain/money.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import type { CaseFileRow } from '../../persistence/entities/case.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { concernedHolds, type LoadedCase } from '../case/load-case.js';
import { newsOfClosing } from '../case/victim-news.js';

/**
 * Derives the case's status and next deadline and stores them with the case. Returns when to look
 * again, and whether everything has ended.
 */
export function projectStatus(work: CaseWork, loaded: LoadedCase): { wakeAt: Date | null; done: boolean } {
  const { caseFile, now } = work;
  const openUntil = endOf(ruleInForce(work.rulebook, 'OFF-7D', now), caseFile.openedAt, work);
  const openRequests = loaded.requests.filter((request) => isOpen(request.state));
  const stolen = new Set(loaded.sums.map((sum) => sum.transferId));
  const ofDebits = loaded.confirmations.filter(({ transferId }) => transferId !== null && stolen.has(transferId));
  const ofReceivers = loaded.confirmations.filter((question) => !ofDebits.includes(question));
  const { status } = caseStatus({
    now,
    openUntil,
    withdrawn: caseFile.withdrawnAt !== null,
    withdrawalWaits: caseFile.withdrawalLapsesAt !== null,
    correctionWaits: caseFile.correctionLapsesAt !== null,
    holds: concernedHolds(loaded, caseFile.id).map((hold) => hold.state),
    openRequests: openRequests.length,
    openQuestions: [...loaded.questions, ...ofReceivers].filter((question) => question.state === 'asked').length,
    debits: ofDebits.map((confirmation) => confirmation.state),
  });
  const done = status === 'closed';
  const clocks = [
    openUntil,
    ...[caseFile.withdrawalLapsesAt, caseFile.correctionLapsesAt].filter((at) => at !== null),
    ...openRequests.map((request) =>
      request.remindedAt === null
        ? request.remindAt
        : request.escalatedAt === null
          ? request.escalateAt
          : request.expiresAt,
    ),
    ...loaded.questions.filter((question) => question.state === 'asked').map((question) => question.deadlineAt),
    ...loaded.confirmations
      .filter((confirmation) => confirmation.state === 'asked')
      .map((confirmation) => confirmation.deadlineAt),
  ].filter((at) => at > now);
  const wakeAt = done ? null : earliest(clocks);
  store(work, loaded, status, wakeAt, done);
  return { wakeAt, done };
}

function earliest(instants: readonly Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.min(...instants.map((at) => at.getTime())));
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
  if (done && caseFile.closedAt === null) work.tellVictims(newsOfClosing(caseFile.id));
  const holds = concernedHolds(loaded, caseFile.id);
  const expiries = holds.filter((hold) => LIVE_HOLD_STATES.includes(hold.state)).map((hold) => hold.expiresAt);
  const next = {
    status,
    heldSatang: sumSatang(
      holds.filter((hold) => STILL_HELD_STATES.includes(hold.state)).map((hold) => hold.heldSatang),
    ),
    nextDeadlineAt: done ? null : earliest([...expiries, ...(wakeAt === null ? [] : [wakeAt])]),
    closedAt: done ? (caseFile.closedAt ?? work.now) : null,
  };
  const isChanged =
    caseFile.status !== next.status ||
    caseFile.heldSatang !== next.heldSatang ||
    caseFile.nextDeadlineAt?.getTime() !== next.nextDeadlineAt?.getTime() ||
    caseFile.closedAt?.getTime() !== next.closedAt?.getTime();
  if (isChanged) work.derive(next);
}
