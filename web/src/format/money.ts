const withSatang = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const withoutSatang = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/**
 * Writes satang (a decimal string) as grouped baht, exactly. `exact` always shows two decimals, as
 * orders do; `short` leaves `.00` out.
 */
export function formatBaht(satang: string, form: 'exact' | 'short'): string {
  const digits = satang.padStart(3, '0');
  const [baht, rest] = [digits.slice(0, -2), digits.slice(-2)];
  if (form === 'short' && rest === '00') return withoutSatang.format(BigInt(baht));
  // A decimal string is formatted exactly, whatever its length.
  return withSatang.format(`${baht}.${rest}` as unknown as number);
}

/** Writes a count with its thousands grouped. */
export function formatCount(count: number): string {
  return withoutSatang.format(count);
}

/** Returns the form for a column: without satang when no amount in it has any. */
export function columnForm(satang: Iterable<string>): 'exact' | 'short' {
  for (const amount of satang) if (!amount.endsWith('00') && amount !== '0') return 'exact';
  return 'short';
}

/** Adds amounts in satang. */
export function sumSatang(amounts: Iterable<string>): string {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  return String(sum);
}

/** Returns what is left of an amount without a part of it; a part that is larger leaves nothing. */
export function leftOf(wholeSatang: string, partSatang: string): string {
  const left = BigInt(wholeSatang) - BigInt(partSatang);
  return left > 0n ? String(left) : '0';
}

/** Returns a part of a whole in 1,000ths, for drawing; 0 when the whole is 0. */
export function perMille(part: string, whole: string): number {
  const all = BigInt(whole);
  return all === 0n ? 0 : Number((BigInt(part) * 1_000n) / all);
}
