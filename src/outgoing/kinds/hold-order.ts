import { noteTooLarge } from '../../application/advance/receive/keep-unreadable.js';
import {
  type HoldDelivery,
  type OrderDelivery,
  type OrderToPoll,
  readOrderToCall,
  recordDeliveries,
  recordDelivery,
} from '../../application/advance/send/deliver-hold-order.js';
import type { OrderToSend } from '../../application/case/work/order-to-send.js';
import { answeredBy, isRefusal } from '../../application/message/answer-message.js';
import { callRetryMs } from '../../contract/retry-times.js';
import { LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { InstitutionAnswer } from '../../institutions/port.js';
import { sqlList } from '../../persistence/sql-list.js';
import { isTooLarge } from '../../signed-http/no-answer.js';
import type { Heard, Kind } from '../kind.js';

/** SQL that the order `o` has not come to its institution, and may be sent. As in `orderToSend`. */
const unsent = (o: string): string => `${o}.sent_at IS NULL AND ${o}.answered_at IS NULL AND ${o}.expires_at > now()`;

/**
 * SQL that the order `o` of the hold `h` is needed: a live hold's oldest that has not come to the institution, so
 * that none arrives before the one that it replaces; or the newest that was taken, as in `orderToPoll`.
 */
const IS_NEEDED = `h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > now() AND o.answered_at IS NULL
  AND CASE WHEN o.sent_at IS NULL
    THEN o.expires_at > now() AND NOT EXISTS (
      SELECT 1 FROM hold_order e WHERE e.hold_id = o.hold_id AND e.sequence < o.sequence AND ${unsent('e')})
    ELSE NOT EXISTS (SELECT 1 FROM hold_order l WHERE l.hold_id = o.hold_id AND l.sequence > o.sequence
                        AND l.sent_at IS NOT NULL AND l.answered_at IS NULL) END`;

/**
 * An order to suspend money, for more or less of it too; its hold is the message's subject. An institution that
 * has taken it is asked what became of it (a poll), until it answers by a receipt. The transaction that
 * applies the receipt, from an answer or a callback, acknowledges the order, and says what the hold needs next.
 */
export const HOLD_ORDER: Kind<OrderToSend | OrderToPoll, InstitutionAnswer<object>> = {
  answer: answeredBy({ receipt: 'hold.receipt', refusal: 'order.rejected' }),
  retryMs: (attempts, { isTaken }) => callRetryMs({ attempts, isTaken }),
  heldBack: `NOT EXISTS (SELECT 1 FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = m.id AND ${IS_NEEDED})`,
  isTaken: 'EXISTS (SELECT 1 FROM hold_order o WHERE o.id = m.id AND o.sent_at IS NOT NULL)',

  body: (manager, { id }) => readOrderToCall(manager, id),

  async call({ institutions }, to, body, abortSignal) {
    if (!('polled' in body)) return institutions.placeHold(to, body, abortSignal);
    return answerToPoll(await institutions.readHoldOrder(to, body.polled, abortSignal));
  },

  record: async (db, message, answer, said) => {
    const { holdId, delivery } = deliveryOf({ message, answer, said });
    return { hold: await recordDelivery(db, holdId, delivery) };
  },

  async recordTogether(db, heard) {
    const results = await recordDeliveries(db, heard.map(deliveryOf));
    return results.map((result) =>
      result.status === 'rejected'
        ? result
        : { ...result, value: { hold: result.value.step, leased: result.value.leased } },
    );
  },

  async failed(db, { subjectId }, error) {
    if (isTooLarge(error)) await noteTooLarge(db, subjectId);
  },
};

/**
 * Returns what an answer says when an institution was asked about an order. Who refuses to be asked
 * says nothing of the order, so a refusal is unreadable: neither yes nor no.
 */
export function answerToPoll(answer: InstitutionAnswer<object>): InstitutionAnswer<object> {
  if (answer.kind !== 'rejected') return answer;
  return { kind: 'unreadable', why: `refuses to say: ${answer.code}`, answer: answer.answer };
}

/**
 * Returns what an institution's answer means for an order. A refusal or an unreadable answer opens
 * a break; it is never taken for a receipt.
 */
export function deliveryOf({ message, answer, said }: Heard<InstitutionAnswer<object>>): HoldDelivery {
  const { id: orderId, subjectId: holdId } = message;
  if (answer === null)
    return { holdId, delivery: { orderId, outcome: said.kind === 'unknown_order' ? 'unknown' : 'accepted' } };
  const outcome: OrderDelivery['outcome'] = isRefusal(answer) ? 'rejected' : 'answered';
  return { holdId, delivery: { orderId, outcome, message: answer } };
}
