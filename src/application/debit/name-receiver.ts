import { complaintWorkflowId } from '../../contract/ids.js';
import type { OnwardMessage } from '../../domain/hold/messages.js';
import type { Account } from '../../domain/party.js';
import type { CaseWork } from '../case/case-work.js';

/**
 * Writes which account a PromptPay id of a transfer stands for. Orders follow when the cases that
 * claim the money are advanced. Writes nothing where the receiver is known or takes no part.
 */
export async function nameReceiver(work: CaseWork, transferId: string, account: Account): Promise<void> {
  const [, named] = await work.manager.query<[unknown[], number]>(
    'UPDATE transfer SET to_institution = $2, to_account_no = $3 WHERE id = $1 AND to_account_no IS NULL AND off_rail IS NULL',
    [transferId, account.institution, account.accountNo],
  );
  if (named === 0) return;
  work.audit('transfer.receiver_named', { transferId, institution: account.institution });
}

/**
 * Writes the accounts that a receipt names for PromptPay ids of earlier receipts, also after the
 * hold ended. A debit whose amount differs from the record names no account.
 */
export async function nameReceivers(work: CaseWork, from: Account, onward: readonly OnwardMessage[]): Promise<void> {
  const named = onward.flatMap(({ transferRef, to, amountSatang }) =>
    'account' in to ? [{ transferRef, amountSatang, account: to.account }] : [],
  );
  if (named.length === 0) return;
  const awaited = await work.manager.query<{ id: string; reference: string; amount: string }[]>(
    `SELECT id, reference, amount_satang AS amount FROM transfer
      WHERE from_institution = $1 AND from_account_no = $2 AND reference = ANY ($3) AND promptpay_kind IS NOT NULL AND to_account_no IS NULL`,
    [from.institution, from.accountNo, named.map(({ transferRef }) => transferRef)],
  );
  for (const { id, reference, amount } of awaited) {
    const receiver = named.find(
      ({ transferRef, amountSatang }) => transferRef === reference && amountSatang === amount,
    );
    if (receiver === undefined) continue;
    await nameReceiver(work, id, receiver.account);
    await signalClaimants(work, id, id);
  }
}

/** SQL of the cases that claim money of the transfer `$1`, or make another claim about it. */
export const CLAIMANTS = `
  SELECT DISTINCT c.case_id AS "caseId", false AS "isUpheld"
    FROM transfer t JOIN transfer r ON (r.from_institution, r.reference) = (t.from_institution, t.reference)
    JOIN trail_link l ON l.transfer_id = r.id JOIN claim c ON c.stolen_sum_id = l.stolen_sum_id
   WHERE t.id = $1 AND c.ended_at IS NULL`;

/**
 * Signals every case that claims money of a transfer, or makes another claim about its reference,
 * to look again; `rowId` is the reason.
 */
export async function signalClaimants(work: CaseWork, transferId: string, rowId: string): Promise<void> {
  signalCases(work, await work.manager.query<{ caseId: string }[]>(CLAIMANTS, [transferId]), rowId);
}

/** Signals cases, each once, that what they claim was answered. */
function signalCases(work: CaseWork, cases: readonly { caseId: string }[], rowId: string): void {
  for (const caseId of new Set(cases.map((row) => row.caseId)))
    work.signal(complaintWorkflowId(caseId), 'look', 'evidenceArrived', rowId);
}

/** Signals the other cases; the locked one is judged by the transaction that applies the answer. */
export function signalOtherCases(work: CaseWork, cases: readonly { caseId: string }[], rowId: string): void {
  const others = cases.filter(({ caseId }) => caseId !== work.caseFile.id);
  signalCases(work, others, rowId);
}
