import { ulid } from 'ulid';
import type { z } from 'zod';
import type { InstitutionCallback } from '../../src/wire/institution/callback.js';
import type { NoticeBody } from '../../src/wire/case/notice.js';
import { Behaviours, type BankMode, type BehaviourEvent } from '../http/behaviours.js';
import { Journal } from '../journal/journal.js';
import { Outbox, type OutboxEvent, type OutboxOptions } from '../outbox/outbox.js';
import { type Hold, HoldBook } from './hold-book.js';
import type { HoldEvent } from './hold-events.js';
import { LapseTimers } from './lapse-timers.js';
import type { LedgerEvent } from './ledger-events.js';
import { Ledger } from './ledger.js';
import { OwnSuspensions, type SuspensionEvent } from './own-suspensions.js';

/** An entry of an institution's journal. */
export type BankEvent = LedgerEvent | HoldEvent | SuspensionEvent | OutboxEvent | BehaviourEvent<BankMode>;

export interface BankOptions {
  readonly slug: string;
  readonly journalPath: string;
  readonly callbacks: Pick<OutboxOptions, 'url' | 'keys' | 'findKey' | 'dispatcher'>;
}

/**
 * One institution: its books, its holds, its behaviour and the callbacks that it owes the centre,
 * all derived from one journal.
 */
export class Bank {
  readonly ledger = new Ledger();
  readonly book = new HoldBook(this.ledger);
  readonly suspensions = new OwnSuspensions(this.ledger);
  readonly behaviours = new Behaviours<BankMode>({ mode: 'sync', delayMs: 0 });
  readonly outbox: Outbox;
  private readonly timers = new LapseTimers((holdId) => this.lapse(holdId));
  private readonly suspensionTimers = new LapseTimers((id) => this.lapseSuspension(id));
  private journal!: Journal<BankEvent>;

  private constructor(
    readonly slug: string,
    callbacks: BankOptions['callbacks'],
  ) {
    this.outbox = new Outbox({
      ...callbacks,
      record: (event) => this.commit([event]),
      durable: () => this.durable(),
    });
  }

  /**
   * Opens the institution in the state of its journal. Nothing is sent and no hold lapses before
   * `start()`.
   */
  static async open({ slug, journalPath, callbacks }: BankOptions): Promise<Bank> {
    const bank = new Bank(slug, callbacks);
    bank.journal = await Journal.open<BankEvent>(journalPath, (events) => events.forEach((event) => bank.apply(event)));
    return bank;
  }

  /**
   * Applies and journals one decision; after a crash all its events are there or none. The caller
   * answers only after `durable()`.
   */
  commit(events: readonly BankEvent[]): void {
    for (const event of events) this.apply(event);
    this.journal.append(events);
    for (const event of events) {
      if (event.type === 'order.taken' && event.placed) this.watch(event.order.holdId);
      if (event.type === 'money.suspended') this.suspensionTimers.set(event.id, event.expiresAt);
    }
  }

  /** Resolves when all decisions so far are on disk. */
  durable(): Promise<void> {
    return this.journal.durable();
  }

  /**
   * Lets holds lapse that expired while the process was down, and starts timers and callbacks
   * again.
   */
  start(): void {
    this.outbox.start();
    for (const holdId of this.book.holds.keys()) this.watch(holdId);
    for (const { id, expiresAt } of this.suspensions.active.values()) this.suspensionTimers.set(id, expiresAt);
  }

  /** Stops timers and callbacks and closes the journal. */
  async stop(): Promise<void> {
    this.timers.stop();
    this.suspensionTimers.stop();
    await this.outbox.stop();
    await this.journal.close();
  }

  /**
   * Makes a callback, to be committed together with the decision that it reports.
   * @param mode how the bank behaves about the account; with `duplicate` it is sent twice
   */
  callback(message: InstitutionCallback, dueAt: number, mode: BankMode = 'callback'): OutboxEvent {
    const owed = { type: 'callback.owed', webhookId: ulid(), body: JSON.stringify(message), dueAt } as const;
    return mode === 'duplicate' ? { ...owed, twice: true } : owed;
  }

  /**
   * Makes a notice of the bank's own suspicion, to be committed together with what it suspended.
   */
  notice(body: z.input<typeof NoticeBody>, dueAt: number): OutboxEvent {
    return { type: 'callback.owed', webhookId: ulid(), body: JSON.stringify(body), dueAt, path: '/v1/notices' };
  }

  /**
   * Lets a hold lapse when its time is over, and reports it to the centre unless the bank is
   * silent.
   */
  lapse(holdId: string): void {
    const hold = this.book.holds.get(holdId);
    const now = Date.now();
    if (hold?.state !== 'active' || hold.expiresAt > now) return;
    const orderId = hold.orderIds.at(-1) ?? '';
    const at = new Date(now);
    const notified = this.notifiedWithReceipt(hold.accountNo, at);
    const data = { orderId, holdId, releasedAmountSatang: hold.held.toString(), ...notified, at: at.toISOString() };
    const silent = this.behaviours.of(hold.accountNo, 'hold').mode === 'silent';
    const reports = silent ? [] : [this.callback({ type: 'hold.lapsed', data }, now)];
    this.commit([{ type: 'hold.lapsed', holdId, at: now }, ...reports, ...this.notifiedLater(hold, 'release', now)]);
  }

  /**
   * Returns what a receipt reports about the holder: notified at once, unless a behaviour of the
   * act `tell` lets the bank notify later or never.
   */
  notifiedWithReceipt(accountNo: string, now: Date): { holderNotifiedAt?: string } {
    const behaviour = this.behaviours.ofExactly(accountNo, 'tell');
    return behaviour === undefined || behaviour.mode === 'sync' ? { holderNotifiedAt: now.toISOString() } : {};
  }

  /** Returns the callback of a bank that notifies the holder later; none for any other bank. */
  notifiedLater(
    { holdId, accountNo }: Pick<Hold, 'holdId' | 'accountNo'>,
    of: 'hold' | 'part' | 'release',
    now: number,
  ): OutboxEvent[] {
    const behaviour = this.behaviours.ofExactly(accountNo, 'tell');
    if (behaviour?.mode !== 'callback') return [];
    const at = now + behaviour.delayMs;
    return [
      this.callback({ type: 'holder.notified', data: { holdId, of, notifiedAt: new Date(at).toISOString() } }, at),
    ];
  }

  /** Lifts the bank's own suspension after its seven days (section 6). */
  private lapseSuspension(id: string): void {
    if (this.suspensions.active.has(id)) this.commit([{ type: 'suspension.ended', id }]);
  }

  private watch(holdId: string): void {
    const hold = this.book.holds.get(holdId);
    if (hold?.state === 'active') this.timers.set(holdId, hold.expiresAt);
  }

  private apply(event: BankEvent): void {
    switch (event.type) {
      case 'account.opened':
      case 'account.status':
      case 'account.restrained':
      case 'account.debited':
      case 'account.credited':
        this.ledger.apply(event);
        return;
      case 'order.taken':
      case 'release.taken':
      case 'hold.lapsed':
      case 'book.restored':
      case 'debit.asked':
        this.book.apply(event);
        return;
      case 'money.suspended':
      case 'suspension.ended':
      case 'result.taken':
        this.suspensions.apply(event);
        return;
      case 'callback.owed':
      case 'callback.delivered':
        this.outbox.apply(event);
        return;
      case 'behaviour.set':
        this.behaviours.apply(event);
        return;
    }
  }
}
