import { copyName } from '../../embedded/begin/copies.js';
import { TARGETS, type Strikes, type Target } from '../crash/strike/plan.js';

/** How many copies of each process run. */
export const COPIES = 2;

const KINDS = ['api', 'worker', 'keeper'] as const;

/**
 * Returns what is restarted, in order: each copy of a process, then the next process, so that the
 * other copy always works. Throws when a copy is not among the targets.
 */
export function rollPlan(rounds: number): Target[] {
  const round = KINDS.flatMap((kind) => Array.from({ length: COPIES }, (_, index) => targetOf(copyName(kind, index))));
  return Array.from({ length: rounds }, () => round).flat();
}

/**
 * The kills of a system with two of each process: every process and server, and an API between a
 * request and its answer. One deck is ten kills.
 */
export const CLUSTER_STRIKES: Strikes = [
  ['api', 'request_committed'],
  ['api-2', 'request_sent'],
  ['api-2', 'at_once'],
  ['worker', 'at_once'],
  ['worker-2', 'before_decision'],
  ['keeper', 'at_once'],
  ['keeper-2', 'at_once'],
  ['temporal', 'at_once'],
  ['temporal-postgres', 'at_once'],
  ['postgres', 'at_once'],
];

function targetOf(name: string): Target {
  const target = TARGETS.find((known) => known === name);
  if (target === undefined) throw new Error(`${name} cannot be restarted`);
  return target;
}
