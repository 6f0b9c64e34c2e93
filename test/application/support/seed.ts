import type { EntityManager } from 'typeorm';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { ComplaintRow } from '../../../src/persistence/entities/case/complaint.entities.js';
import { type DecisionRow, FreezeRequestRow } from '../../../src/persistence/entities/case/freeze-request.entities.js';
import { HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { RuleRowRow } from '../../../src/persistence/entities/findings/rulebook.entities.js';
import { TrailLinkRow, TransferRow } from '../../../src/persistence/entities/money/trail.entities.js';
import { newId } from '../../../src/persistence/ids.js';

export const AT = new Date('2026-11-24T03:00:00.123Z');
export const LATER = new Date('2026-11-27T03:00:00.123Z');

/** The ids of the rows that `seedCase` inserted. */
export interface SeededCase {
  caseId: string;
  transferId: string;
  stolenSumId: string;
  trailLinkId: string;
}

/** Inserts a complaint taken by `operator-1`, its case, one transfer and its stolen sum. */
export async function seedCase(manager: EntityManager, amountSatang = 100_000n): Promise<SeededCase> {
  const [caseId, transferId, stolenSumId, trailLinkId] = [newId(), newId(), newId(), newId()];
  await manager.insert(ComplaintRow, {
    id: caseId,
    receivedAt: AT,
    receivedBy: 'operator-1',
    receivedByName: 'Operator One',
    reporterKey: 'a'.repeat(64),
    phoneKeys: [],
    body: { narrative: 'synthetic' },
    bodySha256: 'b'.repeat(64),
  });
  await manager.insert(CaseFileRow, {
    id: caseId,
    caseNo: `2569-${caseId}`,
    rulebook: 'th',
    status: 'received',
    caseType: 'job',
    openedAt: AT,
    openedBy: 'operator-1',
    victimReports: true,
    holderReports: true,
    victimInstitution: 'th-004',
    victimAccountNo: '9000000001',
    stolenSatang: amountSatang,
    automaticOrders: true,
  });
  await manager.insert(TransferRow, {
    id: transferId,
    fromInstitution: 'th-004',
    fromAccountNo: '9000000001',
    reference: `REF-${transferId}`,
    toInstitution: 'th-006',
    toAccountNo: '9000000002',
    amountSatang,
    transferredAt: AT,
    rail: 'promptpay',
    reportedBy: 'victim',
    firstCaseId: caseId,
  });
  await manager.insert(StolenSumRow, { id: stolenSumId, transferId, caseId, amountSatang, reservedSatang: 0n });
  await manager.insert(TrailLinkRow, {
    id: trailLinkId,
    stolenSumId,
    transferId,
    caseId,
    parentLinkId: null,
    parentHoldId: null,
    hop: 0,
    attributedSatang: amountSatang,
    stopReason: null,
    nthAccount: 1,
  });
  return { caseId, transferId, stolenSumId, trailLinkId };
}

/** Makes a hold on the seeded transfer; it reserves what it asks for, or nothing when it ended. */
export function holdOf(seeded: SeededCase, change: Partial<HoldRow> = {}): Partial<HoldRow> {
  return {
    id: newId(),
    ...seeded,
    hop: 0,
    institution: 'th-006',
    accountNo: '9000000002',
    kind: 'section7',
    state: 'ordered',
    requestedSatang: 100_000n,
    heldSatang: 0n,
    reservedSatang: ['no_funds', 'refused', 'released'].includes(change.state ?? 'ordered') ? 0n : 100_000n,
    expiresAt: LATER,
    orderedAt: AT,
    section7From: AT,
    noticeReference: newId(),
    appealSecret: 'synthetic-secret',
    appealSecretSha256: 'a'.repeat(64),
    ...change,
  };
}

/** Inserts a hold, and adds what it reserves to its stolen sum. */
export async function insertHold(manager: EntityManager, hold: Partial<HoldRow>): Promise<void> {
  await manager.transaction(async (inOne) => {
    const reserve = 'UPDATE stolen_sum SET reserved_satang = reserved_satang + $2 WHERE id = $1';
    await inOne.query(reserve, [hold.stolenSumId, String(hold.reservedSatang)]);
    await inOne.insert(HoldRow, hold);
  });
}

/** Inserts a freeze request of `officer-1` and returns its id. */
export async function seedFreezeRequest(
  manager: EntityManager,
  caseId: string,
  change: Partial<FreezeRequestRow> = {},
): Promise<string> {
  const rule = await manager.findOneByOrFail(RuleRowRow, { rulebook: 'th' });
  const id = newId();
  await manager.insert(FreezeRequestRow, {
    id,
    caseId,
    kind: 'aoc_suspension',
    institution: 'th-006',
    accountNo: '9000000002',
    state: 'requested',
    requestedBy: 'officer-1',
    requestedRole: 'aoc_officer',
    reason: 'synthetic',
    evidenceHash: 'c'.repeat(64),
    ruleRowId: rule.rowId,
    requestedAt: AT,
    remindAt: LATER,
    escalateAt: LATER,
    expiresAt: LATER,
    ...change,
  });
  return id;
}

/** Makes a decision on a freeze request. */
export function decisionOf(freezeRequestId: string, person: string, verdict: DecisionRow['verdict']): DecisionRow {
  return {
    id: newId(),
    freezeRequestId,
    person,
    name: person,
    role: 'aoc_supervisor',
    verdict,
    reason: 'synthetic',
    evidenceHash: 'c'.repeat(64),
    blastRadius: null,
    decidedAt: AT,
  };
}
