import type { DebitState } from '../../domain/debit/debit-verdict.js';
import { HOLDER_IN_DOUBT, nextOfDoubt } from '../../domain/debit/own-question.js';
import type { ComplaintRow } from '../../persistence/entities/case/complaint.entities.js';
import type { DebitConfirmationRow } from '../../persistence/entities/money/debit.entities.js';
import type { TransferRow } from '../../persistence/entities/money/trail.entities.js';
import { openBreakOfTransfer } from '../break/open-break.js';
import { CAME_BY_ITSELF, settleBreaks } from '../break/settle-by-itself.js';
import { provesNumberSql } from '../case/privacy/victim-number.js';
import type { CaseWork } from '../case/work/case-work.js';
import { debitOf, type LoadedCase } from '../case/work/load-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import { doubtOfCase } from '../hold/order/complaint-clock.js';
import { debitQuestion } from './debit-question.js';
import { provenHolder, victimOf } from './holder-proof.js';
import { writeDebitQuestions } from './write-debit-questions.js';

/** A transfer that the case reported, with its stolen sum. */
interface ReportedSum {
  transfer: TransferRow;
  stolenSumId: string;
}

/**
 * Asks for the holder of the accounts that the case's transfers left, or calls a person, where their debits are
 * confirmed and the time of another one's complaint is counted (`nextOfDoubt`). A break whose doubt is gone is
 * settled. A case that is over asks nothing more.
 */
export async function askHolders(work: CaseWork, loaded: LoadedCase): Promise<void> {
  const isOver = work.caseFile.withdrawnAt !== null || work.caseFile.closedAt !== null;
  for (const sum of loaded.sums) {
    const transfer = loaded.transfers.get(sum.transferId);
    const claim = loaded.claims.find(({ stolenSumId }) => stolenSumId === sum.id);
    if (transfer === undefined || claim?.reported !== true) continue;
    const isAsking = !isOver && claim.endedAt === null && debitOf(loaded, sum) === 'confirmed';
    const reported = { transfer, stolenSumId: sum.id };
    const { isInDoubt, asked } = isAsking
      ? await askHolder(work, loaded.complaint, reported)
      : { isInDoubt: false, asked: [] };
    loaded.holderQuestions.push(...asked);
    if (!isInDoubt && loaded.openBreaks.includes(HOLDER_IN_DOUBT)) await settleDoubt(work, transfer.id);
  }
}

/** Does the same for one transfer whose debit is confirmed. Returns the question, if it wrote one. */
export async function askHolder(
  work: CaseWork,
  complaint: Pick<ComplaintRow, 'body' | 'known'>,
  { transfer, stolenSumId }: ReportedSum,
): Promise<{ isInDoubt: boolean; asked: DebitConfirmationRow[] }> {
  if ((await doubtOfCase(work, stolenSumId)) === undefined) return { isInDoubt: false, asked: [] };
  const holder = victimOf(complaint);
  const next = nextOfDoubt({ hasNumber: holder !== null, asked: await askedOf(work, transfer) });
  if (next === 'call_person') await openBreakOfTransfer(work, transfer.id, HOLDER_IN_DOUBT);
  if (next !== 'ask') return { isInDoubt: true, asked: [] };
  const proven = await provenHolder(holder, work.caseFile.caseNo);
  const asked = await writeDebitQuestions(work, [
    {
      transferId: null,
      incompleteTransferId: null,
      asksAgain: null,
      holderOf: transfer.id,
      institution: transfer.fromInstitution,
      purpose: 'who holds the debited account',
      bodyOf: (row) => debitQuestion(work.rulebook, work.caseFile.caseNo, row, transfer, proven),
    },
  ]);
  return { isInDoubt: true, asked };
}

/** Reads the states of the questions of the case that proved its victim's number for the account that a transfer left. */
async function askedOf(
  { manager, caseFile }: CaseWork,
  { fromInstitution, fromAccountNo }: TransferRow,
): Promise<DebitState[]> {
  const rows = await rowsOf<{ state: DebitState }>(
    manager,
    `SELECT q.state FROM debit_confirmation q JOIN case_file f ON f.id = q.case_id JOIN complaint k ON k.id = f.id
       LEFT JOIN transfer t ON t.id = coalesce(q.transfer_id, q.holder_of)
      WHERE q.case_id = $1 AND NOT q.by_papers AND ${provesNumberSql('k', 'q')}
        AND coalesce(t.from_institution, f.victim_institution) = $2 AND coalesce(t.from_account_no, f.victim_account_no) = $3`,
    [caseFile.id, fromInstitution, fromAccountNo],
  );
  return rows.map(({ state }) => state);
}

async function settleDoubt(work: CaseWork, transferId: string): Promise<void> {
  const which = { caseId: work.caseFile.id, transferId, kind: HOLDER_IN_DOUBT };
  await settleBreaks(work, which, CAME_BY_ITSELF[HOLDER_IN_DOUBT]);
}
