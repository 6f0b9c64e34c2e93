import type { CaseStep } from '../../contract/activities.js';
import { gatherMs } from '../../contract/gather-time.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import type { CaseWork } from '../case/case-work.js';
import type { LoadedCase } from '../case/load-case.js';

/** Returns what must go out after a case was advanced, and when to look again. */
export function stepOf(
  work: CaseWork,
  loaded: LoadedCase & { missedStarts: readonly string[] },
  wakeAt: Date | null,
  done: boolean,
): CaseStep {
  return {
    startHolds: holdsToStart(work, loaded),
    questions: loaded.questions
      .filter((question) => question.state === 'asked' && question.sentAt === null)
      .map((question) => ({ evidenceRequestId: question.id, agency: question.agency })),
    confirmations: loaded.confirmations
      .filter((row) => row.caseId === work.caseFile.id && row.state === 'asked' && row.sentAt === null)
      .map((row) => ({ confirmationId: row.id, institution: row.institution })),
    signalHolds: work.holdsToSignal(),
    wakeAtMs: wakeAt?.getTime() ?? null,
    gatherMs: gatherMs(loaded.holds.length),
    done,
  };
}

/**
 * Returns the holds to start: those of this transaction, and live ones whose start was missed.
 */
function holdsToStart(work: CaseWork, { holds, missedStarts }: LoadedCase & { missedStarts: readonly string[] }) {
  const waiting = new Set([...missedStarts, ...work.holdsToStart()]);
  return holds
    .filter((hold) => waiting.has(hold.id) && !ENDED_HOLD_STATES.includes(hold.state))
    .map((hold) => ({ holdId: hold.id, institution: hold.institution }));
}

/**
 * Returns whether the workflow of a case must look too: this transaction wrote a question, which
 * the workflow sends, or everything has ended, or it would look too late, because it knows only the
 * deadline before.
 */
export function hasMoved(
  { questions, confirmations }: Pick<LoadedCase, 'questions' | 'confirmations'>,
  now: Date,
  { dueBefore, wakeAt, done }: { dueBefore: Date | null; wakeAt: Date | null; done: boolean },
): boolean {
  const isSooner = wakeAt !== null && (dueBefore === null || wakeAt < dueBefore);
  return (
    done || isSooner || [...questions, ...confirmations].some(({ askedAt }) => askedAt.getTime() === now.getTime())
  );
}
