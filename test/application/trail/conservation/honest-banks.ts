import { decideHold } from '../../../../simulator/banks/decide-hold.js';
import { HoldBook } from '../../../../simulator/banks/hold-book.js';
import type { Receipt } from '../../../../simulator/banks/hold-events.js';
import type { DebitTarget, PaidTo } from '../../../../simulator/banks/ledger-events.js';
import { assertBalanced, available, Ledger } from '../../../../simulator/banks/ledger.js';
import type { AccountRef } from '../../../../src/wire/common.js';
import { HoldOrder } from '../../../../src/wire/institution/calls/hold-order.js';
import type { ReleaseOrder, ReleaseReceipt } from '../../../../src/wire/institution/calls/release-order.js';

/** A payment as it was made. */
export interface Payment {
  from: AccountRef;
  to: DebitTarget;
  amount: bigint;
  reference: string;
  /** Epoch ms. */
  at: number;
}

type Booked = Parameters<Ledger['apply']>[0] | Parameters<HoldBook['apply']>[0];

/** A bank: its books, and what they are made of. */
interface Bank {
  ledger: Ledger;
  book: HoldBook;
  journal: Booked[];
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
/** No amount of the stories is as large as an instant in epoch ms, and amounts are text. */
const SINCE_MS = Date.parse('2001-09-09T01:46:40Z');

/** Returns what was booked, with each instant so much earlier. */
function earlier(booked: unknown, ms: number): unknown {
  if (typeof booked === 'number') return booked > SINCE_MS ? booked - ms : booked;
  if (typeof booked === 'string')
    return INSTANT.test(booked) ? new Date(Date.parse(booked) - ms).toISOString() : booked;
  if (Array.isArray(booked)) return booked.map((each) => earlier(each, ms));
  if (booked === null || typeof booked !== 'object') return booked;
  return Object.fromEntries(Object.entries(booked).map(([key, each]) => [key, earlier(each, ms)]));
}

/** Banks with the books and the decisions of the simulator's banks, without journals and HTTP. */
export class HonestBanks {
  private readonly banks = new Map<string, Bank>();

  open({ institution, accountNo }: AccountRef, openingSatang: bigint): void {
    const event = { type: 'account.opened', accountNo, holderKind: 'person', promptPayIds: [] } as const;
    apply(this.at(institution), { ...event, openingSatang: openingSatang.toString() });
  }

  /** Lets time pass: what is on the books was so much earlier. */
  timePasses(ms: number): void {
    for (const [institution, { journal }] of [...this.banks]) {
      this.banks.delete(institution);
      for (const booked of journal) apply(this.at(institution), earlier(booked, ms) as Booked);
    }
  }

  /** Returns how much may leave an account: its balance without what is held. */
  mayLeave({ institution, accountNo }: AccountRef): bigint {
    return available(this.at(institution).ledger.account(accountNo));
  }

  pay({ from, to, amount, reference, at }: Payment, paidTo: NonNullable<PaidTo> | null): void {
    const entry = { reference, amountSatang: amount.toString(), at, channel: 'promptpay' } as const;
    const ordinary = paidTo === null ? {} : { paidTo };
    const debit = { type: 'account.debited', accountNo: from.accountNo, to, ...entry, ...ordinary } as const;
    apply(this.at(from.institution), debit);
    if (!('account' in to)) return;
    const { institution, accountNo } = to.account;
    apply(this.at(institution), { type: 'account.credited', accountNo, from, ...entry });
  }

  /**
   * Decides about an order as it was sent, and holds what the answer says. `isSilent`: it names no debit for
   * what is missing, while other holds at the account keep as much as that.
   */
  take(sent: unknown, isSilent = false): Receipt {
    const order = HoldOrder.parse(sent);
    const bank = this.at(order.account.institution);
    const { ledger, book } = bank;
    const now = Date.now();
    const { placed, answer: said } = decideHold(order, ledger, book, now);
    const others = book.holdsOn(order.account.accountNo).filter(({ holdId }) => holdId !== order.holdId);
    const kept = others.reduce((sum, { held }) => sum + held, 0n);
    const missing = BigInt(order.requestedAmountSatang) - BigInt(said.heldAmountSatang);
    const answer = isSilent && kept >= missing ? { ...said, onward: [] } : said;
    const receipt = { ...answer, orderId: order.orderId, receiptSeq: 1, at: new Date(now).toISOString() };
    apply(bank, { type: 'order.taken', order, receivedAt: now, receipts: [{ receipt, from: now }], placed });
    return receipt;
  }

  /** Lets a hold go, as a release says. */
  release(institution: string, order: ReleaseOrder): ReleaseReceipt {
    const bank = this.at(institution);
    const hold = bank.book.holds.get(order.holdId);
    const isHeld = hold?.state === 'active';
    const receivedAt = Date.now();
    const receipt: ReleaseReceipt = {
      releaseOrderId: order.releaseOrderId,
      holdId: order.holdId,
      result: isHeld ? 'RELEASED' : 'NOTHING_HELD',
      releasedAmountSatang: (isHeld ? hold.held : 0n).toString(),
      at: new Date(receivedAt).toISOString(),
    };
    apply(bank, { type: 'release.taken', order, receipt, receivedAt });
    return receipt;
  }

  /**
   * Returns what a bank holds of a hold and named as sent on; undefined when it has no such hold.
   */
  hold(institution: string, holdId: string): { held: bigint; explained: bigint } | undefined {
    const hold = this.at(institution).book.holds.get(holdId);
    if (hold === undefined) return undefined;
    return { held: hold.held, explained: [...hold.explainedBy.values()].reduce((sum, part) => sum + part, 0n) };
  }

  /** Throws when an account's books do not add up, or do not hold what its holds say. */
  assertBalanced(): void {
    for (const { ledger, book } of this.banks.values()) {
      for (const account of ledger.accounts.values()) {
        assertBalanced(account);
        const held = book.holdsOn(account.accountNo).reduce((sum, hold) => sum + hold.held, 0n);
        if (held !== account.held) throw new Error('an account holds back other than its holds say');
      }
    }
  }

  private at(institution: string): Bank {
    const known = this.banks.get(institution);
    if (known !== undefined) return known;
    const ledger = new Ledger();
    const opened = { ledger, book: new HoldBook(ledger), journal: [] };
    this.banks.set(institution, opened);
    return opened;
  }
}

/** Books an event of a bank. */
function apply({ ledger, book, journal }: Bank, booked: Booked): void {
  journal.push(booked);
  if (booked.type.startsWith('account.')) ledger.apply(booked as Parameters<Ledger['apply']>[0]);
  else book.apply(booked as Parameters<HoldBook['apply']>[0]);
}
