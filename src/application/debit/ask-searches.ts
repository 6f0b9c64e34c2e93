import { maySearch, type ToldTransfer } from '../../domain/complaint/incomplete-transfer.js';
import { endOf } from '../../domain/deadlines/deadline-of.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { DebitConfirmationRow, type IncompleteTransferRow } from '../../persistence/entities/debit.entities.js';
import { bodySha256, disclosedFields } from '../../persistence/exchange/message-body.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/case-work.js';
import { searchQuestion } from './debit-question.js';

/** An incomplete transfer, and what the victim told of it. */
export interface ToldIncomplete {
  row: IncompleteTransferRow;
  told: ToldTransfer;
}

/**
 * Writes for each incomplete transfer that can be searched for the question to the victim's
 * institution which debit it was. The workflow of the case sends it, and it has the time of P-URG,
 * as every question about a debit.
 */
export async function askSearches(
  work: CaseWork,
  incomplete: readonly ToldIncomplete[],
): Promise<DebitConfirmationRow[]> {
  const searched = incomplete.filter(({ told }) => maySearch(told));
  if (searched.length === 0) return [];
  const deadlineAt = endOf(ruleInForce(work.rulebook, 'P-URG', work.now), work.now, work);
  const asked = searched.map(({ row: { id: incompleteTransferId }, told }) => {
    const row = work.manager.create(DebitConfirmationRow, {
      id: newId(),
      transferId: null,
      incompleteTransferId,
      asksAgain: null,
      caseId: work.caseFile.id,
      institution: work.caseFile.victimInstitution,
      state: 'asked',
      reason: null,
      debitedSatang: null,
      askedAt: work.now,
      deadlineAt,
      sentAt: null,
      answeredAt: null,
    });
    return { row, told };
  });
  const rows = asked.map(({ row }) => row);
  await work.write(DebitConfirmationRow, rows);
  for (const { row, told } of asked) {
    const { id: confirmationId, incompleteTransferId } = row;
    work.audit('debit.state', { confirmationId, transferId: null, incompleteTransferId, from: null, to: 'asked' });
    const question = searchQuestion(work.rulebook, work.caseFile, row, told);
    work.exchange({
      direction: 'out',
      party: row.institution,
      kind: 'debit.question',
      messageId: row.id,
      legalBasis: [ruleInForce(work.rulebook, 'SHARE-4', work.now).rowId],
      purpose: 'which transfer the victim told of',
      fields: disclosedFields(question),
      bodySha256: bodySha256(question),
    });
  }
  return rows;
}
