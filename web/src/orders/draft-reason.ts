import type { FindingsView } from '../api/schema.js';

/** The rule of a suspension by the centre, whose findings a request rests on. */
export const SUSPENSION = 'AOC-85B';

/**
 * Drafts the reason of a request from the findings on its accounts, named as `institution:masked`;
 * empty while there are none. The person edits it, or says that it is the own one.
 */
export function draftReason(
  findings: FindingsView['findings'] | undefined,
  accounts: readonly string[],
  language: 'th' | 'en',
): string {
  const met = (findings ?? []).filter(
    ({ ruleId, outcome, subject }) => ruleId === SUSPENSION && outcome === 'met' && accounts.includes(subject),
  );
  return [...new Set(met.flatMap(({ reasons }) => reasons.map((reason) => reason[language])))].join('\n');
}
