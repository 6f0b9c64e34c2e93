import { IsNull } from 'typeorm';
import { BANK_NOT_ASKED, lastToAsk, type QuestionInTime } from '../../domain/debit/urgent-time.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { BreakRecordRow } from '../../persistence/entities/traffic/break.entities.js';
import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/work/case-work.js';

/** Returns a question as the rule of its time sees it. */
export function inTime({
  state,
  askedAt,
  deadlineAt,
  sentAt,
  reachedAt,
}: Pick<DebitConfirmationRow, 'state' | 'askedAt' | 'deadlineAt' | 'sentAt' | 'reachedAt'>): QuestionInTime {
  return { state, askedAt, deadlineAt, reachedAt: reachedAt ?? sentAt };
}

/**
 * Counts the time of a question from now, because it did not come to its institution in time. The
 * holds that wait for the answer are extended by new orders when the case is advanced. A person is
 * called, once for each transfer, to telephone an institution that nobody could ask; the clock is
 * the new end.
 */
export async function beginUrgentTimeAnew(
  work: CaseWork,
  question: DebitConfirmationRow,
  rule: RuleRow,
): Promise<void> {
  const { manager, now } = work;
  const deadlineAt = endOf(rule, now, work);
  const anew = { urgentFrom: now, deadlineAt, askBy: lastToAsk({ deadlineAt }, rule) };
  // An answer to a search of another case may have settled the question since it was read.
  const { affected } = await manager.update(DebitConfirmationRow, { id: question.id, state: 'asked' }, anew);
  if (affected !== 1) return;
  Object.assign(question, anew);
  const { id: confirmationId, transferId } = question;
  work.audit('debit.time_anew', { confirmationId, transferId, deadlineAt: anew.deadlineAt.toISOString() });
  if (question.reachedAt !== null || question.sentAt !== null) return;
  const caseId = work.caseFile.id;
  const isCalled = await manager.existsBy(BreakRecordRow, {
    caseId,
    transferId: transferId ?? IsNull(),
    kind: BANK_NOT_ASKED,
  });
  if (!isCalled) await openBreak(work, { caseId, id: null }, null, BANK_NOT_ASKED, transferId, anew.deadlineAt);
}
