import type { HoldOnRecord, OrderOnRecord, ReceiptToKeep } from '../../src/domain/hold/hold-command.js';
import type { Authority, HoldKind, HoldState, ReleaseReason } from '../../src/domain/hold/hold.js';
import type { HoldLapsedMessage, HoldReceiptMessage, ReleaseReceiptMessage } from '../../src/domain/hold/messages.js';
import type { OrderCalls } from '../../src/domain/hold/next-step.js';
import type { NotAppliedReason } from '../../src/domain/hold/receipt-effect.js';
import type { ComplaintClock } from '../../src/domain/hold/order/power-onward.js';
import type { Satang } from '../../src/domain/money.js';
import type { Account } from '../../src/domain/party.js';
import type { StopReason } from '../../src/domain/trail/next-hops.js';

/** An order in memory: the columns of `hold_order` that decisions read. */
export interface OrderInMemory extends OrderOnRecord, OrderCalls {
  kind: HoldKind;
  refusedAt: Date | null;
  receiptSeq: number;
  changesAmount: boolean;
  attempts: number;
}

/** A release order in memory, and the message that brings it. */
interface ReleaseInMemory {
  id: string;
  reason: ReleaseReason;
  orderedAt: Date;
  acknowledgedAt: Date | null;
  message: { attempts: number; nextAttemptAt: Date; leasedUntil: Date | null };
}

/** A receipt that was kept, with the words of an answer to an order. */
interface ReceiptInMemory extends ReceiptToKeep {
  notApplied: NotAppliedReason | null;
  says: HoldReceiptMessage | undefined;
}

/** A hold in memory: the columns of `hold` that decisions read or change. */
export interface HoldInMemory extends HoldOnRecord<OrderInMemory> {
  id: string;
  sum: SumInMemory;
  part: PartInMemory;
  hold: {
    state: HoldState;
    kind: HoldKind;
    stateReason: string | null;
    requestedSatang: Satang;
    heldSatang: Satang;
    reservedSatang: Satang;
    seizedSatang: Satang;
    seizedBy: Authority | null;
    letGoSatang: Satang;
    expiresAt: Date;
  };
  section7From: Date;
  orderedAt: Date;
  endedAt: Date | null;
  orders: OrderInMemory[];
  /** The release that ends it; null while none is ordered. */
  release: ReleaseInMemory | null;
  /** Releases that were ordered once more, because its institution said that it still holds. */
  releasesAgain: { reason: ReleaseReason; orderedAt: Date }[];
  receipts: ReceiptInMemory[];
}

/** A part of the trail: what a transfer brought to an account of one stolen sum. */
export interface PartInMemory {
  reference: string;
  account: Account | null;
  hop: number;
  creditedAt: Date;
  attributedSatang: Satang;
  amountSatang: Satang;
  parent: PartInMemory | null;
  /** The hold whose answer named it. */
  namedBy: HoldInMemory | null;
  stopReason: StopReason | null;
  nthAccount: number | null;
}

/** A stolen sum, with what is known of its complaint and debit. */
export interface SumInMemory {
  reference: string;
  amountSatang: Satang;
  reservedSatang: Satang;
  victimAccount: Account;
  debitConfirmed: boolean;
  /** The clock of section 7; null once nobody upholds the complaint. */
  complaint: ComplaintClock | null;
  parts: PartInMemory[];
}

/** A disagreement that a person settles. */
interface BreakInMemory {
  holdId: string;
  kind: string;
  /** The order that the message behind it is about. */
  subjectId: string;
}

/** A message of an institution that the centre has received. */
export type Message = { holdId: string; subjectId: string; receivedAt: Date } & (
  | { kind: 'hold.receipt'; says: HoldReceiptMessage }
  | { kind: 'release.receipt'; says: ReleaseReceiptMessage }
  | { kind: 'hold.lapsed'; says: HoldLapsedMessage }
  | { kind: 'order.rejected' }
);

/** What the centre knows, in memory: what its tables are in the database. */
export class MemoryRecord {
  readonly sums: SumInMemory[] = [];
  readonly holds: HoldInMemory[] = [];
  readonly breaks: BreakInMemory[] = [];
  /** Messages that are kept and not applied yet, in the order of their arrival. */
  readonly inbox: Message[] = [];
  /** Rejections of orders, which no newer order that they refuse carries on. */
  readonly rejectedOrderIds = new Set<string>();
}
