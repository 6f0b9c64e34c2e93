import { deservesOwnQuestion, deservesOwnSearch, isOfOtherHolder } from '../../domain/debit/own-question.js';
import { OTHER_HOLDER } from '../../domain/debit/holder-word.js';
import type { ToldTransfer } from '../../domain/complaint/intake/incomplete-transfer.js';
import type { Account } from '../../domain/party.js';
import type { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { debitedAccount } from '../case/money/debited-account.js';
import { confirmationOf, type LoadedCase } from '../case/work/load-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import { askDebits } from './ask-debits.js';
import { askSearches } from './ask-searches.js';
import { numberKnownAt, victimOf } from './holder-proof.js';
import { TOLD } from './read-told.js';

/**
 * Asks again about debits that the case reported, where the question of another report says nothing
 * of this one, papers show the holder whom no number could, or the number was told later
 * (`deservesOwnQuestion`). A case that is over asks nothing more.
 */
export async function askForAnotherReport(work: CaseWork, loaded: LoadedCase): Promise<void> {
  if (work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null) return;
  const numberAt = numberKnownAt(loaded.complaint);
  for (const sum of loaded.sums) {
    const question = confirmationOf(loaded, sum);
    const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
    const transfer = loaded.transfers.get(sum.transferId);
    if (question === undefined || claim === undefined || transfer === undefined) continue;
    const isOfOther = isOfOtherHolder(question);
    const { fromInstitution: institution, fromAccountNo: accountNo } = transfer;
    const isKnownByPapers = isOfOther && (await hasPapers(work, { institution, accountNo }));
    const hasAsked = isOfOther && (await hasAskedBefore(work, question));
    if (!deservesOwnQuestion(question, { ...claim, hasAsked, isKnownByPapers, numberAt })) continue;
    const holder = victimOf(loaded.complaint);
    const asked = { before: question, byPapers: isKnownByPapers };
    const rows = await askDebits(work, [transfer], 'whether the victim was debited', holder, asked);
    loaded.confirmations = [...loaded.confirmations.filter((row) => row !== question), ...rows];
  }
  await searchAgain(work, loaded);
}

/** Searches again what an institution did not name, because papers show the holder whom no number could. */
async function searchAgain(work: CaseWork, loaded: LoadedCase): Promise<void> {
  const account = debitedAccount(work.caseFile);
  const unnamed = loaded.searches.filter(({ reason }) => reason === OTHER_HOLDER);
  if (unnamed.length === 0 || account === undefined) return;
  const isKnownByPapers = await hasPapers(work, account);
  for (const search of unnamed) {
    const row = loaded.incompleteTransfers.find(({ id }) => id === search.incompleteTransferId);
    if (row?.state !== 'open' || !deservesOwnSearch(search, { isKnownByPapers })) continue;
    const [found] = await rowsOf<{ told: ToldTransfer }>(
      work.manager,
      `SELECT ${TOLD} AS told FROM incomplete_transfer i WHERE i.id = $1`,
      [row.id],
    );
    if (found === undefined) throw new Error(`nothing was told of the incomplete transfer ${row.id}`);
    const rows = await askSearches(work, [{ row, told: found.told }], null, search);
    loaded.searches = [...loaded.searches.filter((one) => one !== search), ...rows];
  }
}

/** Returns whether two persons put on record that the reporter and an account belong together (P-PAPERS). */
async function hasPapers({ manager, caseFile }: CaseWork, { institution, accountNo }: Account): Promise<boolean> {
  const [found] = await rowsOf<{ has: boolean }>(manager, 'SELECT papers_of_holder($1, $2, $3) IS NOT NULL AS has', [
    caseFile.id,
    institution,
    accountNo,
  ]);
  return found?.has ?? false;
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
