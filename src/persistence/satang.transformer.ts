import type { ValueTransformer } from 'typeorm';

/**
 * Turns `bigint` columns into JS bigints. The driver returns 64-bit integers as text, because a JS
 * number would lose satang.
 */
export const satangTransformer: ValueTransformer = {
  from: (text: string | null): bigint | null => (text === null ? null : BigInt(text)),
  // A query condition also passes through here, and it may be absent.
  to: (amount: bigint | null | undefined): string | null | undefined =>
    typeof amount === 'bigint' ? amount.toString() : amount,
};
