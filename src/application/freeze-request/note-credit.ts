import { complaintWorkflowId } from '../../contract/ids.js';
import { SYSTEM } from '../../domain/freeze-request/freeze-request.js';
import { proposedOrder } from '../../domain/freeze-request/proposed-order.js';
import { residualClocks } from '../../domain/freeze-request/request-clocks.js';
import type { AccountCreditedMessage } from '../../domain/hold/messages.js';
import { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { newId } from '../../persistence/ids.js';
import type { CaseWork } from '../case/work/case-work.js';
import { evidenceHash } from '../evidence/evidence-hash.js';
import { mayCatch } from '../hold/order/raise-hold.js';
import { readBlastRadius } from './read-blast-radius.js';

/**
 * Applies an institution's report of a later credit to an account whose hold was partial. The
 * credit by itself holds nothing: where P-RESID is on and money is missing, an officer is asked to
 * raise the hold. Returns `CATCH_REQUESTED`, or why nothing follows (the codes of `catchSatang`).
 */
export async function noteCredit(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  content: AccountCreditedMessage,
): Promise<string> {
  const creditedSatang = BigInt(content.amountSatang);
  const caught = await mayCatch(work, hold, creditedSatang);
  const outcome = caught.ok ? 'CATCH_REQUESTED' : caught.code;
  work.audit('account.credited', { holdId: hold.id, messageId: message.id, outcome });
  if (caught.ok) await requestCatch(work, message, hold, creditedSatang);
  return outcome;
}

/** Writes the freeze request that asks an officer to raise the hold by the credit. */
async function requestCatch(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  creditedSatang: bigint,
): Promise<void> {
  const { institution, accountNo, id: holdId, caseId } = hold;
  const order = proposedOrder({ kind: 'residual', institution, accountNo, holdId, raiseSatang: creditedSatang });
  const { rule, ...clocks } = residualClocks(hold.expiresAt, work.now, work.rulebook);
  const row = work.manager.create(FreezeRequestRow, {
    id: newId(),
    caseId,
    kind: 'residual',
    holdId,
    partialReleaseId: null,
    institution,
    accountNo,
    state: 'requested',
    requestedBy: SYSTEM,
    requestedName: null,
    requestedRole: SYSTEM,
    requestedAt: work.now,
    ...clocks,
    reason: 'the institution tells a later credit to an account whose hold was partial (P-RESID)',
    untilAt: null,
    seizureWarrantNo: null,
    warrantAuthority: null,
    warrantIssuedOn: null,
    warrantAttachmentId: null,
    warrantSha256: null,
    raiseSatang: creditedSatang,
    armSatang: null,
    inboxMessageId: message.id,
    evidenceHash: await evidenceHash(work.manager, caseId),
    blastRadius: await readBlastRadius(work, order),
    ruleRowId: rule.rowId,
    remindedAt: null,
    escalatedAt: null,
    settledAt: null,
    carriedOutAt: null,
  });
  await work.manager.insert(FreezeRequestRow, row);
  work.audit('freeze_request.state', {
    requestId: row.id,
    kind: row.kind,
    from: null,
    to: row.state,
    role: SYSTEM,
    holdId,
    messageId: message.id,
    creditedSatang: creditedSatang.toString(),
    evidenceHash: row.evidenceHash,
    blastRadiusSha256: row.blastRadius?.sha256 ?? null,
  });
  work.signal(complaintWorkflowId(caseId), 'look', 'requestMade', row.id);
}
