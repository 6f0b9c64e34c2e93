import { section7GivesOrders } from '../../domain/hold/order/power-onward.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { complaintClockAt } from '../hold/order/complaint-clock.js';
import { standingNotices } from '../hold/change/rest-on-notice.js';

/** What of a transaction on a case a ground is read by. */
type Ground = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/** Reads whether the complaint or a notice still lets the money of a hold be held. */
export async function groundOf(work: Ground, hold: HoldRow): Promise<{ isUpheld: boolean; restsOnNotice: boolean }> {
  const isUpheld =
    (await isClaimed(work, hold)) &&
    section7GivesOrders(await complaintClockAt(work.manager, hold.stolenSumId, work.now), work);
  return { isUpheld, restsOnNotice: (await standingNotices(work, hold.id)).length > 0 };
}

/**
 * Returns whether a complaint claims the money; the claim of a withdrawn one ends a moment later.
 */
async function isClaimed({ manager, caseFile }: Ground, { stolenSumId }: HoldRow): Promise<boolean> {
  const claims = await manager.findBy(ClaimRow, { stolenSumId });
  return claims.some(
    ({ caseId, endedAt }) => endedAt === null && (caseId !== caseFile.id || caseFile.withdrawnAt === null),
  );
}
