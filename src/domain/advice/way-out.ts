/**
 * By what money leaves an account: to another account, as cash, to a digital-asset operator or a
 * wallet, to a shop, or otherwise. Only to another account can it be followed for sure.
 */
export const WAYS_OUT = ['account', 'cash', 'crypto', 'shop', 'other'] as const;
export type WayOut = (typeof WAYS_OUT)[number];

/** In how many minutes from now a tenth, half and nine tenths of the money that leaves has left. */
export interface MinutesLeft {
  tenth: number;
  half: number;
  nineTenths: number;
}
