import { randomUUID } from 'node:crypto';
import type { Receipt } from '../../../../simulator/banks/hold-events.js';
import { recordDelivery } from '../../../../src/application/advance/send/deliver-hold-order.js';
import type { AccountRef } from '../../../../src/wire/common.js';
import { takeOrder } from '../../../support/outgoing.js';
import type { RecordBuilder } from '../../../support/record-builder.js';
import { type Happening, MULES, OFF_RAILS, VICTIMS } from './any-network.js';
import { faultsOf } from './faults.js';
import { HonestBanks, type Payment } from './honest-banks.js';

const MULE_BANKS = ['th-002', 'th-006', 'th-014', 'wallet-x'];
const OPENING = [9_000_001n, 4_000_003n, 0n, 700_000n];
/** How long ago a network begins, so that all of it has happened by now. */
const BEGAN_AGO_MS = 140 * 3_600_000;
let accounts = 0;

/** A network, played by the product's own transactions while banks answer from their own books. */
export class PlayedNetwork {
  readonly banks = new HonestBanks();
  readonly caseIds: string[] = [];
  /** How many answers took effect. */
  answers = 0;
  private readonly accounts: AccountRef[] = [];
  private readonly payments: { payment: Payment; reported: boolean }[] = [];
  private readonly paidBack = new Set<number>();
  private readonly waiting: string[] = [];
  private readonly answered: { institution: string; holdId: string; receipt: Receipt }[] = [];
  private clock = Date.now() - BEGAN_AGO_MS;

  constructor(private readonly record: RecordBuilder) {
    for (let index = 0; index < VICTIMS + MULES; index += 1) {
      const institution = index < VICTIMS ? 'th-004' : (MULE_BANKS[index % MULE_BANKS.length] ?? '');
      const account = { institution, accountNo: `9${String((accounts += 1)).padStart(9, '0')}` };
      this.accounts.push(account);
      this.banks.open(account, OPENING[index] ?? 0n);
    }
  }

  /**
   * Plays a network until every victim reported and every order is answered; throws at a fault.
   */
  async play(happenings: readonly Happening[]): Promise<void> {
    for (const happening of happenings) {
      await this.happen(happening);
      await this.assertSound();
    }
    for (let victim = 0; victim < VICTIMS; victim += 1) await this.report(victim);
    while (this.waiting.length > 0) {
      await this.answer(0);
      await this.assertSound();
    }
    for (const caseId of this.caseIds) await this.record.advanceCase(caseId);
    await this.assertSound();
  }

  private async happen(happening: Happening): Promise<void> {
    switch (happening.kind) {
      case 'pays':
        this.pay(happening);
        return;
      case 'reports':
        await this.report(happening.victim);
        return;
      case 'answers':
        await this.answer(happening.which);
        return;
      case 'repeats':
        await this.repeat(happening.which);
    }
  }

  private pay({ from, to, percent, minutes, paidTo }: Extract<Happening, { kind: 'pays' }>): void {
    this.clock += minutes * 60_000;
    const payer = this.payerFrom(from, to);
    if (payer === undefined) return;
    const payee = this.accounts[to];
    const amount = (this.banks.mayLeave(payer) * BigInt(percent)) / 100n;
    if (amount === 0n) return;
    if (to < VICTIMS) this.paidBack.add(to);
    const target =
      payee === undefined ? { offRail: OFF_RAILS[to - this.accounts.length] ?? 'cash' } : { account: payee };
    const reference = `NET-${randomUUID().slice(0, 18)}`;
    const payment: Payment = { from: payer, to: target, amount, reference, at: this.clock };
    this.banks.pay(payment, payee === undefined ? null : paidTo);
    this.payments.push({ payment, reported: false });
  }

  /**
   * Returns the first account from `first` on that can pay. Victims pay mules only. A victim whom
   * a mule paid pays nothing more, because two victims would claim the same satang, which a person
   * settles.
   */
  private payerFrom(first: number, to: number): AccountRef | undefined {
    const order = [...this.accounts.keys()].map((step) => (first + step) % this.accounts.length);
    const isMule = to >= VICTIMS && to < this.accounts.length;
    const found = order.find(
      (index) =>
        index !== to && !this.paidBack.has(index) && (index >= VICTIMS || isMule) && this.canPay(this.accounts[index]),
    );
    return found === undefined ? undefined : this.accounts[found];
  }

  private canPay(account: AccountRef | undefined): boolean {
    return account !== undefined && this.banks.mayLeave(account) > 0n;
  }

  private async report(victim: number): Promise<void> {
    const account = this.accounts[victim];
    const lost = this.payments.filter(({ payment, reported }) => payment.from === account && !reported);
    if (account === undefined || lost.length === 0) return;
    for (const entry of lost) entry.reported = true;
    const { caseId, holdIds } = await this.record.complain({
      // Each victim is another person, so that no limit of P-LIMIT is reached.
      victim: { name: 'Somying Test', passportNo: `SYN${randomUUID().slice(0, 8).toUpperCase()}`, phone: '0812345678' },
      victimAccount: account,
      transfers: lost.map(({ payment: { to, amount, reference, at } }) => ({
        ...('account' in to ? { to } : {}),
        amountSatang: amount.toString(),
        reference,
        transferredAt: new Date(at).toISOString(),
      })),
    });
    this.caseIds.push(caseId);
    this.waiting.push(...holdIds);
  }

  /** Lets a bank take the orders of a waiting hold, and applies its answers. */
  private async answer(which: number): Promise<void> {
    const [holdId] = this.waiting.splice(which % Math.max(1, this.waiting.length), 1);
    if (holdId === undefined) return;
    for (;;) {
      const order = await takeOrder(this.record.db, holdId);
      if (order === undefined) return;
      const { institution } = order.account;
      const receipt = this.banks.take(order);
      this.answered.push({ institution, holdId, receipt });
      const message = await this.record.answer(institution, 'hold.receipt', order.orderId, receipt);
      const delivery = { orderId: order.orderId, outcome: 'answered' as const, message };
      const { startHolds } = await recordDelivery(this.record.db, holdId, delivery);
      this.answers += 1;
      this.waiting.push(...startHolds.map((start) => start.holdId));
    }
  }

  /** Lets a bank repeat, by callback, an answer that it gave before. */
  private async repeat(which: number): Promise<void> {
    const earlier = this.answered[which % Math.max(1, this.answered.length)];
    if (earlier === undefined) return;
    const { institution, holdId, receipt } = earlier;
    await this.record.callback(institution, 'hold.receipt', receipt.orderId, receipt);
    const { startHolds } = await this.record.advanceHold(holdId);
    this.waiting.push(...startHolds.map((start) => start.holdId).filter((id) => !this.waiting.includes(id)));
  }

  private async assertSound(): Promise<void> {
    this.banks.assertBalanced();
    const [fault] = await faultsOf(this.record.db, this.caseIds);
    if (fault !== undefined) throw new Error(fault);
  }
}
