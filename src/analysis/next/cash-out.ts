import { type MinutesLeft, type WayOut, WAYS_OUT } from '../../domain/advice/way-out.js';
import type { Transfer } from '../observed.js';

/** The version of this way to say how and when money leaves an account. */
export const CASH_OUT_MODEL = 'cash-out-1';

/** Money of an earlier trail that came to an account and left it again. */
export interface Leaving {
  waitedMs: number;
  by: WayOut;
}

/** How money that lies in an account is likely to leave it. */
export interface CashOut {
  /** The likeliest first; adds up to 1. */
  ways: readonly { by: WayOut; share: number }[];
  /** Of money that lay as long; null where too little did. */
  minutesLeft: MinutesLeft | null;
  /** How many earlier trails it rests on. */
  seen: number;
}

/** With fewer earlier trails nothing is said. */
export const LEAST_SEEN = 20;
/** Returns by what a payment leaves the account that it is made from. */
export function wayOut({ to, rail }: Pick<Transfer, 'to' | 'rail'>): WayOut {
  if (rail === 'cash' || rail === 'crypto') return rail;
  if (rail === 'qr' || rail === 'card') return 'shop';
  return to === null ? 'other' : 'account';
}

/**
 * Says how money that lay in an account for `lainMs` is likely to leave it, and in how many minutes, by
 * how money of earlier trails left. The ways are those of all trails: to count the hop and the
 * account's own trails was measured and is no better. Null while fewer than `LEAST_SEEN` are known.
 */
export function forecastCashOut(lainMs: number, leavings: readonly Leaving[]): CashOut | null {
  if (leavings.length < LEAST_SEEN) return null;
  // As if each way had been taken once more, so that none is impossible.
  const count = (by: WayOut) => leavings.filter((one) => one.by === by).length + 1;
  const ways = WAYS_OUT.map((by) => ({ by, share: count(by) / (leavings.length + WAYS_OUT.length) }));
  ways.sort((a, b) => b.share - a.share);
  return { ways, minutesLeft: minutesLeft(leavings, lainMs), seen: leavings.length };
}

/** Of money that lay for longer than this: after how many more minutes a tenth, half and nine tenths had left. */
function minutesLeft(leavings: readonly Leaving[], lainMs: number): MinutesLeft | null {
  const later = leavings.flatMap(({ waitedMs }) => (waitedMs > lainMs ? [(waitedMs - lainMs) / 60_000] : []));
  if (later.length < LEAST_SEEN) return null;
  later.sort((a, b) => a - b);
  const at = (share: number) => later[Math.floor(share * later.length)] ?? 0;
  return { tenth: at(0.1), half: at(0.5), nineTenths: at(0.9) };
}
