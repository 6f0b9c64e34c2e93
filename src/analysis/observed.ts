import type { Satang } from '../domain/money.js';

/** One payment that the centre may look at. */
export interface Transfer {
  id: string;
  /** The key of the account (`accountKey`); any stable text names an account here. */
  from: string;
  /** The same; null when the money left the accounts of the country (cash, a wallet abroad). */
  to: string | null;
  amountSatang: Satang;
  /** When the money moved, in epoch milliseconds. */
  at: number;
  /** How it moved: `promptpay`, `transfer`, `qr` (to a shop), `payroll`, `cash`, `crypto` and others. */
  rail: string;
}

/**
 * What agencies and institutions can say of an account, beside its transfers:
 * - `sim_owner_differs` (NBTC, by the institution): the SIM behind the account is not its holder's; 1, or 0 for the same.
 * - `hr03` (AMLO): 2 for HR-03-1, 1 for HR-03-2.
 * - `colour` (BOT): 5 black, 4 dark grey, 3 light grey, 2 dark brown, 1 light brown.
 * - `earlier_complaint` (CCIB): one accepted complaint that names the account; 1.
 * - `special_case` (DSI): one special case that names the account; 1.
 * - `flagged_wallet` (SEC): the account pays to or from a wallet that is flagged; 1.
 * - `account_opened` (the institution): when it was opened, in epoch milliseconds.
 */
export const FACT_KINDS = [
  'sim_owner_differs',
  'hr03',
  'colour',
  'earlier_complaint',
  'special_case',
  'flagged_wallet',
  'account_opened',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/**
 * The kinds that the centre's own record can have. The SEC speaks of wallets that a complaint names,
 * and nobody says which account pays to one.
 */
export const REPORTED_FACT_KINDS: readonly FactKind[] = FACT_KINDS.filter((kind) => kind !== 'flagged_wallet');

/** One thing that an agency or institution says of an account. */
export interface AgencyFact {
  /** The account (`accountKey`). */
  subject: string;
  kind: FactKind;
  value: number;
  /** When the centre can know it, in epoch milliseconds; never when it became true. */
  knownAt: number;
}

/** By what agencies and institutions name who or what stands behind an account. */
export const REF_KINDS = ['person', 'sim', 'device', 'wallet'] as const;
export type RefKind = (typeof REF_KINDS)[number];

/** The kinds that the centre's own record can have: nobody says which account belongs to a wallet. */
export const REPORTED_REF_KINDS: readonly RefKind[] = REF_KINDS.filter((kind) => kind !== 'wallet');

/**
 * Who or what stands behind an account, by a reference that names nobody: `person` is whom AMLO has
 * listed or who has a colour at the registry, `sim` the registered owner of the number behind the
 * account (NBTC), `device` a telephone that the institution saw, `wallet` the digital-asset wallet of
 * the holder, or one that the account paid. A person and the owner of a SIM have the same reference.
 */
export interface AccountRef {
  /** The account (`accountKey`). */
  account: string;
  kind: RefKind;
  ref: string;
  /** When the centre can know it, in epoch milliseconds. */
  knownAt: number;
}

/** Everything that an analysis may look at. Whoever calls it leaves out what it may not see. */
export interface Observed {
  /** In any order; those after the moment of the analysis count for nothing. */
  transfers: readonly Transfer[];
  facts: readonly AgencyFact[];
  /** Of accounts that reported trails reached, of any case. */
  refs: readonly AccountRef[];
}

/** The stolen money of one case: the transfers that its victims reported. */
export interface Trail {
  stolen: readonly Transfer[];
}

/** One sentence that says why, for an officer. */
export interface Reason {
  /** Stable, e.g. `HOP.TAINT`. */
  code: string;
  th: string;
  en: string;
}
