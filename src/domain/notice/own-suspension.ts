import { deadlineMs } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after } from '../time.js';

/**
 * When an institution's own suspension ends: when it says, else as late as its row (BANK-6A,
 * section 6 paragraph 1) lets it, counted from its finding. That what it says lies no later is
 * checked when the notice comes.
 */
export function ownSuspensionEnd(foundAt: Date, until: string | undefined, rule: RuleRow): Date {
  return until === undefined ? after(foundAt, deadlineMs(rule)) : new Date(until);
}
