import { StartRefusal } from '../../embedded/refusal.js';
import { type Evaluation, evaluateLog } from './evaluate-log.js';
import type { FoundLog } from './read-logs.js';

/** What was measured, and what could not be. */
interface Evaluations {
  evaluations: Evaluation[];
  /** Logs that cannot be used, each with the reason in words. */
  leftOut: { log: string; because: string }[];
}

/** Measures each log. One that cannot be used is left out and told; it ends none of the others. */
export function evaluateLogs(found: readonly FoundLog[]): Evaluations {
  const evaluations: Evaluation[] = [];
  const leftOut: Evaluations['leftOut'] = [];
  for (const { place, read } of found) {
    try {
      evaluations.push(evaluateLog(read()));
    } catch (error) {
      if (!(error instanceof StartRefusal)) throw error;
      leftOut.push({ log: place, because: error.message });
    }
  }
  return { evaluations, leftOut };
}
