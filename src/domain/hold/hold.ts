import type { Satang } from '../money.js';

/** The power that a hold rests on. */
export const HOLD_KINDS = [
  'section6',
  'section7',
  'aoc_suspension',
  'continue_order',
  'whole_account',
  'break_glass',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/**
 * The paragraph of section 6 of a suspicion: an institution's own (1), or an officer's notice (2).
 */
export type NoticeRule = 'BANK-6A' | 'OFF-6B';

export const HOLD_STATES = [
  'ordered',
  'unconfirmed',
  'held',
  'partly_held',
  'no_funds',
  'refused',
  'release_ordered',
  'released',
  'seized',
] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/**
 * States in which an institution has said that it suspends money, and nobody has ordered a
 * release.
 */
export const HOLDING_STATES: readonly HoldState[] = ['held', 'partly_held'];

/**
 * States in which an institution still suspends money on a hold of ours: until it has said that it
 * let go.
 */
export const STILL_HELD_STATES: readonly HoldState[] = [...HOLDING_STATES, 'release_ordered'];

/** States in which money is suspended, on a hold of ours or as seized under another power. */
export const MONEY_HELD_STATES: readonly HoldState[] = [...STILL_HELD_STATES, 'seized'];

/**
 * States in which a hold is over because its institution answered that nothing is held: it found none, or refused. A later
 * word of it that it holds by the same order after all counts for a new hold (`isHeldAfterAllSql`).
 */
export const ANSWERED_NOTHING_STATES: readonly HoldState[] = ['no_funds', 'refused'];

/** States in which a hold is over and takes up no money. */
export const EMPTY_HOLD_STATES: readonly HoldState[] = [...ANSWERED_NOTHING_STATES, 'released'];

/** States in which a hold is over for good; a seized one keeps its money under another power. */
export const ENDED_HOLD_STATES: readonly HoldState[] = [...EMPTY_HOLD_STATES, 'seized'];

/**
 * States in which money may be suspended at the institution and no release has been ordered: the
 * duty to release runs.
 */
export const LIVE_HOLD_STATES: readonly HoldState[] = ['ordered', 'unconfirmed', ...HOLDING_STATES];

/** Returns whether there is a release of a hold that its holder can be told of (P-TELL). */
export function mayBeToldOfRelease({ state }: { state: HoldState }): boolean {
  return state === 'release_ordered' || state === 'released';
}

/** What an account is whose business it is to pass on money of others. */
export const PASSES_ON = ['payment_agent', 'acquirer', 'pooled_wallet', 'utility'] as const;
export type PassesOn = (typeof PASSES_ON)[number];

/** An authority by whose order an institution keeps money that the centre ordered it to hold. */
export const AUTHORITIES = ['court', 'amlo', 'police', 'other'] as const;
export type Authority = (typeof AUTHORITIES)[number];

export const RECEIPT_RESULTS = [
  'HELD_FULL',
  'HELD_PARTIAL',
  'NO_FUNDS',
  'HELD_BEFORE',
  'ACCOUNT_CLOSED',
  'NOT_FOUND',
  'REFUSED_LEGAL',
  'PENDING',
] as const;
export type ReceiptResult = (typeof RECEIPT_RESULTS)[number];

export const RELEASE_REASONS = [
  'EXPIRED',
  'DEBIT_DENIED',
  'DEBIT_NOT_CONFIRMED',
  'WITHDRAWN',
  'CORRECTED',
  'OFFICER_RELEASE',
  'REQUEST_NOT_CONFIRMED',
  'UNRELATED',
  'COURT_VOIDED',
  'APPEAL_UPHELD',
  'SUSPICION_UNFOUNDED',
  'SUSPICION_LIFTED',
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

/** The facts of a hold that decisions need. */
export interface HoldFacts {
  state: HoldState;
  kind: HoldKind;
  requestedSatang: Satang;
  heldSatang: Satang;
  reservedSatang: Satang;
  /** What another authority keeps beside what is held, and which; absent and null: nothing. */
  seizedSatang?: Satang;
  seizedBy?: Authority | null;
  expiresAt: Date;
}

/**
 * A hold, as far as it says what is held and what was let go; `heldSatang` as it was said last.
 */
interface HeldAndLetGo {
  state: HoldState;
  heldSatang: Satang;
  /** Let go by orders for less, while the hold went on. */
  letGoSatang: Satang;
}

/** Returns what is suspended by a hold now; 0 when it is over. */
export function heldNow({ state, heldSatang }: Pick<HeldAndLetGo, 'state' | 'heldSatang'>): Satang {
  return MONEY_HELD_STATES.includes(state) ? heldSatang : 0n;
}

/** Returns what was let go of a hold, in part while it went on and as a whole at its end. */
export function letGoOfHold({ state, heldSatang, letGoSatang }: HeldAndLetGo): Satang {
  return state === 'released' ? letGoSatang + heldSatang : letGoSatang;
}

/**
 * Returns what an order lets go of what is held: the institution is to keep no more than it asks.
 */
export function letGoByOrder(heldSatang: Satang, orderedSatang: Satang): Satang {
  return heldSatang > orderedSatang ? heldSatang - orderedSatang : 0n;
}
