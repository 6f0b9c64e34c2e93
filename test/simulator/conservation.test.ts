import fc from 'fast-check';
import { ulid } from 'ulid';
import type { AccountRef } from '../../src/wire/common.js';
import type { HoldOrder } from '../../src/wire/institution/calls/hold-order.js';
import type { HoldReceipt } from '../../src/wire/institution/calls/hold-receipt.js';
import type { z } from 'zod';
import { holdOrder, openAccount, releaseOrder, type Moved } from './support/orders.js';
import { BANKS, TestWorld } from './support/test-world.js';
import { propertyRuns } from '../support/property-runs.js';

const OPENING = 1_000;

/** The steps of a history; a pick counts modulo the number of things to pick from. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('transfer'),
      a: fc.nat(),
      b: fc.nat(),
      amount: fc.integer({ min: 1, max: 900 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('cash'),
      a: fc.nat(),
      b: fc.nat(),
      amount: fc.integer({ min: 1, max: 300 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('hold'),
      a: fc.nat(),
      b: fc.nat(),
      amount: fc.integer({ min: 1, max: 1_200 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('release'), a: fc.nat(), b: fc.nat(), amount: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('replace'),
      a: fc.nat(),
      b: fc.nat(),
      amount: fc.integer({ min: 1, max: 1_200 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constantFrom('extend', 'reduce', 'late'),
      a: fc.nat(),
      b: fc.nat(),
      amount: fc.integer({ min: 1, max: 1_200 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('again'), a: fc.nat(), b: fc.nat(), amount: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function pick<T>(items: readonly T[], index: number): T | undefined {
  return items[index % Math.max(1, items.length)];
}

/** A random history over new accounts, and what must be true after each step. */
class History {
  private readonly moved: { transfer: Moved; to: AccountRef }[] = [];
  private readonly orders: { order: HoldOrder; receipt: z.infer<typeof HoldReceipt> }[] = [];

  constructor(
    private readonly world: TestWorld,
    private readonly accounts: readonly AccountRef[],
  ) {}

  async take({ act, a, b, amount }: Step): Promise<void> {
    if (act === 'transfer' || act === 'cash') await this.transfer(act, a, b, amount);
    if (act === 'hold') await this.hold(a, amount);
    if (act === 'replace') await this.replace(a, amount);
    if (act === 'release') await this.release(a, amount);
    if (act === 'extend') await this.extend(a);
    if (act === 'reduce') await this.reduce(a);
    if (act === 'late') await this.late(a, amount);
    if (act === 'again') await this.again(a);
    await this.nothingOverdrawn();
    expect((await this.world.admin('/state')).status).toBe(200);
  }

  private async transfer(act: string, a: number, b: number, amount: number): Promise<void> {
    const from = pick(this.accounts, a);
    const to = pick(this.accounts, b);
    if (from === undefined || to === undefined) return;
    const { availableSatang } = (await this.world.admin(`/accounts/${from.institution}/${from.accountNo}`)).body;
    const target = act === 'cash' ? { offRail: 'cash' } : { account: to };
    const answer = await this.world.admin('/transfers', { from, to: target, amountSatang: String(amount) });
    const possible = BigInt(String(availableSatang)) >= BigInt(amount) && (act === 'cash' || from !== to);
    expect(answer.status).toBe(possible ? 201 : 422);
    if (possible && act === 'transfer') this.moved.push({ transfer: answer.body as unknown as Moved, to });
  }

  private async hold(a: number, amount: number): Promise<void> {
    const credit = pick(this.moved, a);
    if (credit === undefined) return;
    const changes = { requestedAmountSatang: String(amount) };
    await this.order(holdOrder(credit.to, credit.transfer, changes));
  }

  private async replace(a: number, amount: number): Promise<void> {
    const before = pick(this.orders, a)?.order;
    if (before === undefined) return;
    const orderId = holdOrder(before.account, {
      from: before.account,
      reference: 'X',
      amountSatang: '1',
      at: '',
    }).orderId;
    await this.order({ ...before, orderId, replacesOrderId: before.orderId, requestedAmountSatang: String(amount) });
  }

  /** Extends a hold. */
  private async extend(a: number): Promise<void> {
    const before = pick(this.orders, a)?.order;
    if (before === undefined) return;
    const expiresAt = new Date(Date.parse(before.expiresAt) + 3_600_000).toISOString();
    await this.order({ ...before, orderId: ulid(), replacesOrderId: before.orderId, expiresAt });
  }

  /** Releases a part: replaces the newest order of the hold by one for half of what it held. */
  private async reduce(a: number): Promise<void> {
    const known = pick(this.orders, a);
    if (known === undefined) return;
    const half = BigInt(known.receipt.heldAmountSatang) / 2n;
    if (half === 0n) return;
    const changes = { replacesOrderId: known.order.orderId, requestedAmountSatang: half.toString() };
    await this.order({ ...known.order, orderId: ulid(), ...changes });
  }

  /** Sends a release before the order that it releases, which may then hold nothing. */
  private async late(a: number, amount: number): Promise<void> {
    const credit = pick(this.moved, a);
    if (credit === undefined) return;
    const order = holdOrder(credit.to, credit.transfer, { requestedAmountSatang: String(amount) });
    const { institution } = order.account;
    expect((await this.world.post(institution, '/release-orders', releaseOrder(order))).status).toBe(200);
    const { body } = await this.world.post(institution, '/hold-orders', order);
    expect(body).toMatchObject({ result: 'REFUSED_LEGAL', heldAmountSatang: '0' });
  }

  /**
   * Expects that the available money of an account is never below zero, whatever the centre has
   * ordered.
   */
  private async nothingOverdrawn(): Promise<void> {
    for (const { institution, accountNo } of this.accounts) {
      const { body } = await this.world.admin(`/accounts/${institution}/${accountNo}`);
      expect(BigInt(String(body['availableSatang'])) >= 0n).toBe(true);
      expect(BigInt(String(body['balanceSatang'])) - BigInt(String(body['heldSatang']))).toBe(
        BigInt(String(body['availableSatang'])),
      );
    }
  }

  private async order(order: HoldOrder): Promise<void> {
    const answer = await this.world.post(order.account.institution, '/hold-orders', order);
    expect(answer.status).toBe(200);
    const receipt = answer.body as unknown as z.infer<typeof HoldReceipt>;
    const explained = receipt.onward.reduce((sum, one) => sum + BigInt(one.attributedSatang), 0n);
    const answeredFor = BigInt(receipt.heldAmountSatang) + explained;
    expect(answeredFor <= BigInt(order.requestedAmountSatang)).toBe(true);
    for (const one of receipt.onward) expect(BigInt(one.attributedSatang) <= BigInt(one.amountSatang)).toBe(true);
    this.orders.push({ order, receipt });
  }

  /**
   * Releases a hold, at its end or because an appeal was upheld: both are the same to the bank.
   */
  private async release(a: number, amount: number): Promise<void> {
    const order = pick(this.orders, a)?.order;
    if (order === undefined) return;
    const reason = amount % 2 === 0 ? 'APPEAL_UPHELD' : 'EXPIRED';
    expect(
      (await this.world.post(order.account.institution, '/release-orders', releaseOrder(order, { reason }))).status,
    ).toBe(200);
  }

  private async again(a: number): Promise<void> {
    const known = pick(this.orders, a);
    if (known === undefined) return;
    const answer = await this.world.post(known.order.account.institution, '/hold-orders', known.order);
    expect(answer.body).toEqual(known.receipt);
  }
}

describe('money in the simulated world', () => {
  it('is conserved, held at most as asked and never overdrawn, over random transfers, holds, extensions, partial releases, upheld appeals, late and repeated messages', async () => {
    const world = await TestWorld.start();
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          const accounts = await Promise.all(BANKS.map((bank) => openAccount(world, bank, String(OPENING))));
          const history = new History(world, [...accounts, await openAccount(world, 'th-014', String(OPENING))]);
          for (const one of steps) await history.take(one);
        }),
        { numRuns: propertyRuns(25) },
      );
    } finally {
      await world.end();
    }
  });
});
