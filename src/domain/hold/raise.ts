import type { RuleId, RuleRow } from '../rulebook/row.js';

/**
 * Why an order asks for more than is held: a credit came later, or a part that was let go by
 * mistake is to be held again.
 */
export type RaiseKind = 'catch' | 'reinstatement';

/** The row that an order which raises a hold cites beside its power. */
export const RAISE_RULE: Readonly<Record<RaiseKind, RuleId>> = { catch: 'P-RESID', reinstatement: 'P-BACK' };

/** Returns why an order raises its hold, by the rows that it cites; null when it does not. */
export function raiseOf(
  order: { raiseRequestId: string | null; legalBasis: readonly string[] },
  rulebook: readonly RuleRow[],
): RaiseKind | null {
  if (order.raiseRequestId === null) return null;
  const isCited = (kind: RaiseKind) =>
    rulebook.some(({ ruleId, rowId }) => ruleId === RAISE_RULE[kind] && order.legalBasis.includes(rowId));
  return isCited('reinstatement') ? 'reinstatement' : 'catch';
}
