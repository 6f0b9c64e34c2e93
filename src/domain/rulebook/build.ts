import { bangkokDate } from '../calendar/bangkok-day.js';
import { DEMO_TIMES } from './demo-times.js';
import type { RuleRow } from './row.js';
import type { RuleDraft } from './rows/draft.js';
import { POLICY_ROWS } from './rows/policy.js';
import { STATUTE_ROWS } from './rows/statute.js';

/**
 * `th` is law and policy as they stand; `demo` has the same rows with times in seconds, never for
 * real cases.
 */
export const RULEBOOK_NAMES = ['th', 'demo'] as const;
export type RulebookName = (typeof RULEBOOK_NAMES)[number];

/** Returns all rows of a rulebook with their ids; the same name always gives the same rows. */
export function buildRulebook(name: RulebookName): RuleRow[] {
  return [...STATUTE_ROWS, ...POLICY_ROWS].map((draft) => {
    const timed = name === 'demo' ? withDemoTimes(draft) : draft;
    return { ...timed, rulebook: name, rowId: `${name}/${draft.ruleId}/${bangkokDate(draft.effectiveFrom)}` };
  });
}

function withDemoTimes(draft: RuleDraft): RuleDraft {
  const times = DEMO_TIMES[draft.ruleId];
  if (times === undefined) return draft;
  return {
    ...draft,
    deadlineMs: times.deadlineMs ?? draft.deadlineMs,
    parameters: { ...draft.parameters, ...times.parameters },
    source: `Demonstration: times shortened to seconds, without legal meaning. ${draft.source}`,
  };
}
