import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/domain/time.js';
import type { InformationSet } from './information-store.js';
import type { TraceLimits } from './law.js';

/** By what a policy makes holds ready in advance, and what that may look at. */
export interface Arming {
  by: 'frequency' | 'analysis';
  set: InformationSet;
}

/** How the centre works. Times are in milliseconds. */
export interface Policy {
  id: string;
  title: string;
  /**
   * `hops`: an institution's answer names the next accounts, and each waits for its order.
   * `trace`: one look across all institutions names every account at once.
   * `oracle`: the whole path is known when the victim calls.
   */
  mode: 'hops' | 'trace' | 'oracle';
  /** From the complaint to the first hold. */
  firstHoldMs: number;
  /** From an answer to the hold at the next account, or the time of the look. */
  hopMs: number;
  /** People who write orders one after the other, and how long each takes; null: nobody waits. */
  clerks: { count: number; handlingMs: number } | null;
  /** Which account of a look comes first, and the pause between two orders. */
  order: 'breadth' | 'taint' | 'analysis';
  orderMs: number;
  /** Holds made ready with each hold, approved by an officer after `armMs`. */
  arming: Arming | null;
  armMs: number;
  /** Until agencies have answered and two officers have decided, where section 7 gives no power. */
  evidenceMs: number;
  /** The analysis is asked about each account that is held: for the order in which holds are reviewed. */
  scoresHolds: boolean;
  /** Proposed limits of the money trail; those in force where there are none (P-TRACE). */
  trace: TraceLimits;
  /**
   * From this hop on an account is held only where the evidence about it gives reason to believe
   * (P-EV85B), also where section 7 reaches it, and the trail is followed all the same; null: as the
   * law has it.
   */
  evidenceFromHop: number | null;
}

const AUTOMATED: Omit<Policy, 'id' | 'title'> = {
  mode: 'hops',
  firstHoldMs: 5 * MINUTE_MS,
  hopMs: 30 * MINUTE_MS,
  clerks: null,
  order: 'breadth',
  orderMs: 30 * SECOND_MS,
  arming: null,
  armMs: 2 * MINUTE_MS,
  evidenceMs: 20 * MINUTE_MS,
  scoresHolds: false,
  trace: {},
  evidenceFromHop: null,
};

const TRACE: Omit<Policy, 'id' | 'title'> = { ...AUTOMATED, mode: 'trace', hopMs: 2 * MINUTE_MS };

/**
 * The policies of the main table. `hopMs` replaces the time from hop to hop of those that follow
 * the money hop by hop; the manual one keeps its own.
 */
export function policiesOf(hopMs: number = AUTOMATED.hopMs): readonly Policy[] {
  const hops = { ...AUTOMATED, hopMs };
  return [
    {
      ...AUTOMATED,
      id: 'manual',
      title: 'manual, first come first served (2024)',
      // Set on worlds that report nothing (9 to 16, 41 to 46), so that it holds what was held in
      // 2024 (`HELD_IN_2024`): .143 on their mean. The first bank answers after hours, the next by
      // letter after two days.
      firstHoldMs: 4 * HOUR_MS,
      hopMs: 48 * HOUR_MS,
      clerks: { count: 2, handlingMs: 31 * MINUTE_MS },
    },
    { ...hops, id: 'follow', title: 'automated, hop by hop' },
    { ...hops, id: 'follow+frequency', title: '+ frequency', arming: { by: 'frequency', set: 'reported' } },
    { ...hops, id: 'follow+analysis', title: '+ analysis', arming: { by: 'analysis', set: 'reported' } },
    { ...hops, id: 'follow+history', title: '+ frequency, all banks', arming: { by: 'frequency', set: 'history' } },
    { ...TRACE, id: 'trace', title: 'one live trace', scoresHolds: true },
    { ...TRACE, id: 'trace+taint', title: 'trace + taint order', order: 'taint' },
    {
      ...TRACE,
      id: 'trace+frequency',
      title: 'trace + taint order + frequency',
      order: 'taint',
      arming: { by: 'frequency', set: 'reported' },
    },
    {
      ...TRACE,
      id: 'trace+analysis',
      title: 'trace + analysis',
      order: 'analysis',
      arming: { by: 'analysis', set: 'reported' },
    },
    { ...AUTOMATED, id: 'oracle', title: 'oracle, same times', mode: 'oracle' },
    {
      ...AUTOMATED,
      id: 'oracle0',
      title: 'oracle, no time at all',
      mode: 'oracle',
      firstHoldMs: 0,
      evidenceMs: 0,
    },
  ];
}
