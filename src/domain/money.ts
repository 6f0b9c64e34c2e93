/** An amount in whole satang (100 satang = 1 baht), the only unit of money in the domain. */
export type Satang = bigint;

/**
 * Satang as a decimal string, in every payload, body and history, because bigint does not
 * serialise.
 */
export type SatangString = string;

/** Returns the smaller of two amounts. */
export function minSatang(a: Satang, b: Satang): Satang {
  return a < b ? a : b;
}

/** Returns the larger of two amounts. */
export function maxSatang(a: Satang, b: Satang): Satang {
  return a > b ? a : b;
}

/** Returns the sum of amounts, 0 for none. */
export function sumSatang(amounts: Iterable<Satang>): Satang {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** Formats an amount in baht for people: `12345678n` is `123,456.78`. */
export function formatBaht(amount: Satang): string {
  const sign = amount < 0n ? '-' : '';
  const absolute = amount < 0n ? -amount : amount;
  const baht = (absolute / 100n).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${baht}.${(absolute % 100n).toString().padStart(2, '0')}`;
}
