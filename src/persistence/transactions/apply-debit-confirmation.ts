import { complaintWorkflowId } from '../../contract/ids.js';
import type { DebitConfirmationMessage } from '../../domain/hold/messages.js';
import { DebitConfirmationRow, TransferRow } from '../entities/trail.entities.js';
import type { InboxMessageRow } from '../entities/message.entities.js';
import type { CaseWork } from './case-work.js';

const ANSWERS = { CONFIRMED: 'confirmed', DENIED: 'denied' } as const;

/**
 * Takes down what the victim's institution says of a debit, and where the money arrived when only a PromptPay id was known.
 * The first answer counts, also after the deadline; a later contradiction is recorded without effect. Orders follow when the case is advanced.
 */
export async function applyDebitConfirmation(work: CaseWork, message: InboxMessageRow): Promise<string> {
  const content = message.content as DebitConfirmationMessage;
  if (content.result === 'PENDING') return 'PENDING';
  const confirmation = await work.manager.findOneByOrFail(DebitConfirmationRow, { id: message.subjectId });
  const to = ANSWERS[content.result];
  if (confirmation.state === to) return 'DUPLICATE';
  if (confirmation.state === 'confirmed' || confirmation.state === 'denied') return 'CONTRADICTS_EARLIER_ANSWER';
  if (to === 'confirmed') {
    const named = await nameReceiver(work, confirmation.transferId, content);
    if (named !== 'ok') return named;
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
  await tellOtherClaimants(work, message, confirmation.transferId);
  return 'APPLIED';
}

/** Every case that claims the transfer is judged by what its sender's institution says of it. */
async function tellOtherClaimants(work: CaseWork, message: InboxMessageRow, transferId: string): Promise<void> {
  const rows: { case_id: string }[] = await work.manager.query(
    'SELECT c.case_id FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id WHERE s.transfer_id = $1 AND c.case_id <> $2',
    [transferId, work.caseFile.id],
  );
  for (const row of rows) work.tell(complaintWorkflowId(row.case_id), 'look', 'evidenceArrived', message.id);
}

/** A confirmation of a transfer to a PromptPay id must name the account; one that names another account than the victim did is for a person. */
async function nameReceiver(
  work: CaseWork,
  transferId: string,
  content: DebitConfirmationMessage,
): Promise<'ok' | 'NO_RECEIVER_NAMED' | 'OTHER_RECEIVER'> {
  const transfer = await work.manager.findOneByOrFail(TransferRow, { id: transferId });
  if (transfer.toAccountNo === null) {
    if (content.to === undefined) return 'NO_RECEIVER_NAMED';
    await work.manager.update(
      TransferRow,
      { id: transferId },
      { toInstitution: content.to.institution, toAccountNo: content.to.accountNo },
    );
    work.audit('transfer.receiver_named', { transferId, institution: content.to.institution });
    return 'ok';
  }
  const same =
    content.to === undefined ||
    (content.to.institution === transfer.toInstitution && content.to.accountNo === transfer.toAccountNo);
  return same ? 'ok' : 'OTHER_RECEIVER';
}
