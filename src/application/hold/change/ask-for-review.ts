import { IsNull, Not } from 'typeorm';
import { restsOnInstitutions } from '../../../domain/hold/end/review-hold.js';
import { isRaising } from '../../../domain/hold/receipt-effect.js';
import { minSatang } from '../../../domain/money.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readOrdersToReplace } from '../order/extend-hold.js';
import type { OrderToIssue } from '../order/issue-orders.js';
import { orderInPlace } from '../order/reduce-hold.js';
import { standingNotices } from './rest-on-notice.js';

/**
 * Tells an institution that it owes a review of its own suspicion, once, by an order that replaces
 * the standing one and changes neither amount nor time. Only suspicions of institutions let the
 * hold stand, so that nobody else reviews it. Where an order for more is under way, its answer comes
 * first.
 */
export async function askForReview(
  work: CaseWork,
  hold: HoldRow,
  reviewOwed: NonNullable<OrderToIssue['reviewOwed']>,
): Promise<void> {
  const standingOn = (await standingNotices(work, hold.id)).map(({ rule }) => rule);
  if (hold.expiresAt <= work.now || !restsOnInstitutions({ ...hold, standingOn })) return;
  if (await work.manager.existsBy(HoldOrderRow, { holdId: hold.id, reviewOwedSince: Not(IsNull()) })) return;
  const { newest, standing } = await readOrdersToReplace(work, hold);
  if (isRaising(standing)) return;
  const held = hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
  await orderInPlace(work, hold, newest, standing, {
    requestedSatang: minSatang(held, standing.requestedSatang),
    watchesCredits: standing.watchesCredits,
    raise: null,
    reviewOwed,
  });
}
