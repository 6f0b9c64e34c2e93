import { sumSatang } from '../money.js';
import { MINUTE_MS } from '../time.js';

/** What of a case's money is at an account of its trail, in satang. */
export interface MoneyAtAccount {
  /** Key of the account (`accountKey`). */
  account: string;
  /** What arrived, has not gone on, and nobody suspends. */
  looseSatang: bigint;
  /** What holds suspend there. */
  heldSatang: bigint;
  /** When the latest of it arrived. */
  arrivedAt: Date;
}

export const LEAVING_BASES = ['moved', 'stood', 'arrived', 'none'] as const;
type LeavingBasis = (typeof LEAVING_BASES)[number];

/** How fast loose money leaves, and by what that is known. */
export interface Leaving {
  /** What is loose at live accounts. */
  looseSatang: bigint;
  /** At how many. */
  accounts: number;
  /** Satang that are taken to leave in a minute, for an order of cases; 0: nothing is loose. */
  perMinuteSatang: bigint;
  /**
   * `moved`: money of this trail stood so many minutes at an account before it went on (the median
   * of `moves` hops). `stood`: the newest of what is loose has stood so long already. `arrived`: it came
   * within the last two minutes, and nothing of this trail has moved. `none`: nothing is loose.
   */
  basis: LeavingBasis;
  minutes: number;
  moves: number;
  /** When it is different if nothing happens; null: never. */
  changesAt: Date | null;
}

const NOTHING: Leaving = {
  looseSatang: 0n,
  accounts: 0,
  perMinuteSatang: 0n,
  basis: 'none',
  minutes: 0,
  moves: 0,
  changesAt: null,
};

/**
 * Returns how fast the loose money of a case leaves: all of it within the time that money of this
 * trail stood before it went on. Money that has stood for longer than that leaves more slowly
 * still, so the time is at least what it has stood, counted in powers of two of a minute: the figure
 * changes as often as that doubles, and no clock moves it in between.
 */
export function leavingOf(money: readonly MoneyAtAccount[], waitsMs: readonly number[], now: Date): Leaving {
  const loose = money.filter(({ looseSatang }) => looseSatang > 0n);
  if (loose.length === 0) return NOTHING;
  const looseSatang = sumSatang(loose.map((each) => each.looseSatang));
  const newestMs = Math.max(...loose.map(({ arrivedAt }) => arrivedAt.getTime()));
  const stood = powerOfTwo((now.getTime() - newestMs) / MINUTE_MS);
  const usual = waitsMs.length === 0 ? 0 : Math.max(1, Math.round(median(waitsMs) / MINUTE_MS));
  const minutes = Math.max(stood, usual);
  return {
    looseSatang,
    accounts: loose.length,
    perMinuteSatang: looseSatang / BigInt(minutes),
    basis: usual >= stood ? 'moved' : stood < 2 ? 'arrived' : 'stood',
    minutes,
    moves: waitsMs.length,
    changesAt: new Date(newestMs + 2 * Math.max(stood, powerOfTwo(usual)) * MINUTE_MS),
  };
}

/**
 * Returns how much is said to leave in a minute; null: nothing is said. Only money of a trail that moved leaves as
 * it left before. What stands has its place among cases by that figure too, and nobody reads that it leaves.
 */
export function toldPerMinute({ basis, perMinuteSatang }: Pick<Leaving, 'basis' | 'perMinuteSatang'>): bigint | null {
  return basis === 'moved' ? perMinuteSatang : null;
}

/** The largest power of two that is at most a number of minutes; 1 below two. */
function powerOfTwo(minutes: number): number {
  return minutes < 2 ? 1 : 2 ** Math.floor(Math.log2(minutes));
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
