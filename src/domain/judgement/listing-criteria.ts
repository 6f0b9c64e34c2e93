import { flagParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';

/**
 * Returns whether the centre had published criteria for listing while a row of LIST-42 was in
 * force. Section 8/5(6) lets it list by its published criteria only.
 */
export function hasListingCriteria(row: RuleRow): boolean {
  return flagParameter(row, 'criteriaPublished');
}
