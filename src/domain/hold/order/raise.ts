import type { RuleId, RuleRow } from '../../rulebook/row.js';

/**
 * Why an order asks for more than is held: a credit came later, or a part that was let go by
 * mistake is to be held again, as a person decided; or another hold there, which may have had the
 * rest of the part, has ended, or there is room for it now (`rest`): the power of the hold orders that, and
 * nobody decides anew.
 */
export type RaiseKind = 'catch' | 'reinstatement' | 'rest';

/** The row that an order which raises a hold cites beside its power. */
export const RAISE_RULE: Readonly<Record<Exclude<RaiseKind, 'rest'>, RuleId>> = {
  catch: 'P-RESID',
  reinstatement: 'P-BACK',
};

/** An order, as far as it says whether it raises its hold. */
export interface MayRaise {
  /** The approved request by which it asks for more than is held, or null. */
  raiseRequestId: string | null;
  /** It asks for the rest of its part, which another hold may have had, or for which there was no room. */
  asksRest: boolean;
}

/** Returns whether an order asks for more than is held. */
export function isRaise({ raiseRequestId, asksRest }: MayRaise): boolean {
  return raiseRequestId !== null || asksRest;
}

/** Returns why an order raises its hold, by the rows that it cites; null when it does not. */
export function raiseOf(
  order: MayRaise & { legalBasis: readonly string[] },
  rulebook: readonly RuleRow[],
): RaiseKind | null {
  if (order.asksRest) return 'rest';
  if (order.raiseRequestId === null) return null;
  const isCited = (kind: keyof typeof RAISE_RULE) =>
    rulebook.some(({ ruleId, rowId }) => ruleId === RAISE_RULE[kind] && order.legalBasis.includes(rowId));
  return isCited('reinstatement') ? 'reinstatement' : 'catch';
}
