import { numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';

/** What an officer says of the cases of a suggested ring. */
export const RING_OPINIONS = ['together', 'apart'] as const;
export type RingOpinion = (typeof RING_OPINIONS)[number];

/** What two opinions, neither of which knew the other, come to. Only `leads` is shown as a ring. */
export const RING_OUTCOMES = ['leads', 'disputed', 'apart'] as const;
export type RingOutcome = (typeof RING_OUTCOMES)[number];

/** Returns what two opinions on the same cases come to: a ring leads where both say so, and else it does not. */
export function ringOutcome(first: RingOpinion, second: RingOpinion): RingOutcome {
  if (first !== second) return 'disputed';
  return first === 'together' ? 'leads' : 'apart';
}

/** The newest opinions on one set of cases. */
export interface RingSoFar {
  /** Who gave the first opinion. */
  firstBy: string;
  /** What both came to, and when the second was given; null: there is one opinion. */
  decided: { outcome: RingOutcome; atMs: number } | null;
  isUndone: boolean;
}

/** Where a set of cases stands. `aged`: it led, and is so old that officers have to look again. */
export type RingState = 'awaits_second' | RingOutcome | 'undone' | 'aged';

/**
 * Returns where a set of cases stands at `nowMs`. A ring leads for the time of P-ADVICE
 * (`ringLeadsMs`): gangs change telephones and people, so what bound the cases may be another's by then.
 */
export function ringState({ decided, isUndone }: RingSoFar, row: RuleRow, nowMs: number): RingState {
  if (decided === null) return 'awaits_second';
  if (isUndone) return 'undone';
  const isOld = nowMs >= decided.atMs + numberParameter(row, 'ringLeadsMs');
  return decided.outcome === 'leads' && isOld ? 'aged' : decided.outcome;
}

/** Which opinion a person may give on a set of cases now, or why none. */
export type NextOpinion = 'first' | 'second' | 'own_awaits' | 'leads_already';

/**
 * Returns which opinion a person may give. Whoever gave the first waits for another person's; where a
 * ring leads there is nothing to say until it is undone or aged; everything else may be looked at
 * again, as a new first opinion.
 */
export function nextOpinion(
  soFar: RingSoFar | null,
  { person, row, nowMs }: { person: string; row: RuleRow; nowMs: number },
): NextOpinion {
  if (soFar === null) return 'first';
  const state = ringState(soFar, row, nowMs);
  if (state === 'awaits_second') return soFar.firstBy === person ? 'own_awaits' : 'second';
  return state === 'leads' ? 'leads_already' : 'first';
}
