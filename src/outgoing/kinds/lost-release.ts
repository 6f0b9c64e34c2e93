import type { ReleaseOrderMessage } from '../../application/hold/release/release-order-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { lostReleaseMessage } from '../../application/statement/lost/release-lost-order.js';
import { noteLostReleased } from '../../application/statement/lost/note-lost-released.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import type { Kind } from '../kind.js';
import { acknowledges } from '../record.js';

/**
 * The order to release money that an institution states to hold by an order that is not on record. It is the
 * institution's usual call for a release; what answers it ends the lost order.
 */
export const LOST_RELEASE: Kind<ReleaseOrderMessage> = {
  answer: answeredBy({ receipt: 'lost.released', refusal: 'lost.rejected' }),
  retryMs: deliveryRetryMs,
  body: (manager, { id }) => lostReleaseMessage(manager, id),
  call: ({ institutions }, to, body, abortSignal) => institutions.releaseHold(to, body, abortSignal),
  record: acknowledges({
    acknowledged: ({ id, party, subjectId }, { content }) => ({
      type: 'lost_order.release_acknowledged',
      payload: {
        releaseId: id,
        lostOrderId: subjectId,
        party,
        result: (content as { result?: string }).result ?? null,
      },
    }),
    follow: noteLostReleased,
  }),
};
