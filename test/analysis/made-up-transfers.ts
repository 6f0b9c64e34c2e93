import type { Transfer } from '../../src/analysis/observed.js';

/** Minutes after an arbitrary beginning, in epoch milliseconds. */
export const minute = (minutes: number): number => Date.UTC(2026, 0, 5) + minutes * 60_000;

let made = 0;

/** Makes a transfer of whole baht at a minute. */
export function pay(from: string, to: string, baht: number, atMinute: number): Transfer {
  made += 1;
  const at = minute(atMinute);
  return { id: `t${made}`, from, to, amountSatang: BigInt(Math.round(baht * 100)), at, rail: 'transfer' };
}
