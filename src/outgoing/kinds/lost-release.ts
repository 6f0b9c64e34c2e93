import type { ReleaseOrderMessage } from '../../application/hold/release/release-order-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { recordLostAnswer } from '../../application/statement/lost/record-lost-answer.js';
import { lostReleaseMessage } from '../../application/statement/lost/release-lost-order.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import type { Kind } from '../kind.js';

/**
 * The order to release money that an institution states to hold by an order that is not on record. It is the
 * institution's usual call for a release; what answers it, directly or by callback, ends the lost order.
 */
export const LOST_RELEASE: Kind<ReleaseOrderMessage> = {
  answer: answeredBy({ receipt: 'lost.released', refusal: 'lost.rejected' }),
  retryMs: deliveryRetryMs,
  body: (manager, { id }) => lostReleaseMessage(manager, id),
  call: ({ institutions }, to, body, abortSignal) => institutions.releaseHold(to, body, abortSignal),

  async record(db, { id }, answer) {
    if (answer !== null) await recordLostAnswer(db, id, answer);
    return {};
  },
};
