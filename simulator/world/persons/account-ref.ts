/**
 * Who or what stands behind an account, by a reference that names nobody: `person` is whom AMLO has
 * listed, `sim` the registered owner of the account's SIM (NBTC), `device` the telephone that an
 * institution saw, `wallet` the digital-asset account of the holder (SEC).
 */
export interface AccountRef {
  account: string;
  kind: 'person' | 'sim' | 'device' | 'wallet';
  ref: string;
  /** When an answer can name it, in epoch milliseconds. */
  knownAt: number;
}
