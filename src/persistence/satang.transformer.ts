import type { ValueTransformer } from 'typeorm';

/**
 * `bigint` columns as JS bigint: the driver hands 64-bit integers over as text, because a JS number
 * would lose satang.
 */
export const satangTransformer: ValueTransformer = {
  from: (text: string | null): bigint | null => (text === null ? null : BigInt(text)),
  // A query condition passes through here as well and may be absent.
  to: (amount: bigint | null | undefined): string | null | undefined =>
    typeof amount === 'bigint' ? amount.toString() : amount,
};
