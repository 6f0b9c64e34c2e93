import type { CaseCodes } from '../../../contract/activities.js';
import type { CaseOutcome } from '../../../contract/outcomes.js';
import { gatherMs } from '../../../contract/gather-time.js';
import { ENDED_HOLD_STATES } from '../../../domain/hold/hold.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { codesOfCase } from '../../case/privacy/codes-of-case.js';
import { mayAdvise } from '../../case/work/may-advise.js';
import type { LoadedCase } from '../../case/work/load-case.js';
import type { NextLook } from './project-status.js';

/** Returns what must go out after a case was advanced, and when to look again. */
export function stepOf(work: CaseWork, loaded: LoadedCase, { wakeAt, wakeFor, done }: NextLook): CaseOutcome {
  return {
    startHolds: holdsToStart(work, loaded),
    questions: loaded.questions
      .filter((question) => question.state === 'asked' && question.sentAt === null)
      .map((question) => ({ evidenceRequestId: question.id, agency: question.agency })),
    confirmations: [...loaded.confirmations, ...loaded.searches, ...loaded.holderQuestions]
      .filter((row) => row.caseId === work.caseFile.id && row.state === 'asked' && row.sentAt === null)
      .map((row) => ({ confirmationId: row.id, institution: row.institution })),
    signalHolds: work.holdsToSignal(),
    signalCases: work.casesToSignal().filter((caseId) => caseId !== work.caseFile.id),
    wakeAtMs: wakeAt?.getTime() ?? null,
    wakeFor,
    codes: codesOfCase(work.caseFile),
    mayAdvise: mayAdvise(work),
    gatherMs: gatherMs(loaded.holds.length),
    done,
  };
}

/** Returns the holds of this transaction, to start. The keeper starts those that were missed. */
function holdsToStart(work: CaseWork, { holds }: LoadedCase) {
  const ended = new Set(holds.filter(({ state }) => ENDED_HOLD_STATES.includes(state)).map(({ id }) => id));
  return work.holdsToStart().filter(({ holdId }) => !ended.has(holdId));
}

/**
 * Returns whether the workflow of a case must look too: this transaction wrote a question, which
 * the workflow sends; or everything has ended; or the workflow tells another status or route; or it
 * would look too late, because it knows only the deadline before.
 */
export function hasMoved(
  before: CaseCodes,
  work: Pick<CaseWork, 'caseFile' | 'now'>,
  {
    questions,
    confirmations,
    searches,
    holderQuestions,
  }: Pick<LoadedCase, 'questions' | 'confirmations' | 'searches' | 'holderQuestions'>,
  { wakeAt, done }: Pick<NextLook, 'wakeAt' | 'done'>,
): boolean {
  const after = codesOfCase(work.caseFile);
  const isOther = before.status !== after.status || before.route !== after.route;
  const isSooner = wakeAt !== null && (before.nextDeadlineMs === null || wakeAt.getTime() < before.nextDeadlineMs);
  const asks = [...questions, ...confirmations, ...searches, ...holderQuestions].some(
    ({ askedAt }) => askedAt.getTime() === work.now.getTime(),
  );
  return done || isOther || isSooner || asks;
}
