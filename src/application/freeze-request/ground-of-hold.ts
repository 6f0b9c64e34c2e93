import { In } from 'typeorm';
import { isGivenTooLate, section7GivesOrders } from '../../domain/hold/order/power-onward.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { ClaimRow } from '../../persistence/entities/money/ledger.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { complaintClocksAt } from '../hold/order/complaint-clock.js';
import { firstContinued } from './freeze-request.queries.js';
import { standingNoticesOf } from '../hold/change/rest-on-notice.js';

/** What of a transaction on a case a ground is read by. */
type Ground = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/** What lets the money of a hold be held. */
export interface GroundOfHold {
  isUpheld: boolean;
  restsOnNotice: boolean;
  isContinuedTooLate: boolean;
}

/** Reads whether the complaint or a notice still lets the money of each hold be held. Four statements at most. */
export async function groundsOf(work: Ground, holds: readonly HoldRow[]): Promise<(hold: HoldRow) => GroundOfHold> {
  const { manager, now } = work;
  const sums = [...new Set(holds.map(({ stolenSumId }) => stolenSumId))];
  const claimed = new Set(
    (await manager.findBy(ClaimRow, { stolenSumId: In(sums) }))
      .filter((claim) => isClaimed(work, claim))
      .map(({ stolenSumId }) => stolenSumId),
  );
  const clockOf = await complaintClocksAt(manager, [...claimed], now);
  const notices = await standingNoticesOf(
    work,
    holds.map(({ id }) => id),
  );
  const continued = holds.filter(({ kind }) => kind === 'continue_order').map(({ id }) => id);
  const continuedAt = continued.length === 0 ? new Map<string, Date>() : await firstContinued(manager, continued);
  const isContinuedTooLate = ({ id, stolenSumId }: HoldRow): boolean => {
    const issuedAt = continuedAt.get(id);
    return (
      issuedAt !== undefined &&
      claimed.has(stolenSumId) &&
      isGivenTooLate({ issuedAt }, clockOf(stolenSumId), work.rulebook)
    );
  };
  return (hold) => ({
    isUpheld: claimed.has(hold.stolenSumId) && section7GivesOrders(clockOf(hold.stolenSumId), work),
    restsOnNotice: (notices.get(hold.id) ?? []).length > 0,
    isContinuedTooLate: isContinuedTooLate(hold),
  });
}

/**
 * Returns whether a claim claims its money for a complaint; the claim of a withdrawn one ends a moment later.
 */
function isClaimed({ caseFile }: Ground, { caseId, endedAt }: ClaimRow): boolean {
  return endedAt === null && (caseId !== caseFile.id || caseFile.withdrawnAt === null);
}
