import { noteTooLarge } from '../../application/advance/receive/keep-unreadable.js';
import { recordRelease } from '../../application/advance/send/record-release.js';
import { releaseOrderMessage, type ReleaseOrderMessage } from '../../application/hold/release/release-order-message.js';
import { answeredBy } from '../../application/message/answer-message.js';
import { deliveryRetryMs } from '../../contract/retry-times.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { HoldOrderRow, ReleaseOrderRow } from '../../persistence/entities/money/hold.entities.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { isTooLarge } from '../../signed-http/no-answer.js';
import type { Kind } from '../kind.js';

/**
 * The order to release a hold, the message's subject. Its answer is the hold's: the transaction that
 * applies it acknowledges the release, and says what the hold needs next.
 */
export const RELEASE: Kind<ReleaseOrderMessage> = {
  answer: answeredBy({ receipt: 'release.receipt', refusal: 'release.rejected' }),
  retryMs: deliveryRetryMs,

  async body(manager, { id, caseId, subjectId: holdId }) {
    const release = await manager.findOneByOrFail(ReleaseOrderRow, { id });
    const orders = await manager.find(HoldOrderRow, { where: { holdId }, order: { sequence: 'ASC' } });
    const { rulebook } = await manager.findOneByOrFail(CaseFileRow, { id: caseId ?? '' });
    return releaseOrderMessage(await loadRulebook(manager, rulebook), release, orders);
  },

  call: ({ institutions }, to, body, abortSignal) => institutions.releaseHold(to, body, abortSignal),
  record: async (db, { subjectId }, answer) => ({ hold: await recordRelease(db, subjectId, answer) }),

  async failed(db, { subjectId }, error) {
    if (isTooLarge(error)) await noteTooLarge(db, subjectId);
  },
};
