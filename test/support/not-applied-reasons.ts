import type { NotAppliedReason } from '../../src/domain/hold/receipt-effect.js';

/** Why a receipt is not applied: one too many or too few does not compile. */
export const NOT_APPLIED_REASONS = {
  PENDING: 0,
  DUPLICATE: 0,
  SUPERSEDED: 0,
  HOLD_ENDED: 0,
  RELEASE_ORDERED: 0,
  MORE_THAN_REQUESTED: 0,
  INCONSISTENT: 0,
  RAISE_REFUSED: 0,
  REFUSED_UNEXPLAINED: 0,
  TAKES_OVER: 0,
  SAME_NUMBER: 0,
  OTHER_HOLD: 0,
  NOT_WHAT_WAS_HELD: 0,
} satisfies Record<NotAppliedReason, 0>;
