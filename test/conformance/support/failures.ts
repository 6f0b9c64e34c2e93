import type { Outcome } from '../../../tools/conformance/run.js';

/** Returns the ids of the checks that failed, each with what was seen. */
export function failures(outcomes: readonly Outcome[]): Record<string, string> {
  const failed = outcomes.filter(({ verdict }) => verdict === 'failed');
  return Object.fromEntries(failed.map(({ check, seen }) => [check.id, seen]));
}
