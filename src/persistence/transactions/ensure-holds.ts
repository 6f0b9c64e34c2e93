import { LIVE_HOLD_STATES, type ReleaseReason } from '../../domain/hold/hold.js';
import type { CaseFacts } from '../../domain/judgement/facts.js';
import { mayOrderSection7 } from '../../domain/judgement/judge.js';
import { ClaimRow } from '../entities/trail.entities.js';
import type { StolenSumRow } from '../entities/trail.entities.js';
import type { CaseWork } from './case-work.js';
import { debitVerdict } from './debit-verdict.js';
import { confirmationOf, type LoadedCase, rootOf } from './load-case.js';
import { extendHold, orderHold } from './order-hold.js';
import { orderRelease } from './order-release.js';

/**
 * Brings the holds of a case in line with what is known now: a denied debit and the end of the last claim release, a confirmed debit and an officer's
 * OFF-7C act extend, a receiver that became known or a confirmation that lifts the reporter's limit is ordered.
 */
export async function ensureHolds(work: CaseWork, loaded: LoadedCase, facts: CaseFacts): Promise<void> {
  if (work.caseFile.withdrawnAt !== null) await endClaims(work, loaded);
  for (const sum of loaded.sums) {
    const reason = await releaseReason(work, loaded, sum);
    if (reason !== null) await releaseAll(work, loaded, sum, reason);
    else await orderAndExtend(work, loaded, sum, facts);
  }
}

async function endClaims(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const claim of loaded.claims) {
    if (claim.endedAt !== null) continue;
    claim.endedAt = work.now;
    await work.manager.update(
      ClaimRow,
      { stolenSumId: claim.stolenSumId, caseId: claim.caseId },
      { endedAt: work.now },
    );
    work.audit('claim.ended', { stolenSumId: claim.stolenSumId });
  }
}

async function releaseReason(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow): Promise<ReleaseReason | null> {
  if (debitVerdict(confirmationOf(loaded, sum)) === 'denied') return 'DEBIT_DENIED';
  if (work.caseFile.withdrawnAt === null) return null;
  const [row]: { live: string }[] = await work.manager.query(
    'SELECT count(*) AS live FROM claim WHERE stolen_sum_id = $1 AND ended_at IS NULL',
    [sum.id],
  );
  return Number(row?.live ?? 0) === 0 ? 'WITHDRAWN' : null;
}

async function releaseAll(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, reason: ReleaseReason): Promise<void> {
  for (const hold of loaded.holds) {
    if (hold.stolenSumId === sum.id) await orderRelease(work, hold, reason);
  }
}

async function orderAndExtend(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, facts: CaseFacts): Promise<void> {
  const debitConfirmed = debitVerdict(confirmationOf(loaded, sum)) === 'confirmed';
  for (const hold of loaded.holds) {
    if (hold.stolenSumId !== sum.id || hold.kind !== 'section7' || !LIVE_HOLD_STATES.includes(hold.state)) continue;
    if (hold.expiresAt <= work.now) continue;
    await extendHold(work, hold, {
      kind: 'section7',
      debitConfirmed,
      until: null,
      freezeRequestId: null,
      seizureWarrantNo: null,
    });
  }
  const transfer = loaded.transfers.get(sum.transferId);
  const link = rootOf(loaded, sum);
  const everHeld = loaded.holds.some((hold) => hold.trailLinkId === link.id);
  if (everHeld || transfer?.toInstitution == null || transfer.toAccountNo === null) return;
  if (!mayOrderSection7(facts, transfer.id, work.rulebook, work.now).ok) return;
  const hold = await orderHold(work, {
    link,
    transfer,
    account: { institution: transfer.toInstitution, accountNo: transfer.toAccountNo },
    amountSatang: sum.amountSatang - sum.reservedSatang,
    kind: 'section7',
    debitConfirmed,
    freezeRequestId: null,
    until: null,
    seizureWarrantNo: null,
  });
  loaded.holds.push(hold);
}
