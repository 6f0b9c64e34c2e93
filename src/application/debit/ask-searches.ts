import { maySearch, type ToldTransfer } from '../../domain/complaint/incomplete-transfer.js';
import type { DebitConfirmationRow, IncompleteTransferRow } from '../../persistence/entities/debit.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { searchQuestion } from './debit-question.js';
import { writeDebitQuestions } from './write-debit-questions.js';

/** An incomplete transfer, and what the victim told of it. */
export interface ToldIncomplete {
  row: IncompleteTransferRow;
  told: ToldTransfer;
}

/**
 * Writes for each incomplete transfer that can be searched for the question to the victim's
 * institution which debit it was.
 */
export async function askSearches(
  work: CaseWork,
  incomplete: readonly ToldIncomplete[],
): Promise<DebitConfirmationRow[]> {
  const searched = incomplete.filter(({ told }) => maySearch(told));
  return writeDebitQuestions(
    work,
    searched.map(({ row: { id: incompleteTransferId }, told }) => ({
      transferId: null,
      incompleteTransferId,
      asksAgain: null,
      institution: work.caseFile.victimInstitution,
      purpose: 'which transfer the victim told of',
      bodyOf: (row) => searchQuestion(work.rulebook, work.caseFile, row, told),
    })),
  );
}
