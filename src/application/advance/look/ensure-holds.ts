import { complaintWorkflowId } from '../../../contract/ids.js';
import { decideSum } from '../../../domain/case/sum/decide-sum.js';
import type { OpenRest } from '../../../domain/case/sum/rests.js';
import type { CaseFacts } from '../../../domain/judgement/facts.js';
import { speaksForCustomer } from '../../../domain/notice/take-back.js';
import { believedAccounts } from '../../../domain/judgement/reason-to-believe.js';
import type { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { decideLater } from '../../../domain/asking.js';
import { holdsOf, isOwnClaim, type LoadedCase } from '../../case/work/load-case.js';
import { claimCover } from '../../debit/claim-cover.js';
import { signalOtherClaimants } from '../../debit/name-receiver.js';
import { reportsOfSums } from '../../hold/order/complaint-clock.js';
import { orderHoldsOfNotices } from '../../notice/order-holds-of-notice.js';
import { settleRests } from './settle-rests.js';
import { sumDesk } from './sum-desk.js';
import { sumOnRecord } from './sum-on-record.js';

/**
 * Brings the holds of a case in line with what is known now: each sum as `decideSum` says. `isNoticed`: a
 * notice of suspicion may reach its money.
 */
export async function ensureHolds(
  work: CaseWork,
  loaded: LoadedCase,
  facts: CaseFacts,
  isNoticed: boolean,
): Promise<void> {
  if (work.caseFile.withdrawnAt !== null) await endClaims(work, loaded);
  if (isNoticed && (await orderHoldsOfNotices(work)).length > 0)
    loaded.holds = await holdsOf(work.manager, loaded.sums);
  const believed = believedAccounts(facts, work);
  const leftOpen: OpenRest<HoldRow>[] = [];
  for (const sum of loaded.sums) {
    const asked = { work, loaded, sum, onRecord: sumOnRecord(work, loaded, sum, facts), believed };
    leftOpen.push(...(await decideLater(decideSum(asked.onRecord, work), sumDesk(asked))));
  }
  await settleRests(work, loaded, leftOpen);
}

/**
 * Claims the sums whose holds cover money of this case, since a receiver or an order is known. Where it
 * did, the case has holds and sums that were not read: the caller reads it again.
 */
export async function claimCovers(work: CaseWork, loaded: LoadedCase): Promise<boolean> {
  if (work.caseFile.withdrawnAt !== null) return false;
  const before = loaded.claims.length;
  const claimed = new Set(loaded.claims.map(({ stolenSumId }) => stolenSumId));
  for (const claim of loaded.contested.values()) {
    if (!isOwnClaim(loaded, claim.own)) continue;
    for (const row of await claimCover(work, claim, claimed)) claimed.add(row.stolenSumId);
  }
  return claimed.size > before;
}

/** Ends the claims of a withdrawn complaint, each with an audit event. */
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
    await endBanksNotices(work, loaded, claim.stolenSumId);
    work.complaints.end(claim.stolenSumId, [work.caseFile.id], work.now);
    const sum = loaded.sums.find(({ id }) => id === claim.stolenSumId);
    if (sum !== undefined) await signalOtherClaimants(work, sum.transferId, work.caseFile.id);
  }
}

/**
 * Ends what the victim told his own bank of a sum (section 7), once the last complaint about it is
 * withdrawn by whom is known as the holder: who withdraws the complaint upholds no notice of the same account.
 */
async function endBanksNotices(work: CaseWork, loaded: LoadedCase, stolenSumId: string): Promise<void> {
  if (loaded.upheldByOthers.has(stolenSumId)) return;
  const said = (await reportsOfSums(work, [stolenSumId])).get(stolenSumId);
  if (!speaksForCustomer(said?.standings.get(work.caseFile.id) ?? 'unknown')) return;
  const { victimInstitution, victimAccountNo } = work.caseFile;
  const [rows] = await work.manager.query<[{ caseId: string }[], number]>(
    `UPDATE claim SET ended_at = $4 FROM case_file f
      WHERE claim.stolen_sum_id = $1 AND claim.ended_at IS NULL AND f.id = claim.case_id AND f.told_bank_at IS NOT NULL
        AND (f.victim_institution, f.victim_account_no) = ($2, $3) RETURNING claim.case_id AS "caseId"`,
    [stolenSumId, victimInstitution, victimAccountNo, work.now],
  );
  work.complaints.end(
    stolenSumId,
    rows.map(({ caseId }) => caseId),
    work.now,
  );
  loaded.toldBankByOthers.delete(stolenSumId);
  for (const { caseId } of rows) {
    work.audit('claim.ended', { stolenSumId, ofCaseId: caseId });
    work.signal(complaintWorkflowId(caseId), 'look', 'complaintAdded', work.caseFile.id);
  }
}
