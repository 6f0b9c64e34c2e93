import { shareNoticeMessage, type ShareNoticeMessage } from '../../application/exchange/share-notice-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { ShareNoticeRow } from '../../persistence/entities/traffic/exchange.entities.js';
import type { Kind } from '../kind.js';
import { acknowledges } from '../record.js';

/** What was disclosed, to police or DSI, and AMLO (section 4 paragraph 3). It is about many cases. */
export const SHARE_NOTICE: Kind<ShareNoticeMessage> = {
  answer: answeredBy({ receipt: 'share.receipt', refusal: 'share.rejected' }),
  retryMs: deliveryRetryMs,
  body: async (manager, { subjectId }) =>
    shareNoticeMessage(manager, await manager.findOneByOrFail(ShareNoticeRow, { id: subjectId })),
  call: ({ agencies }, to, body, abortSignal) => agencies.sendShareNotice(to, body, abortSignal),
  record: acknowledges({
    acknowledged: ({ id }) => ({ type: 'share_notice.acknowledged', payload: { noticeId: id } }),
  }),
};
