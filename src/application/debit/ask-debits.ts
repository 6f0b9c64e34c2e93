import { endOf } from '../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import { debitQuestion } from './debit-question.js';

/**
 * Writes for each transfer the question to the sender's institution: was the account debited, and
 * where did the money arrive. The workflow of the case sends it: one of intake at once, any other
 * after it has looked at the case. It has the time of P-URG. `unanswered` is the question about
 * the one transfer that nobody answered in time.
 */
export async function askDebits(
  work: CaseWork,
  transfers: readonly TransferRow[],
  purpose: string,
  unanswered: DebitConfirmationRow | null = null,
): Promise<DebitConfirmationRow[]> {
  if (transfers.length === 0) return [];
  const deadlineAt = endOf(ruleInForce(work.rulebook, 'P-URG', work.now), work.now, work);
  const asked = transfers.map((transfer) => ({
    transfer,
    row: work.manager.create(DebitConfirmationRow, {
      id: newId(),
      transferId: transfer.id,
      incompleteTransferId: null,
      asksAgain: unanswered?.id ?? null,
      caseId: work.caseFile.id,
      institution: transfer.fromInstitution,
      state: 'asked',
      reason: null,
      debitedSatang: null,
      askedAt: work.now,
      deadlineAt,
      sentAt: null,
      answeredAt: null,
    }),
  }));
  if (unanswered !== null) await work.manager.update(DebitConfirmationRow, { id: unanswered.id }, { transferId: null });
  const rows = asked.map(({ row }) => row);
  await work.write(DebitConfirmationRow, rows);
  for (const { transfer, row } of asked) {
    work.audit('debit.state', { confirmationId: row.id, transferId: transfer.id, from: null, to: 'asked' });
    const question = debitQuestion(work.rulebook, work.caseFile.caseNo, row, transfer);
    work.exchange({
      direction: 'out',
      party: row.institution,
      kind: 'debit.question',
      messageId: row.id,
      legalBasis: [ruleInForce(work.rulebook, 'SHARE-4', work.now).rowId],
      purpose,
      fields: disclosedFields(question),
      bodySha256: bodySha256(question),
    });
  }
  return rows;
}
