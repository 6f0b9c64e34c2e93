import type { ReceiptFacts, ReceiptOutcome } from '../../../../src/domain/hold/receipt-effect.js';
import { buildRulebook } from '../../../../src/domain/rulebook/build.js';
import { ruleInForce } from '../../../../src/domain/rulebook/in-force.js';
import { planNextHops } from '../../../../src/domain/trail/next-hops.js';
import { LedgerRecord, type ReleaseSaid } from './ledger-record.js';

/** 1,000 baht: so that every hop is above the minimum of the trail. */
const UNIT = 100_000n;
const START = new Date('2026-11-24T03:00:00Z');
const at = (tick: number): Date => new Date(START.getTime() + tick * 3_600_000);
const TRACE_RULE = ruleInForce(buildRulebook('th'), 'P-TRACE', START);

/**
 * Two banks with two accounts each: A0, A1, B0, B1. Four units are stolen and reach A0; one stays,
 * two go to B0 and one to A1; of B0's one stays and one goes to B1. `stays`: units that the bank
 * can hold; `onward`: where the rest went.
 */
const ACCOUNTS = [
  {
    name: 'A0',
    stays: 1n,
    onward: [
      { to: 2, units: 2n },
      { to: 1, units: 1n },
    ],
  },
  { name: 'A1', stays: 1n, onward: [] },
  { name: 'B0', stays: 1n, onward: [{ to: 3, units: 1n }] },
  { name: 'B1', stays: 1n, onward: [] },
] as const;
const STOLEN = 4n * UNIT;
/** The first expiry, and the one that an officer's act moves it to. */
const EXPIRES = 1;
const EXTENDED = 2;

type Message =
  | { kind: 'receipt'; account: number; receipt: ReceiptFacts }
  | { kind: 'released'; account: number; said: ReleaseSaid }
  | { kind: 'lapse'; account: number; order: number; releasedSatang: bigint };

/** One hold as its bank keeps it. */
interface BankHold {
  /** Orders taken, in the order of their arrival; the governing one is `stands`. */
  readonly taken: readonly number[];
  readonly stands: number;
  readonly heldSatang: bigint;
  readonly expires: number;
  readonly over: boolean;
  readonly released: boolean;
}

/**
 * The record, the banks, and what is under way between them. Messages stay under way for ever:
 * they may arrive late, again and out of order. Worlds share what they have in common: but for the
 * record, nothing is changed in place.
 */
export class SmallWorld {
  private record = new LedgerRecord();
  private tick = 0;
  /** Hold number by account, or undefined while none was ordered there. */
  private holdAt: (number | undefined)[] = [];
  /** What the orders of a hold ask for, and until when, by account and order. */
  private orders: readonly (readonly { satang: bigint; expires: number }[])[] = [];
  private banks: readonly BankHold[] = [];
  private messages: readonly Message[] = [];
  /** Why an honest bank was not believed, or undefined. */
  private disbelieved: string | undefined;

  static start(): SmallWorld {
    const world = new SmallWorld();
    const untouched = { taken: [], stands: 0, heldSatang: 0n, expires: 0, over: false, released: false };
    world.banks = ACCOUNTS.map(() => untouched);
    world.orders = ACCOUNTS.map(() => []);
    world.record.openSum(STOLEN);
    world.order(0, STOLEN);
    return world;
  }

  /** Every world that one step can make of this one, with what was done. */
  next(): [string, SmallWorld][] {
    const worlds: [string, SmallWorld][] = [];
    const step = (name: string, act: (world: SmallWorld) => void): void => {
      const world = this.copy();
      act(world);
      worlds.push([name, world]);
    };
    ACCOUNTS.forEach(({ name }, account) => {
      const index = this.holdAt[account];
      if (index === undefined) return;
      this.orders[account]?.forEach((_, place) => {
        const order = place + 1;
        if (!this.bank(account).taken.includes(order)) {
          step(`order ${order} arrives at ${name}`, (world) => world.arrive(account, order));
        }
      });
      step(`officer 1 extends ${name}`, (world) => world.extend(account));
      step(`officer 2 releases ${name}`, (world) => world.record.orderRelease(index));
      if (this.record.hold(index).facts.state === 'release_ordered' && !this.bank(account).released) {
        step(`the release arrives at ${name}`, (world) => world.arriveRelease(account));
      }
    });
    this.messages.forEach((message, place) => {
      step(`message ${place} arrives`, (world) => world.hear(message));
    });
    if (this.tick < EXTENDED) step('time passes', (world) => world.pass());
    step('the sweeper looks', (world) => world.record.sweep(at(world.tick)));
    return worlds;
  }

  /**
   * What is wrong, or undefined: the ledger, and that no bank holds what the ledger does not
   * count.
   */
  fault(): string | undefined {
    if (this.disbelieved !== undefined) return `an honest bank is not believed: ${this.disbelieved}`;
    let heldSatang = 0n;
    for (const [account, bank] of this.banks.entries()) {
      heldSatang += bank.heldSatang;
      const index = this.holdAt[account];
      const reserved = index === undefined ? 0n : this.record.hold(index).facts.reservedSatang;
      if (bank.heldSatang > reserved) return `${ACCOUNTS[account]?.name} holds money that the ledger does not count`;
    }
    return heldSatang > STOLEN ? 'the banks hold more than was stolen' : this.record.fault();
  }

  /** Equal worlds have equal keys. */
  key(): string {
    const holds = this.holdAt.map((index) => {
      if (index === undefined) return '';
      const { facts, ...hold } = this.record.hold(index);
      const { state, heldSatang, reservedSatang, expiresAt } = facts;
      const seen = [hold.currentSequence, hold.appliedSequence, hold.appliedReceiptSeq, +hold.releaseAcknowledged];
      return [state, heldSatang / UNIT, reservedSatang / UNIT, expiresAt.getTime() - START.getTime(), ...seen].join();
    });
    const banks = this.banks.map((bank) =>
      [bank.taken.join('+'), bank.stands, bank.heldSatang / UNIT, bank.expires, +bank.over, +bank.released].join(),
    );
    return [this.tick, ...holds, ...banks, this.messages.map(nameOf).sort().join()].join('|');
  }

  private order(account: number, satang: bigint): void {
    if (!this.record.order(0, satang, at(EXPIRES))) throw new Error('the plan asked for money that is not free');
    this.holdAt[account] = this.record.holds.length - 1;
    this.issue(account, { satang, expires: EXPIRES });
  }

  private extend(account: number): void {
    const index = this.indexAt(account);
    if (!this.record.extend(index, at(EXTENDED), at(this.tick))) return;
    const { heldSatang, requestedSatang } = this.record.hold(index).facts;
    this.issue(account, { satang: heldSatang > 0n ? heldSatang : requestedSatang, expires: EXTENDED });
  }

  private issue(account: number, order: { satang: bigint; expires: number }): void {
    this.orders = this.orders.map((orders, index) => (index === account ? [...orders, order] : orders));
  }

  private change(account: number, change: Partial<BankHold>): void {
    this.banks = this.banks.map((bank, index) => (index === account ? { ...bank, ...change } : bank));
  }

  /**
   * The bank takes an order: late, released, expired or replaced ones are refused, so that they
   * never hold money again.
   */
  private arrive(account: number, order: number): void {
    const bank = this.bank(account);
    const asked = this.orders[account]?.[order - 1];
    if (asked === undefined) throw new Error('there is such an order');
    const replaced = bank.taken.length > 0 && bank.stands !== order - 1;
    this.change(account, { taken: [...bank.taken, order] });
    if (asked.expires <= this.tick || bank.released || bank.over || replaced) {
      this.say(account, order, 'REFUSED_LEGAL', 0n, 0n);
      return;
    }
    const stays = (ACCOUNTS[account]?.stays ?? 0n) * UNIT;
    const heldSatang = asked.satang < stays ? asked.satang : stays;
    this.change(account, { heldSatang, stands: order, expires: asked.expires });
    const result = heldSatang === asked.satang ? 'HELD_FULL' : 'HELD_PARTIAL';
    this.say(account, order, result, heldSatang, asked.satang - heldSatang);
  }

  private say(
    account: number,
    orderSequence: number,
    result: ReceiptFacts['result'],
    heldSatang: bigint,
    attributedOnwardSatang: bigint,
  ): void {
    const receipt = { orderSequence, receiptSeq: 1, result, heldSatang, attributedOnwardSatang };
    this.messages = [...this.messages, { kind: 'receipt', account, receipt }];
  }

  private arriveRelease(account: number): void {
    const said = { releasedSatang: this.bank(account).heldSatang, at: at(this.tick) };
    this.change(account, { heldSatang: 0n, over: this.bank(account).taken.length > 0, released: true });
    this.messages = [...this.messages, { kind: 'released', account, said }];
  }

  private pass(): void {
    this.tick += 1;
    this.banks.forEach((bank, account) => {
      if (bank.over || bank.heldSatang === 0n || bank.expires > this.tick) return;
      this.change(account, { heldSatang: 0n, over: true });
      const lapse = { kind: 'lapse', account, order: bank.stands, releasedSatang: bank.heldSatang } as const;
      this.messages = [...this.messages, lapse];
    });
  }

  private hear(message: Message): void {
    const index = this.indexAt(message.account);
    if (message.kind === 'released') this.believe(this.record.releaseReceipt(index, message.said));
    else if (message.kind === 'lapse') this.believe(this.record.lapse(index, message.order, message.releasedSatang));
    else if (this.record.receive(index, message.receipt).apply) this.follow(message.account, message.receipt);
  }

  /** Notes an honest word on what was let go that is not believed. */
  private believe(outcome: ReceiptOutcome): void {
    if (!outcome.apply && outcome.opensBreak) this.disbelieved = outcome.reason;
  }

  private follow(account: number, receipt: ReceiptFacts): void {
    const onward = receipt.attributedOnwardSatang === 0n ? [] : (ACCOUNTS[account]?.onward ?? []);
    const sum = this.record.sum(0);
    const plans = planNextHops(
      onward.map(({ to, units }) => ({
        transferId: `to ${to}`,
        account: { institution: 'bank', accountNo: ACCOUNTS[to].name },
        amountSatang: units * UNIT,
        attributedSatang: units * UNIT,
        at: START,
        paidTo: null,
      })),
      {
        hop: 0,
        victimAccount: { institution: 'bank', accountNo: 'victim' },
        creditedAt: START,
        freeSatang: sum.amountSatang - sum.reservedSatang,
        powerReaches: true,
        accountsSoFar: {
          count: this.holdAt.filter((index) => index !== undefined).length,
          known: new Set(ACCOUNTS.flatMap(({ name }, to) => (this.holdAt[to] === undefined ? [] : [`bank:${name}`]))),
        },
        enrolled: new Set(['bank']),
        alreadyFollowed: new Set(this.holdAt.flatMap((index, to) => (index === undefined ? [] : [`to ${to}`]))),
      },
      TRACE_RULE,
    );
    for (const { transferId, follow } of plans) {
      if (follow !== null) this.order(Number(transferId.slice('to '.length)), follow.requestedSatang);
    }
  }

  private bank(account: number): BankHold {
    const bank = this.banks[account];
    if (bank === undefined) throw new Error(`no account ${account}`);
    return bank;
  }

  private indexAt(account: number): number {
    const index = this.holdAt[account];
    if (index === undefined) throw new Error(`no hold at account ${account}`);
    return index;
  }

  private copy(): SmallWorld {
    const world = new SmallWorld();
    world.record = this.record.copy();
    world.tick = this.tick;
    world.holdAt = [...this.holdAt];
    world.orders = this.orders;
    world.banks = this.banks;
    world.messages = this.messages;
    return world;
  }
}

function nameOf(message: Message): string {
  if (message.kind === 'receipt')
    return `r${message.account}.${message.receipt.orderSequence}.${message.receipt.result}`;
  if (message.kind === 'lapse') return `l${message.account}.${message.order}.${message.releasedSatang}`;
  const { releasedSatang, at: saidAt } = message.said;
  return `e${message.account}.${releasedSatang}.${saidAt.getTime()}`;
}
