import { deservesOwnQuestion } from '../../domain/debit/ask-again.js';
import type { CaseWork } from '../case/case-work.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { askDebits } from './ask-debits.js';

/**
 * Asks again about debits that the case reported, where the question of an earlier report ended
 * without an answer. A case that is over asks nothing more.
 */
export async function askDebitsAgain(work: CaseWork, loaded: LoadedCase): Promise<void> {
  if (work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null) return;
  for (const sum of loaded.sums) {
    const question = confirmationOf(loaded, sum);
    const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
    const transfer = loaded.transfers.get(sum.transferId);
    if (question === undefined || claim === undefined || transfer === undefined) continue;
    if (!deservesOwnQuestion(question, claim)) continue;
    const rows = await askDebits(work, [transfer], 'whether the victim was debited', question);
    loaded.confirmations = [...loaded.confirmations.filter((row) => row !== question), ...rows];
  }
}
