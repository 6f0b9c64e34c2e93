import { deservesOwnQuestion } from '../../domain/debit/ask-again.js';
import { OTHER_HOLDER } from '../../domain/debit/holder-word.js';
import type { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { rowsOf } from '../case/read-rows.js';
import { askDebits } from './ask-debits.js';
import { victimOf } from './holder-proof.js';

/**
 * Asks again about debits that the case reported, where the question of another report says nothing
 * of this one (`deservesOwnQuestion`). A case that is over asks nothing more.
 */
export async function askDebitsAgain(work: CaseWork, loaded: LoadedCase): Promise<void> {
  if (work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null) return;
  for (const sum of loaded.sums) {
    const question = confirmationOf(loaded, sum);
    const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
    const transfer = loaded.transfers.get(sum.transferId);
    if (question === undefined || claim === undefined || transfer === undefined) continue;
    const hasAsked = question.reason === OTHER_HOLDER && (await hasAskedBefore(work, question));
    if (!deservesOwnQuestion(question, { ...claim, hasAsked })) continue;
    const holder = victimOf(loaded.complaint);
    const rows = await askDebits(work, [transfer], 'whether the victim was debited', holder, question);
    loaded.confirmations = [...loaded.confirmations.filter((row) => row !== question), ...rows];
  }
}

/** Returns whether a question of the case is among those in whose place a question came. */
async function hasAskedBefore({ manager, caseFile }: CaseWork, { id }: DebitConfirmationRow): Promise<boolean> {
  const asked = await rowsOf(
    manager,
    `WITH RECURSIVE asked AS (
       SELECT case_id, asks_again FROM debit_confirmation WHERE id = $1
       UNION ALL SELECT d.case_id, d.asks_again FROM debit_confirmation d JOIN asked a ON d.id = a.asks_again)
     SELECT 1 FROM asked WHERE case_id = $2 LIMIT 1`,
    [id, caseFile.id],
  );
  return asked.length > 0;
}
