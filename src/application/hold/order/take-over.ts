import type { HoldState } from '../../../domain/hold/hold.js';
import type { HoldReceiptMessage } from '../../../domain/hold/messages.js';
import {
  type MoneyHeldBefore,
  type OrderHeldBefore,
  ordersToTakeOver,
  takesOverOnce,
} from '../../../domain/hold/order/take-over.js';
import type { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { isHeldAfterAllSql } from '../../case/money/beside-hold-sql.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readOrdersToReplace } from './extend-hold.js';
import { orderInPlace } from './reduce-hold.js';

/** What a receipt means for holds that the centre has lost: which orders, and by which order. */
interface TakeOver {
  orderIds: readonly string[];
  when: 'now' | 'waits';
}

/**
 * Reads whether the orders that a receipt names beside its own (`heldBefore`) are to be taken over
 * (`ordersToTakeOver`), or an order that does so is not answered yet; undefined where neither is so,
 * or the hold itself is over by its time.
 */
export async function readTakeOver(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  answered: HoldOrderRow,
  { heldBefore = [] }: Pick<HoldReceiptMessage, 'heldBefore'>,
): Promise<TakeOver | undefined> {
  const when = takesOverOnce(orders, answered);
  // Whatever an earlier order is answered: the one that takes over says what is held.
  if (when === 'waits') return { orderIds: [], when };
  if (heldBefore.length === 0 || when === 'no_more' || hold.expiresAt <= work.now) return undefined;
  const known = await work.manager.query<
    { orderId: string; state: HoldState; money: MoneyHeldBefore; isHeldAfterAll: boolean }[]
  >(
    `SELECT o.id AS "orderId", h.state, ${isHeldAfterAllSql('h')} AS "isHeldAfterAll",
            CASE WHEN h.trail_link_id = $2 THEN 'of_part'
                 WHEN h.stolen_sum_id <> $3 AND s.reserved_satang = 0
                  AND (t.from_institution, t.reference) = (own.from_institution, own.reference) THEN 'of_rival'
                 ELSE 'other' END AS money
       FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN stolen_sum s ON s.id = h.stolen_sum_id
       JOIN transfer t ON t.id = s.transfer_id JOIN stolen_sum of ON of.id = $3 JOIN transfer own ON own.id = of.transfer_id
      WHERE o.id = ANY ($1)`,
    [heldBefore, hold.trailLinkId, hold.stolenSumId],
  );
  const named = [...new Set(heldBefore)].map((orderId): OrderHeldBefore => {
    const order = known.find((row) => row.orderId === orderId);
    return { orderId, onRecord: order ?? null };
  });
  const orderIds = ordersToTakeOver(named);
  return orderIds.length === 0 ? undefined : { orderIds, when };
}

/**
 * Orders that a hold takes the place of lost ones, by an order that changes neither amount nor
 * time. Its answer says what is held, and until then all of it stays reserved.
 */
export async function orderTakeOver(work: CaseWork, hold: HoldRow, lostOrderIds: readonly string[]): Promise<void> {
  const { newest, standing } = await readOrdersToReplace(work, hold);
  const order = await orderInPlace(work, hold, newest, standing, {
    requestedSatang: standing.requestedSatang,
    watchesCredits: standing.watchesCredits,
    raise: null,
    takesOver: lostOrderIds,
  });
  work.audit('hold.takes_over', { holdId: hold.id, orderId: order.id, lostOrderIds });
}
