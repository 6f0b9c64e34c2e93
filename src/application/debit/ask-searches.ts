import type { ToldTransfer } from '../../domain/complaint/intake/incomplete-transfer.js';
import { DebitConfirmationRow, type IncompleteTransferRow } from '../../persistence/entities/money/debit.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { searchQuestion } from './debit-question.js';
import { type HolderNumber, provenHolder } from './holder-proof.js';
import { writeDebitQuestions } from './write-debit-questions.js';

/** An incomplete transfer, and what the victim told of it. */
export interface ToldIncomplete {
  row: IncompleteTransferRow;
  told: ToldTransfer;
}

/**
 * Writes for each incomplete transfer, which can be searched for (`maySearch`), the question to the
 * victim's institution which debit it was. `holder` is the victim's official number. `before` is the search
 * for the one transfer that named nothing because of that number: papers show the holder now.
 */
export async function askSearches(
  work: CaseWork,
  incomplete: readonly ToldIncomplete[],
  holder: HolderNumber | null,
  before: DebitConfirmationRow | null = null,
): Promise<DebitConfirmationRow[]> {
  const { victimInstitution } = work.caseFile;
  if (victimInstitution === null) throw new Error('nobody is asked about an account that nobody knows');
  if (before !== null)
    await work.manager.update(DebitConfirmationRow, { id: before.id }, { incompleteTransferId: null });
  const byPapers = before !== null;
  const proven = await provenHolder(incomplete.length === 0 || byPapers ? null : holder, work.caseFile.caseNo);
  return writeDebitQuestions(
    work,
    incomplete.map(({ row: { id: incompleteTransferId }, told }) => ({
      transferId: null,
      incompleteTransferId,
      asksAgain: before?.id ?? null,
      byPapers,
      institution: victimInstitution,
      purpose: 'which transfer the victim told of',
      bodyOf: (row) => searchQuestion(work.rulebook, work.caseFile, row, told, proven),
    })),
  );
}
