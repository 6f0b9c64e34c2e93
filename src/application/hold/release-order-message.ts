import type { ReleaseReason } from '../../domain/hold/hold.js';
import type { Rulebook } from '../../domain/rulebook/in-force.js';
import type { HolderFacts, HoldOrderRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { citeRules } from '../case/cite-rules.js';

/** A release order as it goes out; the shape is the institution protocol's. */
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
 * The release order in the words in which it goes out, whenever that is. `orders` are all of the
 * hold, oldest first; none follows a release.
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
