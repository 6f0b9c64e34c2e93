import { type MinutesLeft, type WayOut, WAYS_OUT } from '../../domain/advice/way-out.js';
import type { Transfer } from '../observed.js';

/** The version of this way to say how and when money leaves an account. */
export const CASH_OUT_MODEL = 'cash-out-1';

/** Money of an earlier trail that came to an account and left it again. */
export interface Leaving {
  account: string;
  /** Steps from the account that a victim paid. */
  hop: number;
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
/** The trails of all accounts count as so many of the hop, and those of the hop as so many of the account. */
const PRIOR = 4;

/** Returns by what a payment leaves the account that it is made from. */
export function wayOut({ to, rail }: Pick<Transfer, 'to' | 'rail'>): WayOut {
  if (rail === 'cash' || rail === 'crypto') return rail;
  if (rail === 'qr' || rail === 'card') return 'shop';
  return to === null ? 'other' : 'account';
}

/**
 * Says how the money that came to an account `lainMs` ago is likely to leave it, and in how many
 * minutes, by how money of earlier trails left: this account's, then those of the same hop, then
 * all. Null while fewer than `LEAST_SEEN` are known.
 */
export function forecastCashOut(
  { account, hop, lainMs }: { account: string; hop: number; lainMs: number },
  leavings: readonly Leaving[],
): CashOut | null {
  if (leavings.length < LEAST_SEEN) return null;
  const all = sharesOf(leavings, () => 1 / WAYS_OUT.length);
  const ofHop = sharesOf(
    leavings.filter((one) => one.hop === hop),
    (by) => all.get(by) ?? 0,
  );
  const ofAccount = sharesOf(
    leavings.filter((one) => one.account === account),
    (by) => ofHop.get(by) ?? 0,
  );
  const ways = WAYS_OUT.map((by) => ({ by, share: ofAccount.get(by) ?? 0 })).sort((a, b) => b.share - a.share);
  return { ways, minutesLeft: minutesLeft(leavings, lainMs), seen: leavings.length };
}

/** Returns the share of each way, as if `PRIOR` more had left by the shares that are expected. */
function sharesOf(leavings: readonly Leaving[], expected: (by: WayOut) => number): Map<WayOut, number> {
  const count = (by: WayOut) => leavings.filter((one) => one.by === by).length;
  return new Map(WAYS_OUT.map((by) => [by, (count(by) + PRIOR * expected(by)) / (leavings.length + PRIOR)]));
}

/** Of money that lay for longer than this: after how many more minutes a tenth, half and nine tenths had left. */
function minutesLeft(leavings: readonly Leaving[], lainMs: number): MinutesLeft | null {
  const later = leavings.flatMap(({ waitedMs }) => (waitedMs > lainMs ? [(waitedMs - lainMs) / 60_000] : []));
  if (later.length < LEAST_SEEN) return null;
  later.sort((a, b) => a - b);
  const at = (share: number) => later[Math.floor(share * later.length)] ?? 0;
  return { tenth: at(0.1), half: at(0.5), nineTenths: at(0.9) };
}
