import { readNewestOrder, recordPoll } from '../../application/advance/send/deliver-hold-order.js';
import type { OrderToSend } from '../../application/case/work/order-to-send.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { callRetryMs, lateDebitRetryMs } from '../../contract/retry-times.js';
import type { InstitutionAnswer } from '../../institutions/port.js';
import type { Kind } from '../kind.js';
import { answerToPoll, deliveryOf } from './hold-order.js';

/** So long an institution is asked every few minutes; later as a question whose time is over. */
const SOON_MS = 24 * 3_600_000;

/** The answer, and the order that it is about. */
type Reply = InstitutionAnswer<object> & { readonly orderId: string };

const ANSWER = answeredBy({ receipt: 'hold.receipt', refusal: 'order.rejected' });

/**
 * The question what became of the newest order of a hold, the message's subject, because the books differ.
 * The institution's receipt is applied as one that came by callback. An institution that has lost the order
 * gets it again, before its time is over.
 */
export const ORDER_POLL: Kind<OrderToSend, Reply> = {
  retryMs: (attempts) => callRetryMs({ attempts, isTaken: true }),
  retryAnsweredMs: ({ ageMs }) => (ageMs < SOON_MS ? 0 : lateDebitRetryMs(ageMs)),
  body: (manager, { subjectId }) => readNewestOrder(manager, subjectId),

  async call({ institutions }, to, order, abortSignal) {
    const { orderId, expiresAt } = order;
    const said = await institutions.readHoldOrder(to, orderId, abortSignal);
    const isLost = said.kind === 'unknown_order' && new Date(expiresAt) > new Date();
    return { ...(isLost ? await institutions.placeHold(to, order, abortSignal) : answerToPoll(said)), orderId };
  },

  answer: (party, _messageId, said) => ANSWER(party, said.orderId, said),

  async record(db, { id, ...message }, answer, said) {
    if (answer === null) return {};
    const heard = { message: { ...message, id: said.orderId }, said, answer };
    return { hold: await recordPoll(db, id, deliveryOf(heard)) };
  },
};
