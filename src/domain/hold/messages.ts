import type { SatangString } from '../money.js';
import type { PromptPayKind } from '../identifiers/promptpay.js';
import type { Account } from '../party.js';
import type { Shield } from '../trail/next-hops.js';
import type { Authority, PassesOn, ReceiptResult } from './hold.js';

/** A PromptPay id; the account behind it may be unknown. */
export interface PromptPay {
  kind: PromptPayKind;
  value: string;
}

/** A later debit by which an institution explains what it could not hold. Times: RFC 3339 UTC. */
export interface OnwardMessage {
  transferRef: string;
  to: { account: Account } | { promptPay: PromptPay } | { offRail: string };
  amountSatang: SatangString;
  attributedSatang: SatangString;
  at: string;
  channel: string;
  /** Set when the debit paid a registered merchant, or a wage, by the institution's own books. */
  paidTo?: Shield | undefined;
}

/** What an institution found when it reviewed a hold on suspicions of institutions (section 6). */
export interface HoldReviewedMessage {
  holdId: string;
  result: 'STANDS' | 'LIFT';
  reason: string;
  /** RFC 3339, UTC. */
  at: string;
}

/** An institution's answer to a hold order. */
export interface HoldReceiptMessage {
  orderId: string;
  receiptSeq: number;
  result: ReceiptResult;
  heldAmountSatang: SatangString;
  holderNotifiedAt?: string | undefined;
  onward: readonly OnwardMessage[];
  /** Why a refused order holds nothing; absent: not said, or another authority holds the money. */
  refusalKind?: 'ORDER_OVER' | 'NOT_BOUND' | undefined;
  /** The authority by whose order the institution keeps the money; `reference` is its order's. */
  heldUnder?: { authority: Authority; amountSatang: SatangString; reference?: string | undefined } | undefined;
  /** Orders of other holds by which the institution holds money of the same credit. */
  heldBefore?: readonly string[] | undefined;
  /** Ids of the devices by which the account was used. */
  deviceIds?: readonly string[] | undefined;
  /** Set when it is the business of the account to pass on money of others, as the institution says. */
  passesOn?: PassesOn | undefined;
  /** What the institution says of the account beside; nothing that decides reads it. */
  accountOpenedAt?: string | undefined;
  simOwner?: 'holder' | 'other' | undefined;
  at: string;
}

/** An institution's answer to a release order. */
export interface ReleaseReceiptMessage {
  releaseOrderId: string;
  holdId: string;
  result: 'RELEASED' | 'NOTHING_HELD';
  releasedAmountSatang: SatangString;
  /** When the holder was told that the hold is over. */
  holderNotifiedAt?: string | undefined;
  at: string;
}

/** An institution's report that a hold lapsed at its own expiry. */
export interface HoldLapsedMessage {
  orderId: string;
  holdId: string;
  releasedAmountSatang: SatangString;
  /** The authority that keeps the money no more; absent: the centre's own hold ended. */
  authority?: Authority | undefined;
  holderNotifiedAt?: string | undefined;
  at: string;
}

/**
 * The subject of a telling to the holder: an amount is held (`hold`), a part was released or
 * caught later (`part`), or nothing is held any more (`release`).
 */
export const HOLDER_TOLD_OF = ['hold', 'part', 'release'] as const;
export type HolderToldOf = (typeof HOLDER_TOLD_OF)[number];

/** An institution's report that the holder of a held account was told. */
export interface HolderNotifiedMessage {
  holdId: string;
  /** Absent: of the hold. */
  of?: HolderToldOf | undefined;
  notifiedAt: string;
}

/**
 * An institution's report of a later credit on an account whose hold is partial (P-RESID): the
 * credit, or as much of it as the hold lacks.
 */
export interface AccountCreditedMessage {
  holdId: string;
  amountSatang: SatangString;
  at: string;
}

/**
 * What an institution says of the holder of the debited account, beside the official number that the
 * question proves. `NOT_COMPARED`: it cannot compare. Silence is not a word.
 */
export const HOLDER_WORDS = ['MATCHES', 'DIFFERS', 'NOT_COMPARED'] as const;
export type HolderWord = (typeof HOLDER_WORDS)[number];

/** The answer of the sender's institution about the debit of a transfer. */
export interface DebitConfirmationMessage {
  confirmationId: string;
  result: 'CONFIRMED' | 'DENIED' | 'PENDING';
  reason?: string | undefined;
  /** The amount that was debited, where it differs. */
  debitedAmountSatang?: SatangString | undefined;
  to?: Account | undefined;
  /** Whether the victim of the report holds the debited account, where the question proves the number. */
  holder?: HolderWord | undefined;
  /** The transfer that was found, where the question was which one a victim told of. */
  found?: FoundTransfer | undefined;
  at: string;
}

/** A debit that the sender's institution found by what a victim told. */
export interface FoundTransfer {
  reference: string;
  amountSatang: SatangString;
  /** RFC 3339, UTC. */
  at: string;
  to: Account;
}
