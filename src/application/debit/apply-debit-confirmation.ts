import type { DebitConfirmationMessage } from '../../domain/hold/messages.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { openBreak, openBreakOnce } from '../break/open-break.js';
import type { CaseWork } from '../case/case-work.js';
import { nameReceiver, signalClaimants } from './name-receiver.js';

/** Answers that only a person can make sense of. */
type Doubtful = 'OTHER_RECEIVER' | 'NO_RECEIVER_NAMED' | 'CONTRADICTS_EARLIER_ANSWER';

const ANSWERS = { CONFIRMED: 'confirmed', DENIED: 'denied' } as const;

/**
 * Takes down what the victim's institution says of a debit, and where the money arrived when only a
 * PromptPay id was known. The first answer counts, also after the deadline; a later contradiction
 * is recorded without effect. Orders follow when the case is advanced. What is for a person has no
 * effect but a break of the case with an owner, one for each kind: `DEBIT_` and the outcome.
 */
export async function applyDebitConfirmation(work: CaseWork, message: InboxMessageRow): Promise<string> {
  const content = message.content as DebitConfirmationMessage;
  if (content.result === 'PENDING') return 'PENDING';
  const confirmation = await work.manager.findOneByOrFail(DebitConfirmationRow, { id: message.subjectId });
  const to = ANSWERS[content.result];
  if (confirmation.state === to) return 'DUPLICATE';
  if (confirmation.state === 'confirmed' || confirmation.state === 'denied')
    return forPerson(work, message, 'CONTRADICTS_EARLIER_ANSWER');
  if (to === 'confirmed') {
    const named = await checkReceiver(work, confirmation.transferId, content);
    if (named !== 'ok') return forPerson(work, message, named);
  }
  await work.manager.update(
    DebitConfirmationRow,
    { id: confirmation.id },
    { state: to, reason: content.reason ?? null, answeredAt: work.now },
  );
  work.audit('debit.state', {
    confirmationId: confirmation.id,
    transferId: confirmation.transferId,
    from: confirmation.state,
    to,
    reason: content.reason ?? null,
  });
  if (to === 'denied') await doubtOwnWord(work, message, confirmation.transferId);
  // Every case that claims money which the transfer carries is judged by what its sender's
  // institution says of it.
  await signalClaimants(work, confirmation.transferId, message.id);
  return 'APPLIED';
}

/**
 * What the institution says cannot be applied: it is kept, and an owner asks what it means. Returns
 * the outcome.
 */
async function forPerson(work: CaseWork, message: InboxMessageRow, outcome: Doubtful): Promise<Doubtful> {
  await openBreakOnce(work, { caseId: work.caseFile.id, id: null }, message, `DEBIT_${outcome}`);
  return outcome;
}

/**
 * An institution that named a debit in a receipt and now denies it contradicts itself: a person
 * settles it.
 */
async function doubtOwnWord(work: CaseWork, message: InboxMessageRow, transferId: string): Promise<void> {
  const [part] = await work.manager.query<{ holdId: string }[]>(
    'SELECT parent_hold_id AS "holdId" FROM trail_link WHERE transfer_id = $1 AND case_id = $2 AND parent_hold_id IS NOT NULL ORDER BY id LIMIT 1',
    [transferId, work.caseFile.id],
  );
  if (part === undefined) return;
  await openBreak(work, { caseId: work.caseFile.id, id: part.holdId }, message, 'ATTRIBUTION.DEBIT_DENIED');
}

/**
 * A confirmation of a transfer to a PromptPay id must name the account. One that names another
 * account than the victim did confirms nothing, although the victim was debited: it would extend
 * the hold at the account that he reported, where by his own bank's word the money never arrived.
 * That hold ends by P-URG unless a person finds otherwise.
 */
async function checkReceiver(
  work: CaseWork,
  transferId: string,
  content: DebitConfirmationMessage,
): Promise<'ok' | Doubtful> {
  const transfer = await work.manager.findOneByOrFail(TransferRow, { id: transferId });
  if (transfer.toAccountNo === null) {
    if (content.to === undefined) return 'NO_RECEIVER_NAMED';
    await nameReceiver(work, transferId, content.to);
    return 'ok';
  }
  const same =
    content.to === undefined ||
    (content.to.institution === transfer.toInstitution && content.to.accountNo === transfer.toAccountNo);
  return same ? 'ok' : 'OTHER_RECEIVER';
}
