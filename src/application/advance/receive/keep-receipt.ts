import type { EntityManager } from 'typeorm';
import { complaintWorkflowId } from '../../../contract/ids.js';
import type { HoldCommand } from '../../../domain/hold/hold-command.js';
import { type HoldRow, ReceiptRow } from '../../../persistence/entities/money/hold.entities.js';
import type { ClaimRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../../persistence/ids.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** Keeps a receipt, with the reason where it has no effect. It is written with the rest of the transaction. */
export function keepReceipt(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  { receipt, notApplied }: Extract<HoldCommand, { do: 'keep_receipt' }>,
): void {
  const row = work.manager.create(ReceiptRow, {
    id: newId(),
    holdId: hold.id,
    orderId: receipt.orderId,
    kind: receipt.kind,
    receiptSeq: receipt.receiptSeq,
    result: receipt.result,
    amountSatang: BigInt(receipt.amountSatang),
    inboxMessageId: message.id,
    at: new Date(receipt.at),
    receivedAt: message.receivedAt,
    applied: notApplied === null,
    notAppliedReason: notApplied,
  });
  work.insert(ReceiptRow, [row]);
}

/** SQL of a hold `o` that found less than was asked, so that it waits for what other holds there let go. */
const FOUND_LESS = `(o.state = 'partly_held' OR o.state = 'no_funds' AND o.state_reason <> 'ACCOUNT_CLOSED')`;

/**
 * Signals every case that claims the held money: it shows the new amount, or it may close. Where the
 * institution let money go, also those whose own money at the account may have stood behind it.
 */
export async function signalCasesOfHold(
  work: CaseWork,
  hold: HoldRow,
  asRead?: readonly Pick<ClaimRow, 'caseId' | 'endedAt'>[],
): Promise<void> {
  const claims = asRead ?? (await readClaimsAt(work.manager, hold));
  const concerned = claims.filter(({ caseId, endedAt }) => endedAt === null || caseId === hold.caseId);
  for (const caseId of new Set(concerned.map((claim) => claim.caseId)))
    work.signal(complaintWorkflowId(caseId), 'look', 'holdChanged', hold.id);
}

/** Reads the claims of a hold's money, and of money at its account that was not found. One statement. */
async function readClaimsAt(
  manager: EntityManager,
  { stolenSumId, institution, accountNo }: HoldRow,
): Promise<Pick<ClaimRow, 'caseId' | 'endedAt'>[]> {
  return manager.query(
    `SELECT c.case_id AS "caseId", c.ended_at AS "endedAt" FROM claim c WHERE c.stolen_sum_id = $1
     UNION ALL
     SELECT c.case_id, c.ended_at FROM hold o JOIN claim c ON c.stolen_sum_id = o.stolen_sum_id AND c.ended_at IS NULL JOIN case_file f ON f.id = c.case_id
      WHERE (o.institution, o.account_no) = ($2, $3) AND o.stolen_sum_id <> $1 AND f.closed_at IS NULL AND ${FOUND_LESS}`,
    [stolenSumId, institution, accountNo],
  );
}
