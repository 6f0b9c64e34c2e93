import type { ReleaseReason } from '../../../domain/hold/hold.js';
import type { Rulebook } from '../../../domain/rulebook/in-force.js';
import type { HolderFacts, HoldOrderRow, ReleaseOrderRow } from '../../../persistence/entities/money/hold.entities.js';
import { citeRules } from '../../case/work/cite-rules.js';

/** The body of a release order, in the shape of the institution protocol. */
export interface ReleaseOrderMessage {
  releaseOrderId: string;
  holdId: string;
  orderIds: string[];
  reason: ReleaseReason;
  legalBasis: { ruleId: string; section: string; instrument: string }[];
  issuedAt: string;
  holderNotice?: HolderFacts;
}

/**
 * Returns the body of a release order, the same each time it is sent. `orders` are all orders of
 * the hold, oldest first; none is issued after a release.
 */
export function releaseOrderMessage(
  rulebook: Rulebook,
  release: ReleaseOrderRow,
  orders: readonly HoldOrderRow[],
): ReleaseOrderMessage {
  return {
    releaseOrderId: release.id,
    holdId: release.holdId,
    orderIds: orders.map((order) => order.id),
    reason: release.reason,
    legalBasis: citeRules(rulebook, release.legalBasis),
    issuedAt: release.orderedAt.toISOString(),
    ...(release.holderNotice === null ? {} : { holderNotice: release.holderNotice }),
  };
}
