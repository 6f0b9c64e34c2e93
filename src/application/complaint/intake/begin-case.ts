import type { CaseClock } from '../../../contract/activities.js';
import type { CaseWritten } from '../../../contract/workflows.js';
import { caseStatus } from '../../../domain/case/case-status.js';
import { endOf } from '../../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../../domain/rulebook/in-force.js';
import type { DebitConfirmationRow } from '../../../persistence/entities/money/debit.entities.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { codesOfCase } from '../../case/privacy/codes-of-case.js';
import { mayAdvise } from '../../case/work/may-advise.js';
import type { FirstQuestion } from './complaint-input.js';

/** What intake ordered and asked. */
interface Begun {
  holds: readonly HoldRow[];
  questions: readonly FirstQuestion[];
  debits: readonly DebitConfirmationRow[];
  openIncompleteTransfers: number;
}

/**
 * Sets the status and next deadline of a case that is being opened, as a look at it would. Returns
 * what its workflow begins with.
 */
export async function beginCase(
  work: CaseWork,
  { holds, questions, debits, openIncompleteTransfers }: Begun,
): Promise<CaseWritten> {
  const { caseFile, now } = work;
  const openUntil = endOf(ruleInForce(work.rulebook, 'OFF-7D', now), now, work);
  const { status } = caseStatus({
    now,
    openUntil,
    withdrawn: false,
    withdrawalWaits: false,
    correctionWaits: false,
    papersWait: false,
    mayComeBack: false,
    holds: holds.map(({ state }) => state),
    openRequests: 0,
    openQuestions: questions.length,
    debits: debits.map(({ state }) => state),
    openIncompleteTransfers,
    openBreaks: [],
  });
  if (status !== caseFile.status) work.audit('case.status', { caseId: caseFile.id, from: caseFile.status, to: status });
  const wake = [...questions.map(lateAt('agency_late')), ...debits.map(lateAt('debit_late'))].reduce<Wake>(
    (first, clock) => (clock.at < first.at ? clock : first),
    { at: openUntil, for: 'officer_time' },
  );
  const nextDeadlineAt = holds.reduce((first, { expiresAt }) => (expiresAt < first ? expiresAt : first), wake.at);
  await work.changeCase({ status, nextDeadlineAt });
  return {
    questions: questions.map(({ id, agency }) => ({ evidenceRequestId: id, agency })),
    confirmations: debits.map(({ id, institution }) => ({ confirmationId: id, institution })),
    wakeAtMs: wake.at.getTime(),
    wakeFor: wake.for,
    codes: codesOfCase(caseFile),
    mayAdvise: mayAdvise(work),
  };
}

/** A clock of the case, and when it ends. */
interface Wake {
  at: Date;
  for: CaseClock;
}

const lateAt =
  (clock: CaseClock) =>
  ({ deadlineAt }: { deadlineAt: Date }): Wake => ({ at: deadlineAt, for: clock });
