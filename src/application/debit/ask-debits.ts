import { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { debitQuestion } from './debit-question.js';
import { type HolderNumber, provenHolder } from './holder-proof.js';
import { writeDebitQuestions } from './write-debit-questions.js';

/**
 * Writes for each transfer the question to the sender's institution: was the account debited, where
 * did the money arrive, and does the victim who reports it (`holder`, null where nobody knows a number,
 * or no victim does) hold the account. The process that commits it asks. `before` is the question about
 * the one transfer that said nothing of this report (`deservesOwnQuestion`). `byPapers`: papers show the
 * holder, and the question proves no number.
 */
export async function askDebits(
  work: CaseWork,
  transfers: readonly TransferRow[],
  purpose: string,
  holder: HolderNumber | null,
  { before = null, byPapers = false }: { before?: DebitConfirmationRow | null; byPapers?: boolean } = {},
): Promise<DebitConfirmationRow[]> {
  if (before !== null) await work.manager.update(DebitConfirmationRow, { id: before.id }, { transferId: null });
  const proven = await provenHolder(transfers.length === 0 || byPapers ? null : holder, work.caseFile.caseNo);
  return writeDebitQuestions(
    work,
    transfers.map((transfer) => ({
      transferId: transfer.id,
      incompleteTransferId: null,
      asksAgain: before?.id ?? null,
      institution: transfer.fromInstitution,
      purpose,
      byPapers,
      bodyOf: (row) => debitQuestion(work.rulebook, work.caseFile.caseNo, row, transfer, proven),
    })),
  );
}
