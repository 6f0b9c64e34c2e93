import { decideRejection } from '../../../domain/hold/decide-message.js';
import type {
  AccountCreditedMessage,
  HolderNotifiedMessage,
  HoldLapsedMessage,
  HoldReviewedMessage,
  HoldReceiptMessage,
  ReleaseReceiptMessage,
} from '../../../domain/hold/messages.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { openBreakOnce } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { noteCredit } from '../../freeze-request/note-credit.js';
import { noteHolderNotified } from '../../hold/change/note-holder-notified.js';
import { applyInstitutionsReview } from '../../judgement/review-hold.js';
import { saysNo } from '../../message/answer-message.js';
import { applyHoldCommands } from './apply-hold-commands.js';
import { applyHoldReceipt } from './apply-hold-receipt.js';
import { applyLapse } from './apply-lapse.js';
import { applyReleaseReceipt } from './apply-release-receipt.js';
import type { HoldForReceipt } from './read-hold.js';

/**
 * Applies one message of a hold by its kind. `asRead`: the hold as this transaction read it for the
 * message. Returns the code of its outcome.
 */
export async function applyHoldMessage(
  work: CaseWork,
  message: InboxMessageRow,
  holdId: string,
  asRead?: HoldForReceipt,
): Promise<string> {
  const hold = asRead?.hold ?? (await work.manager.findOneByOrFail(HoldRow, { id: holdId }));
  switch (message.kind) {
    case 'hold.receipt':
      return applyHoldReceipt(work, message, hold, message.content as HoldReceiptMessage, asRead);
    case 'release.receipt':
      return applyReleaseReceipt(work, message, hold, message.content as ReleaseReceiptMessage);
    case 'hold.lapsed':
      return applyLapse(work, message, hold, message.content as HoldLapsedMessage);
    case 'order.rejected':
      if (saysNo(message)) await applyRejection(work, message, hold);
      return openBreakOnce(work, hold, message, 'ORDER_REJECTED');
    case 'release.rejected':
      return openBreakOnce(work, hold, message, 'RELEASE_REJECTED');
    case 'holder.notified':
      return noteHolderNotified(work, message, hold, message.content as HolderNotifiedMessage);
    case 'hold.reviewed':
      return applyInstitutionsReview(work, message, hold, message.content as HoldReviewedMessage);
    case 'account.credited':
      return noteCredit(work, message, hold, message.content as AccountCreditedMessage);
    default:
      throw new Error(`hold messages of kind ${message.kind} are unknown`);
  }
}

/** Applies that an institution rejected an order outright, as the domain decides (`decideRejection`). */
async function applyRejection(work: CaseWork, message: InboxMessageRow, hold: HoldRow): Promise<void> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  await applyHoldCommands({ work, hold, orders, message }, decideRejection({ hold, orders }, message.subjectId));
}
