import { setTimeout as sleep } from 'node:timers/promises';
import type { Targets } from '../act/targets.js';

/** A time in which Temporal stood still, epoch ms. */
export interface Standstill {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Lets Temporal stand still for so long, and go on also when the waiting is cut short. */
export async function standStill(targets: Targets, forMs: number): Promise<Standstill> {
  const goOn = targets.freeze('temporal');
  const fromMs = Date.now();
  try {
    await sleep(forMs);
  } finally {
    goOn();
  }
  return { fromMs, untilMs: Date.now() };
}
