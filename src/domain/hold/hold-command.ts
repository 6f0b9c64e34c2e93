import type { LedgerChange } from '../ledger/ledger.js';
import type { Satang } from '../money.js';
import type { Authority, HoldFacts, PassesOn, ReleaseReason } from './hold.js';
import type { HolderToldOf } from './messages.js';
import type { OrderCalls } from './next-step.js';
import type { OrderLetGo } from './end/release-effect.js';
import type { NotAppliedReason } from './receipt-effect.js';

/** An order of a hold, as the decisions about the hold see it. */
export interface OrderOnRecord extends Pick<OrderCalls, 'sentAt' | 'answeredAt'>, OrderLetGo {
  id: string;
  replacesOrderId: string | null;
  issuedAt: Date;
  expiresAt: Date;
  /** Ids of rule rows. */
  legalBasis: readonly string[];
  /** The rule row that set its expiry. */
  expiryRuleRowId: string;
  /** The holder must be told that it changes the amount. */
  changesAmount: boolean;
}

/** A hold as it stands: all that the decisions about its life need. */
export interface HoldOnRecord<Order extends OrderOnRecord = OrderOnRecord> {
  hold: HoldFacts & { stateReason: string | null; letGoSatang: Satang };
  /** All its orders, oldest first. */
  orders: readonly Order[];
}

/** The new state, reason and amounts of a hold. Amounts left out stay as they are. */
export interface HoldChange extends LedgerChange {
  stateReason: string | null;
  /** What another authority keeps beside it; left out: as before. */
  seized?: { satang: Satang; by: Authority | null } | undefined;
  /** What a receipt says of the account; left out: it stays. */
  passesOn?: PassesOn | undefined;
  /** No institution said so (`toldState`), so nobody is told yet; left out: one did, or nothing ends. */
  withoutWord?: true;
}

/** A receipt, a release receipt or a lapse, as all three are kept. */
export interface ReceiptToKeep {
  orderId: string;
  kind: 'hold' | 'release' | 'lapse' | 'authority';
  receiptSeq: number;
  result: string;
  amountSatang: string;
  at: string;
}

/**
 * What is to be written about one hold. Commands are carried out in their order, all in the
 * transaction that decided; each has one file that does it.
 */
export type HoldCommand =
  /** Keeps what an institution said, and why it has no effect where it has none. */
  | { do: 'keep_receipt'; receipt: ReceiptToKeep; notApplied: NotAppliedReason | null }
  /** Notes that nothing changes. */
  | { do: 'note_no_effect'; reason: NotAppliedReason }
  /** Marks an order as answered; `receiptSeq` is the number of the receipt that was applied. */
  | { do: 'answer_order'; orderId: string; receiptSeq: number | null }
  /** Marks an order for more as refused: the one before it stands. */
  | { do: 'refuse_order'; orderId: string }
  /** Marks that the holder must be told what an order changed. */
  | { do: 'mark_amount_changed'; orderId: string }
  /** Changes state and amounts; what is reserved no more goes back to the stolen sum. */
  | { do: 'change'; change: HoldChange }
  /** Adds to what was let go while the hold went on; below 0: it is held again. */
  | { do: 'let_go'; satang: Satang }
  /** The same of a hold that ends: what its standing order let go is not held at its end. */
  | { do: 'let_go_before_end'; satang: Satang }
  /** Orders that the hold takes the place of lost ones. */
  | { do: 'take_over' }
  /** Orders the release of the hold, once. */
  | { do: 'order_release'; reason: ReleaseReason }
  /** Orders once more that the institution lets go. */
  | { do: 'release_again' }
  /** Marks the release that is named, or the open one (null), as acknowledged. */
  | { do: 'acknowledge_release'; releaseOrderId: string | null }
  /** Keeps the rows by which the time of the hold was over. */
  | { do: 'keep_basis_of_end'; reason: ReleaseReason }
  /** Opens a break; `once`: unless one of this kind about the same order is open. */
  | { do: 'open_break'; kind: string; once: boolean }
  /** Settles the break of an order for less that was not answered in time. */
  | { do: 'settle_unanswered'; orderId: string }
  /** Notes when the holder was told (RFC 3339 UTC), by the institution's word. */
  | { do: 'note_holder_told'; of: HolderToldOf; notifiedAt: string }
  /** Takes an institution's word on who was paid, for whoever waits for it. */
  | { do: 'name_receivers' }
  /** Follows the money that went on; what cannot be true of it opens breaks. */
  | { do: 'follow_money' }
  /** Looks at the cases that claim the money; `waiting`: also at those whose own may have stood behind it. */
  | { do: 'look_at_cases'; waiting: boolean };
