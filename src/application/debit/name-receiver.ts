import { complaintWorkflowId } from '../../contract/ids.js';
import type { OnwardMessage } from '../../domain/hold/messages.js';
import type { Account } from '../../domain/party.js';
import { value } from '../../persistence/read-together.js';
import type { CaseWork } from '../case/work/case-work.js';

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

/** A transfer whose receiver an answer may name: it went to a PromptPay id, or its institution said that it left the rails. */
interface AwaitedReceiver {
  id: string;
  reference: string;
  amount: string;
  isOffRail: boolean;
}

/** SQL of the transfers of the account `from`, with these references, whose receivers are awaited. */
const awaitedReceivers = (from: string, references: string): string =>
  `SELECT id, reference, amount_satang::text AS amount, off_rail IS NOT NULL AS "isOffRail" FROM transfer
    WHERE (from_institution, from_account_no) = ${from} AND reference = ANY (${references}) AND to_account_no IS NULL
      AND (promptpay_kind IS NOT NULL OR off_rail IS NOT NULL AND reported_by = 'institution')`;

/** The receivers that an answer to the hold `$1` may name by the references `$2`. */
export const AWAITED_OF_HOLD = value<AwaitedReceiver[]>(
  `SELECT coalesce(json_agg(a), '[]')
     FROM (${awaitedReceivers('(SELECT institution, account_no FROM hold WHERE id = $1)', '$2')}) a`,
);

/**
 * Writes the accounts that a receipt names for PromptPay ids of earlier receipts, also after the
 * hold ended, and the receivers of what earlier receipts said had left the rails (`isOnRailsAfterAll`). A debit whose
 * amount differs from the record names no account. `known`: the transfers whose receivers are awaited, where they
 * were read before. Returns whether it says something else of a debit than before, which a person settles.
 */
export async function nameReceivers(
  work: CaseWork,
  from: Account,
  onward: readonly OnwardMessage[],
  known?: readonly AwaitedReceiver[],
): Promise<boolean> {
  const named = onward.filter(({ to }) => !('offRail' in to));
  if (named.length === 0) return false;
  const references = named.map(({ transferRef }) => transferRef);
  const awaited =
    known ??
    (await work.manager.query<AwaitedReceiver[]>(awaitedReceivers('($1, $2)', '$3'), [
      from.institution,
      from.accountNo,
      references,
    ]));
  let contradicts = false;
  for (const { id, reference, amount, isOffRail } of awaited) {
    const receiver = named.find(
      ({ transferRef, amountSatang }) => transferRef === reference && amountSatang === amount,
    );
    if (receiver === undefined) continue;
    if (isOffRail) await putOnRails(work, id, receiver.to);
    else if ('account' in receiver.to) await nameReceiver(work, id, receiver.to.account);
    else continue;
    contradicts ||= isOffRail;
    await signalClaimants(work, id, id);
  }
  return contradicts;
}

/** Writes who got money that had left the rails, as its institution said, and that its parts stop no more. */
async function putOnRails(work: CaseWork, transferId: string, to: OnwardMessage['to']): Promise<void> {
  const { account, promptPay } = { account: undefined, promptPay: undefined, ...to };
  await work.writeRows();
  await work.manager.query(
    `UPDATE transfer SET off_rail = NULL, to_institution = $2, to_account_no = $3, promptpay_kind = $4, promptpay_value = $5 WHERE id = $1`,
    [transferId, account?.institution, account?.accountNo, promptPay?.kind, promptPay?.value],
  );
  const [resumed] = await work.manager.query<[{ id: string }[], number]>(
    `UPDATE trail_link SET stop_reason = NULL WHERE transfer_id = $1 AND stop_reason = 'off_rails' RETURNING id`,
    [transferId],
  );
  if (account !== undefined) work.audit('transfer.receiver_named', { transferId, institution: account.institution });
  for (const { id } of resumed) work.audit('trail.resumed', { trailLinkId: id, transferId, before: 'off_rails' });
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

/** Signals the other cases that `signalClaimants` does: a claim of the locked one ended, by which their time was counted. */
export async function signalOtherClaimants(work: CaseWork, transferId: string, rowId: string): Promise<void> {
  signalOtherCases(work, await work.manager.query<{ caseId: string }[]>(CLAIMANTS, [transferId]), rowId);
}

/** SQL of the other cases that claim money of the transfers that the case `$1` claims, or make another claim about one. */
const OTHERS_OF_CASE = `
  SELECT DISTINCT c.case_id AS "caseId"
    FROM claim o JOIN stolen_sum s ON s.id = o.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id
    JOIN transfer r ON (r.from_institution, r.reference) = (t.from_institution, t.reference)
    JOIN stolen_sum x ON x.transfer_id = r.id JOIN claim c ON c.stolen_sum_id = x.id
   WHERE o.case_id = $1 AND c.case_id <> $1 AND c.ended_at IS NULL`;

/**
 * Signals every other case about the money of the locked one to look again: what is known of who
 * speaks in this one, or who holds its account, changed, and the clocks of all are counted by it
 * (ADR 123). `rowId` is the reason.
 */
export async function signalOthersOfCase(work: CaseWork, rowId: string): Promise<void> {
  const caseId = work.caseFile.id;
  signalOtherCases(work, await work.manager.query<{ caseId: string }[]>(OTHERS_OF_CASE, [caseId]), rowId);
}

/** Signals the other cases; the locked one is judged by the transaction that applies the answer. */
export function signalOtherCases(work: CaseWork, cases: readonly { caseId: string }[], rowId: string): void {
  const others = cases.filter(({ caseId }) => caseId !== work.caseFile.id);
  signalCases(work, others, rowId);
}
