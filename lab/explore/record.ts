import type { HoldOfSum, PartOfSum } from '../../src/domain/case/sum/sum-on-record.js';
import type { DebitState } from '../../src/domain/debit/debit-verdict.js';
import type { HoldOnRecord, OrderOnRecord, ReceiptToKeep } from '../../src/domain/hold/hold-command.js';
import type { Authority, HoldKind, ReleaseReason } from '../../src/domain/hold/hold.js';
import type { HoldLapsedMessage, HoldReceiptMessage, ReleaseReceiptMessage } from '../../src/domain/hold/messages.js';
import type { OrderCalls } from '../../src/domain/hold/next-step.js';
import type { NotAppliedReason } from '../../src/domain/hold/receipt-effect.js';
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
  /** The notice that gives it its time; null where none does. */
  notice: NoticeInMemory | null;
}

/** A notice of suspicion that an officer gave (section 6 paragraph 2): it names the credit of a part. */
export interface NoticeInMemory {
  /** Notices are counted in the order of their receipt. */
  nth: number;
  reference: string;
  account: Account;
  /** When the officer's seven days began. */
  officerNotifiedAt: Date;
}

/** A hold rests on a notice, and until when. */
export interface RestInMemory {
  notice: NoticeInMemory;
  /** When the institution was notified for this hold. */
  notifiedAt: Date;
  expiresAt: Date;
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
  /** The case that ordered it. */
  file: CaseInMemory;
  sum: SumInMemory;
  part: PartInMemory;
  hold: HoldOfSum & { seizedBy: Authority | null };
  orders: OrderInMemory[];
  /** The release that ends it; null while none is ordered. */
  release: ReleaseInMemory | null;
  /** Releases that were ordered once more, because its institution said that it still holds. */
  releasesAgain: { reason: ReleaseReason; orderedAt: Date }[];
  receipts: ReceiptInMemory[];
  /** The holds whose place it takes, because their institution did not answer their release in time. */
  replaces: readonly HoldInMemory[];
  /** The notices that it rests on, or did. */
  rests: RestInMemory[];
  /** So many notices had been received when an officer found the suspicion unfounded; 0: none did. */
  unfoundedNotices: number;
  /** What officers let go of it while it went on. */
  letGoByPersonsSatang: Satang;
}

/** A part of the trail: what a transfer brought to an account of one stolen sum. */
export interface PartInMemory extends PartOfSum {
  reference: string;
  account: Account | null;
  creditedAt: Date;
  amountSatang: Satang;
  parent: PartInMemory | null;
  /** The hold whose answer named it. */
  namedBy: HoldInMemory | null;
  stopReason: StopReason | null;
  nthAccount: number | null;
}

/** The question to the sending institution whether it made a debit. */
interface QuestionInMemory {
  state: DebitState;
  askedAt: Date;
  deadlineAt: Date;
  /** When it first came to its institution; null while it never did. */
  reachedAt: Date | null;
  answeredAt: Date | null;
  /** What was debited, where the institution says that it differs. */
  debitedSatang: Satang | null;
  /** From when the urgent time is counted, where it began anew. */
  urgentFrom: Date | null;
}

/** A stolen sum: what one claim says of a reference of the sending institution. */
export interface SumInMemory {
  /** In the order in which they were claimed first. */
  id: string;
  reference: string;
  amountSatang: Satang;
  reservedSatang: Satang;
  victimAccount: Account;
  account: Account;
  transferredAt: Date;
  question: QuestionInMemory;
  parts: PartInMemory[];
}

/** A claim of a case on a stolen sum. */
interface ClaimInMemory {
  sum: SumInMemory;
  claimedAt: Date;
  endedAt: Date | null;
  /** The case reported it; else its money is covered by the holds of that claim. */
  reported: boolean;
}

/** A complaint with its case. */
export interface CaseInMemory {
  id: string;
  /** The same for all complaints of one victim. */
  victim: string;
  openedAt: Date;
  withdrawnAt: Date | null;
  claims: ClaimInMemory[];
}

/** A disagreement that a person settles. */
interface BreakInMemory {
  /** The hold that it is about; null where it is about a reported transfer. */
  holdId: string | null;
  kind: string;
  /** The order that the message behind it is about, or the sum. */
  subjectId: string | null;
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
  readonly cases: CaseInMemory[] = [];
  readonly sums: SumInMemory[] = [];
  readonly holds: HoldInMemory[] = [];
  readonly notices: NoticeInMemory[] = [];
  breaks: BreakInMemory[] = [];
  /** Messages that are kept and not applied yet, in the order of their arrival. */
  readonly inbox: Message[] = [];
  /** Rejections of orders, which no newer order that they refuse carries on. */
  readonly rejectedOrderIds = new Set<string>();

  /** Returns the hold of an id. */
  holdOf(id: string): HoldInMemory {
    const hold = this.holds.find((each) => each.id === id);
    if (hold === undefined) throw new Error(`no hold ${id}`);
    return hold;
  }

  /** Returns the holds of a stolen sum, oldest first. */
  holdsOf(sum: SumInMemory): HoldInMemory[] {
    return this.holds.filter((hold) => hold.sum === sum);
  }
}
