import * as fc from 'fast-check';
import type { ReceiptResult } from '../../../src/domain/hold/hold.js';
import type { ModelLedger, Saying } from './model.js';
import type { HoldOnRecord, RealLedger } from './real-ledger.js';

type Command = fc.AsyncCommand<ModelLedger, RealLedger>;

const STAGES: Readonly<Record<HoldOnRecord['state'], string>> = {
  ordered: 'waits',
  unconfirmed: 'waits',
  held: 'holds',
  partly_held: 'holds',
  release_ordered: 'ends',
  released: 'over',
  no_funds: 'over',
  refused: 'over',
  seized: 'over',
};

/** Both sides agree on every hold, and the books on themselves. */
async function agree(model: ModelLedger, real: RealLedger): Promise<void> {
  const told = (await real.holds()).map(({ state, takes, orders }) => `${STAGES[state]} ${takes} by ${orders}`);
  const expected = model.holds.map(({ stage, takes, orders }) => `${stage} ${takes} by ${orders.length}`);
  if (told.join() !== expected.join())
    throw new Error(`the record says ${told.join()}, its reference ${expected.join()}`);
  const fault = await real.fault();
  if (fault !== undefined) throw new Error(fault);
}

/** An act on a hold that `pick` chooses. */
class OnHold implements Command {
  constructor(
    private readonly name: string,
    private readonly pick: number,
    private readonly act: (model: ModelLedger, real: RealLedger, index: number) => Promise<void>,
    private readonly may: (model: Readonly<ModelLedger>, index: number) => boolean = () => true,
  ) {}

  check(model: Readonly<ModelLedger>): boolean {
    return this.may(model, this.pick % model.holds.length);
  }

  async run(model: ModelLedger, real: RealLedger): Promise<void> {
    await this.act(model, real, this.pick % model.holds.length);
    await agree(model, real);
  }

  toString(): string {
    return `${this.name} [${this.pick}]`;
  }
}

function same(actual: boolean, expected: boolean, what: string): void {
  if (actual !== expected) throw new Error(`${what}: the record says ${actual}, its reference ${expected}`);
}

interface Words {
  order: number;
  receiptSeq: number;
  result: ReceiptResult;
  heldPercent: number;
  onwardPercent: number;
  nextAccount: boolean;
}

/**
 * What an institution says, true or not, early, late, again or out of order: parts of what was
 * asked.
 */
function receipt(pick: number, words: Words): Command {
  return new OnHold(
    `receipt ${JSON.stringify(words)}`,
    pick,
    async (model, real, index) => {
      const says = sayingOf(model, index, words);
      model.receive(index, says);
      await real.receipt(index, says);
    },
    (model, index) => !model.saysMoreAfterAll(index, sayingOf(model, index, words)),
  );
}

function sayingOf(model: Readonly<ModelLedger>, index: number, words: Words): Saying {
  const { heldPercent, onwardPercent, ...rest } = words;
  const { asked, orders } = model.at(index);
  return {
    ...rest,
    order: Math.max(1, orders.length - words.order),
    held: (asked * BigInt(heldPercent)) / 100n,
    onward: (asked * BigInt(onwardPercent)) / 100n,
  };
}

const pick = fc.nat({ max: 7 });
const percent = fc.constantFrom(0n, 20n, 50n, 100n);
const words = (over: { [K in keyof Words]?: fc.Arbitrary<Words[K]> }): fc.Arbitrary<Words> =>
  fc.record({
    order: fc.constantFrom(0, 0, 0, 1),
    receiptSeq: fc.integer({ min: 1, max: 3 }),
    result: fc.constant<ReceiptResult>('HELD_PARTIAL'),
    heldPercent: fc.constantFrom(10, 30, 60),
    onwardPercent: fc.constantFrom(0, 40),
    nextAccount: fc.constantFrom(true, true, false),
    ...over,
  });
const says = fc.oneof(
  {
    weight: 2,
    arbitrary: words({
      result: fc.constant('HELD_FULL'),
      heldPercent: fc.constant(100),
      onwardPercent: fc.constant(0),
    }),
  },
  { weight: 5, arbitrary: words({}) },
  {
    weight: 2,
    arbitrary: words({
      result: fc.constantFrom('NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND', 'REFUSED_LEGAL', 'PENDING'),
      heldPercent: fc.constant(0),
      onwardPercent: fc.constantFrom(0, 100),
    }),
  },
  {
    weight: 1,
    arbitrary: words({
      result: fc.constantFrom('HELD_FULL', 'HELD_PARTIAL', 'NO_FUNDS', 'REFUSED_LEGAL'),
      heldPercent: fc.constantFrom(0, 60, 100, 101),
      onwardPercent: fc.constantFrom(0, 40, 100),
    }),
  },
);

/** Of what a hold takes up, a part. */
function partOf(model: Readonly<ModelLedger>, index: number, share: bigint): bigint {
  return (model.at(index).takes * share) / 100n;
}

/**
 * The institution answers the newest order with what it asks for, or, not having read it, with
 * what it held before.
 */
const newestAnswers = fc
  .tuple(pick, fc.constantFrom('obeys', 'holds on to all'), fc.integer({ min: 1, max: 3 }))
  .map(([hold, manner, receiptSeq]) => {
    const sayingTo = (model: Readonly<ModelLedger>, index: number): Saying => {
      const { orders, takes } = model.at(index);
      const asked = orders.at(-1) ?? 0n;
      const held = manner === 'obeys' && asked < takes ? asked : takes;
      const answer = { order: orders.length, receiptSeq, result: 'HELD_FULL' as const };
      return { ...answer, held, onward: 0n, nextAccount: false };
    };
    return new OnHold(
      `the bank ${manner}`,
      hold,
      async (model, real, index) => {
        const said = sayingTo(model, index);
        model.receive(index, said);
        await real.receipt(index, said);
      },
      (model, index) => !model.saysMoreAfterAll(index, sayingTo(model, index)),
    );
  });

/**
 * How each story begins: of the first sum the account keeps two fifths, and two fifths went on to
 * a second account; the other sum is held in full, and an officer has ordered that half of it be
 * let go.
 */
export async function begin(model: ModelLedger, real: RealLedger): Promise<void> {
  const amount = model.at(0).asked;
  const part = (amount * 2n) / 5n;
  const words = {
    order: 2,
    receiptSeq: 1,
    result: 'HELD_PARTIAL' as const,
    held: part,
    onward: part,
    nextAccount: true,
  };
  model.receive(0, words);
  await real.receipt(0, words);
  const all = model.at(1).asked;
  const full = { order: 2, receiptSeq: 1, result: 'HELD_FULL' as const, held: all, onward: 0n, nextAccount: false };
  model.receive(1, full);
  await real.receipt(1, full);
  same(await real.releaseInPart(1, all / 2n), model.releaseInPart(1, all / 2n), 'a part is released');
  await agree(model, real);
}

const receipts = fc.tuple(pick, says).map(([hold, said]) => receipt(hold, said));
const extensions = pick.map(
  (hold) =>
    new OnHold('continue-order', hold, async (model, real, index) => {
      same(await real.extend(index), model.extend(index), 'the hold goes on');
    }),
);
const releases = pick.map(
  (hold) =>
    new OnHold('release', hold, async (model, real, index) => {
      same(await real.release(index), model.release(index), 'the release is ordered');
    }),
);
const partialReleases = fc.tuple(pick, percent).map(
  ([hold, share]) =>
    new OnHold(`release but for ${share} %`, hold, async (model, real, index) => {
      const keep = partOf(model, index, share);
      same(await real.releaseInPart(index, keep), model.releaseInPart(index, keep), 'a part is released');
    }),
);
const acknowledgements = pick.map(
  (hold) =>
    new OnHold('acknowledge', hold, async (model, real, index) => {
      same(await real.acknowledge(index), model.acknowledge(index), 'the release is acknowledged');
    }),
);
const lapses = fc.tuple(pick, fc.nat({ max: 2 })).map(
  ([hold, order]) =>
    new OnHold(`lapse of order ${order}`, hold, async (model, real, index) => {
      const place = Math.max(1, model.at(index).orders.length - order);
      model.lapse(index, place);
      await real.lapse(index, place);
    }),
);
const appeals = fc.tuple(pick, fc.constantFrom(null, 20n, 50n)).map(
  ([hold, share]) =>
    new OnHold(
      share === null ? 'appeal upheld' : `appeal upheld but for ${share} %`,
      hold,
      async (model, real, index) => {
        const keep = share === null ? null : partOf(model, index, share);
        same(await real.appeal(index, keep), model.appeal(index, keep), 'the appeal is upheld');
      },
      (model, index) => !model.at(index).appealed,
    ),
);

/** The time of the complaint is over. */
class Expiry implements Command {
  check(): boolean {
    return true;
  }

  async run(model: ModelLedger, real: RealLedger): Promise<void> {
    const [released, expected] = [await real.expire(), model.expire()];
    if (released !== expected) throw new Error(`the record releases ${released} holds, its reference ${expected}`);
    await agree(model, real);
  }

  toString(): string {
    return 'expiry';
  }
}

class Withdrawal implements Command {
  check(model: Readonly<ModelLedger>): boolean {
    return !model.withdrawn;
  }

  async run(model: ModelLedger, real: RealLedger): Promise<void> {
    model.withdraw();
    await real.withdraw();
    await agree(model, real);
  }

  toString(): string {
    return 'withdrawal';
  }
}

/**
 * What may happen to the ledger of one complaint with two sums at two banks. Answers are most of
 * it, as in life.
 */
export const anyActs = fc.commands<ModelLedger, RealLedger, false>(
  [
    receipts,
    receipts,
    receipts,
    receipts,
    receipts,
    newestAnswers,
    newestAnswers,
    newestAnswers,
    extensions,
    releases,
    partialReleases,
    partialReleases,
    acknowledgements,
    acknowledgements,
    fc.constant(new Expiry()),
    lapses,
    appeals,
    fc.constant(new Withdrawal()),
  ],
  { size: 'max', maxCommands: 18 },
);
