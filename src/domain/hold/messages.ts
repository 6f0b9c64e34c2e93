import type { SatangString } from '../money.js';
import type { PromptPayKind } from '../identifiers/promptpay.js';
import type { Account } from '../party.js';
import type { Shield } from '../trail/next-hops.js';
import type { ReceiptResult } from './hold.js';

/** An alias by which somebody is paid; the account behind it may be unknown. */
export interface PromptPay {
  kind: PromptPayKind;
  value: string;
}

/**
 * A later debit that an institution names to explain what it could not hold. Times are RFC 3339
 * UTC.
 */
export interface OnwardMessage {
  transferRef: string;
  to: { account: Account } | { promptPay: PromptPay } | { offRail: string };
  amountSatang: SatangString;
  attributedSatang: SatangString;
  at: string;
  channel: string;
  /**
   * Said when, by the institution's own books, the debit paid a registered merchant for goods, or a
   * wage.
   */
  paidTo?: Shield | undefined;
}

/** What an institution answers to a hold order. */
export interface HoldReceiptMessage {
  orderId: string;
  receiptSeq: number;
  result: ReceiptResult;
  heldAmountSatang: SatangString;
  holderNotifiedAt?: string | undefined;
  onward: readonly OnwardMessage[];
  /** Devices by which the account was used. */
  deviceIds?: readonly string[] | undefined;
  at: string;
}

/** What an institution answers to a release order. */
export interface ReleaseReceiptMessage {
  releaseOrderId: string;
  holdId: string;
  result: 'RELEASED' | 'NOTHING_HELD';
  releasedAmountSatang: SatangString;
  /** When the holder was told that the hold was over. */
  holderNotifiedAt?: string | undefined;
  at: string;
}

/** An institution's report that a hold lapsed at its own expiry. */
export interface HoldLapsedMessage {
  orderId: string;
  holdId: string;
  releasedAmountSatang: SatangString;
  holderNotifiedAt?: string | undefined;
  at: string;
}

/**
 * What a holder is told of: that an amount is held, that a part of it was let go or more was
 * caught, or that nothing is held any more.
 */
export type HolderToldOf = 'hold' | 'part' | 'release';

/** An institution's word that the holder of a held account was told. */
export interface HolderNotifiedMessage {
  holdId: string;
  /** Absent: of the hold. */
  of?: HolderToldOf | undefined;
  notifiedAt: string;
}

/**
 * An institution's word that money came in on an account whose hold was partial (P-RESID): the
 * credit, or as much of it as the hold falls short of.
 */
export interface AccountCreditedMessage {
  holdId: string;
  amountSatang: SatangString;
  at: string;
}

/** What the victim's institution says of a reported transfer. */
export interface DebitConfirmationMessage {
  confirmationId: string;
  result: 'CONFIRMED' | 'DENIED' | 'PENDING';
  reason?: string | undefined;
  to?: Account | undefined;
  at: string;
}
