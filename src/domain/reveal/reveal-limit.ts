import { ok, refuse, type Result } from '../result.js';
import { numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';

/**
 * Decides whether a person may have one more masked value revealed, after `count` in the last hour
 * (P-READ): who works on cases needs some, who needs hundreds copies them. Refusal: `REVEAL.TOO_MANY`.
 */
export function mayReveal(count: number, readRule: RuleRow): Result<null> {
  const most = numberParameter(readRule, 'revealsPerHour');
  return count < most
    ? ok(null)
    : refuse('REVEAL.TOO_MANY', `one person has ${most} values an hour revealed at most`, { most });
}
