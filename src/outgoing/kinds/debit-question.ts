import type { EntityManager } from 'typeorm';
import {
  noteQuestionReached,
  questionToSend,
  recordConfirmation,
} from '../../application/debit/deliver-debit-question.js';
import type { DebitQuestion } from '../../application/debit/debit-question.js';
import { answeredBy, isRefusal } from '../../application/message/answer-message.js';
import { debitRetryMs, deliveryRetryMs, lateDebitRetryMs } from '../../contract/retry-times.js';
import { hasReachedParty } from '../../signed-http/no-answer.js';
import type { Kind, Message } from '../kind.js';

/**
 * SQL of the condition that nobody looks any longer for the transfer that the question `d` searches:
 * its institution is told nothing of a complaint that was withdrawn.
 */
const SEARCHED_NO_MORE = `EXISTS (
  SELECT 1 FROM incomplete_transfer i JOIN case_file f ON f.id = i.case_id
   WHERE i.id = d.incomplete_transfer_id AND (i.state <> 'open' OR f.withdrawn_at IS NOT NULL))`;

/**
 * SQL of the condition that the question `d` has run out of its time while somebody still claims
 * the transfer. A confirmation that comes late has the money held again, so its institution is
 * still asked; of a transfer that nobody claims any more it is told nothing.
 */
const ASKED_LATE = `(d.state = 'unknown' AND d.reason = 'deadline' AND EXISTS (
  SELECT 1 FROM stolen_sum s JOIN claim k ON k.stolen_sum_id = s.id JOIN case_file f ON f.id = k.case_id
   WHERE s.transfer_id = coalesce(d.transfer_id, d.holder_of) AND k.ended_at IS NULL AND f.withdrawn_at IS NULL))`;

/**
 * SQL that an order waits for the answer to the question `d`: nobody knows the account behind a
 * PromptPay id, or nothing was ordered of a transfer that the holder of the account claims.
 */
const ORDER_WAITS = `(t.to_account_no IS NULL AND t.off_rail IS NULL OR f.holder_reports AND EXISTS (
  SELECT 1 FROM stolen_sum s JOIN claim k ON k.stolen_sum_id = s.id
   WHERE s.transfer_id = t.id AND k.case_id = d.case_id AND k.ended_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.stolen_sum_id = s.id)))`;

/**
 * A question about a debit, or the search for one, to the institution of the account. Everybody's
 * questions go to the same few lines of one institution, so they take fair turns. The answer is kept
 * without the lock of its case, and takes effect when the case is looked at.
 */
export const DEBIT_QUESTION: Kind<DebitQuestion> = {
  answer: answeredBy({ receipt: 'debit.confirmation', refusal: 'debit.rejected' }),
  isDoneWhenTaken: true,

  retryMs: (attempts, { leftMs }) =>
    leftMs !== null && leftMs > 0 ? debitRetryMs(attempts, leftMs) : deliveryRetryMs(attempts),
  retryAnsweredMs: ({ ageMs, leftMs }) => (leftMs !== null && leftMs > 0 ? 0 : lateDebitRetryMs(ageMs)),

  heldBack: `NOT EXISTS (SELECT 1 FROM debit_confirmation d
    WHERE d.id = m.subject_id AND (d.state = 'asked' OR ${ASKED_LATE}) AND NOT ${SEARCHED_NO_MORE})`,

  turn: `SELECT json_build_object(
           'reporter', coalesce(c.reporter_key, d.case_id),
           'account', coalesce(t.from_institution || ' ' || t.from_account_no, f.victim_institution || ' ' || f.victim_account_no),
           'canWait', d.transfer_id IS NULL AND d.holder_of IS NULL OR d.state = 'unknown',
           'orderWaits', d.state = 'asked' AND coalesce(${ORDER_WAITS}, false),
           'endsAtMs', extract(epoch FROM d.deadline_at)::float8 * 1000)
      FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
      LEFT JOIN complaint c ON c.id = d.case_id LEFT JOIN transfer t ON t.id = coalesce(d.transfer_id, d.holder_of)
     WHERE d.id = m.subject_id`,

  body: (manager: EntityManager, { subjectId }: Message) => questionToSend(manager, subjectId),
  call: ({ institutions }, to, body, abortSignal) => institutions.confirmDebit(to, body, abortSignal),

  async record(db, message, answer) {
    await recordConfirmation(db, questionOf(message), answer);
    return answer === null || isRefusal(answer) ? {} : { caseId: questionOf(message).caseId };
  },

  async failed(db, message, error) {
    if (hasReachedParty(error)) await noteQuestionReached(db, questionOf(message));
  },
};

function questionOf({ subjectId: confirmationId, caseId }: Message): { confirmationId: string; caseId: string } {
  if (caseId === null) throw new Error(`question ${confirmationId} is of no case`);
  return { confirmationId, caseId };
}
