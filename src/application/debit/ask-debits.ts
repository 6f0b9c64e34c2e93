import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { debitQuestion } from './debit-question.js';
import { writeDebitQuestions } from './write-debit-questions.js';

/**
 * Writes for each transfer the question to the sender's institution: was the account debited, and
 * where did the money arrive. The process that commits it asks. `unanswered` is the question about the one transfer that nobody
 * answered in time.
 */
export async function askDebits(
  work: CaseWork,
  transfers: readonly TransferRow[],
  purpose: string,
  unanswered: DebitConfirmationRow | null = null,
): Promise<DebitConfirmationRow[]> {
  if (unanswered !== null) await work.manager.update(DebitConfirmationRow, { id: unanswered.id }, { transferId: null });
  return writeDebitQuestions(
    work,
    transfers.map((transfer) => ({
      transferId: transfer.id,
      incompleteTransferId: null,
      asksAgain: unanswered?.id ?? null,
      institution: transfer.fromInstitution,
      purpose,
      bodyOf: (row) => debitQuestion(work.rulebook, work.caseFile.caseNo, row, transfer),
    })),
  );
}
