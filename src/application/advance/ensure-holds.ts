import { LIVE_HOLD_STATES, type ReleaseReason } from '../../domain/hold/hold.js';
import { section7GivesOrders } from '../../domain/hold/power-onward.js';
import type { CaseFacts } from '../../domain/judgement/facts.js';
import { mayOrderSection7 } from '../../domain/judgement/judge.js';
import type { HoldRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow, type StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { confirmationOf, holdsOf, type LoadedCase, rootOf } from '../case/load-case.js';
import { debitVerdict } from '../debit/debit-verdict.js';
import { complaintClock } from '../hold/complaint-clock.js';
import { extendHold } from '../hold/extend-hold.js';
import { orderHold } from '../hold/order-hold.js';
import { orderRelease } from '../hold/order-release.js';
import { standingSuspicions } from '../hold/rest-on-notice.js';
import { section7Extension, section7Until } from '../hold/section7-power.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import { carryOnByNotice, orderHoldsOfNotices } from '../notice/order-holds-of-notice.js';
import { orderWaiting } from '../trail/order-waiting.js';

/**
 * Brings the holds of a case in line with what is known now: a denied debit and the end of the last
 * claim release, a confirmed debit and an officer's OFF-7C act extend, a receiver that became known
 * or a confirmation that lifts the reporter's limit is ordered.
 */
export async function ensureHolds(work: CaseWork, loaded: LoadedCase, facts: CaseFacts): Promise<void> {
  if (work.caseFile.withdrawnAt !== null) await endClaims(work, loaded);
  if ((await orderHoldsOfNotices(work)).length > 0) loaded.holds = await holdsOf(work.manager, loaded.sums);
  for (const sum of loaded.sums) {
    const reason = await releaseReason(work, loaded, sum);
    if (reason !== null) await releaseAll(work, loaded, sum, reason);
    else {
      await orderAndExtend(work, loaded, sum, facts);
      await orderWaiting(work, loaded, sum);
    }
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
    if (hold.stolenSumId !== sum.id) continue;
    if (reason !== 'WITHDRAWN' || !(await goesOnByNotice(work, hold))) await orderRelease(work, hold, reason);
  }
}

/**
 * Who takes his complaint back takes nothing from a notice of section 6, which is a power of its
 * own: on it the hold goes on for its own seven days.
 */
async function goesOnByNotice(work: CaseWork, hold: HoldRow): Promise<boolean> {
  if (!LIVE_HOLD_STATES.includes(hold.state)) return false;
  const [suspicion] = await standingSuspicions(work, hold.id);
  if (suspicion === undefined) return false;
  if (hold.kind !== 'section6') await carryOnByNotice(work, hold, suspicion);
  return true;
}

async function orderAndExtend(work: CaseWork, loaded: LoadedCase, sum: StolenSumRow, facts: CaseFacts): Promise<void> {
  const debitConfirmed = debitVerdict(confirmationOf(loaded, sum)) === 'confirmed';
  // Who does not hold the account, or took his report back, moves no clock of another's hold.
  const mayOrder = mayOrderSection7(facts, sum.transferId, work.rulebook, work.now).ok;
  for (const hold of loaded.holds) {
    if (hold.stolenSumId !== sum.id || !LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt <= work.now) continue;
    // A hold of section 6 goes on by section 7 only where that lets it stand longer: a victim who
    // holds the account has complained to the police.
    const until = hold.kind === 'section6' ? await section7Until(work, hold, debitConfirmed) : null;
    const standsLonger = until !== null && until > hold.expiresAt;
    if (mayOrder && (hold.kind === 'section7' || standsLonger))
      await extendHold(work, hold, section7Extension(debitConfirmed));
  }
  const transfer = loaded.transfers.get(sum.transferId);
  const link = rootOf(loaded, sum);
  const everHeld = loaded.holds.some((hold) => hold.trailLinkId === link.id && wasTheVictims(work, hold));
  if (everHeld || transfer?.toInstitution == null || transfer.toAccountNo === null) return;
  if (!mayOrder || !section7GivesOrders(await complaintClock(work, sum.id), work)) return;
  const account = { institution: transfer.toInstitution, accountNo: transfer.toAccountNo };
  const amountSatang = await freeForOrder(work.manager, link, account);
  if (amountSatang <= 0n) return;
  const hold = await orderHold(work, {
    link,
    transfer,
    account,
    amountSatang,
    kind: 'section7',
    debitConfirmed,
    freezeRequestId: null,
    until: null,
    seizureWarrantNo: null,
  });
  loaded.holds.push(hold);
}

/**
 * Whether a hold is, or was, one of section 7, or would have been had there been none: one of
 * section 6 that was over before the victim reported was not his.
 */
function wasTheVictims(work: CaseWork, hold: HoldRow): boolean {
  return hold.kind !== 'section6' || hold.endedAt === null || hold.endedAt >= work.caseFile.openedAt;
}
