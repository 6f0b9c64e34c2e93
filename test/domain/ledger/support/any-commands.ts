import * as fc from 'fast-check';
import {
  Extend,
  LastClaimEnds,
  Lapse,
  Order,
  OrderRelease,
  Receipt,
  ReleaseReceipt,
  Raise,
  type Saying,
  TimePasses,
  VictimReports,
} from './commands.js';
import { LedgerRecord } from './ledger-record.js';
import { Reference } from './reference.js';

/** Two victims have reported, and three orders are out. */
export function begin(): { model: Reference; real: LedgerRecord } {
  const model = new Reference();
  const real = new LedgerRecord();
  const first = [new VictimReports(100_000n), new VictimReports(50_000n)];
  const orders = [new Order(0, 60_000n, 30), new Order(0, 40_000n, 20), new Order(1, 50_000n, 10)];
  for (const command of [...first, ...orders]) command.run(model, real);
  return { model, real };
}

const pick = fc.nat({ max: 9 });
const order = fc.nat({ max: 2 });
const receiptSeq = fc.integer({ min: 1, max: 3 });
/** Mostly what a bank may say; the rest does not add up. */
const saying: fc.Arbitrary<Saying> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record<Saying>({
      order,
      receiptSeq,
      result: fc.constant('HELD_FULL'),
      heldPercent: fc.constant(100),
      onwardPercent: fc.constant(0),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record<Saying>({
      order,
      receiptSeq,
      result: fc.constant('HELD_PARTIAL'),
      heldPercent: fc.constantFrom(10, 25, 60),
      onwardPercent: fc.constantFrom(0, 40),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record<Saying>({
      order,
      receiptSeq,
      result: fc.constantFrom('NO_FUNDS', 'ACCOUNT_CLOSED', 'NOT_FOUND', 'REFUSED_LEGAL', 'PENDING'),
      heldPercent: fc.constant(0),
      onwardPercent: fc.constantFrom(0, 100),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record<Saying>({
      order,
      receiptSeq,
      result: fc.constantFrom('HELD_FULL', 'HELD_PARTIAL', 'NO_FUNDS', 'NOT_FOUND', 'REFUSED_LEGAL'),
      heldPercent: fc.constantFrom(0, 25, 60, 100, 101),
      onwardPercent: fc.constantFrom(0, 40, 75, 100),
    }),
  },
);

const orders = fc
  .tuple(pick, fc.bigInt({ min: 0n, max: 600n }), fc.integer({ min: 1, max: 30 }))
  .map(([sum, satang, ticks]) => new Order(sum, satang * 100n, ticks));
const receipts = fc.tuple(pick, saying).map(([hold, says]) => new Receipt(hold, says));

/**
 * What may happen to the ledger of up to three victims. Answers are most of it, as they are in
 * life; so each is listed as often as it is likely.
 */
export const anyCommands = fc.commands<Reference, LedgerRecord>(
  [
    fc.bigInt({ min: 1n, max: 1_000n }).map((amount) => new VictimReports(amount * 100n)),
    orders,
    orders,
    receipts,
    receipts,
    receipts,
    receipts,
    receipts,
    receipts,
    fc.tuple(pick, fc.integer({ min: 1, max: 40 })).map(([hold, ticks]) => new Extend(hold, ticks)),
    fc.tuple(pick, fc.integer({ min: 1, max: 40 })).map(([hold, ticks]) => new Extend(hold, ticks)),
    fc.tuple(pick, fc.bigInt({ min: 1n, max: 600n })).map(([hold, satang]) => new Raise(hold, satang * 100n)),
    fc.tuple(pick, fc.bigInt({ min: 1n, max: 600n })).map(([hold, satang]) => new Raise(hold, satang * 100n)),
    pick.map((hold) => new OrderRelease(hold)),
    pick.map((hold) => new ReleaseReceipt(hold)),
    fc.tuple(pick, fc.nat({ max: 2 })).map(([hold, sequence]) => new Lapse(hold, sequence)),
    pick.map((sum) => new LastClaimEnds(sum)),
    fc.integer({ min: 1, max: 3 }).map((ticks) => new TimePasses(ticks)),
  ],
  { size: 'max', maxCommands: 80 },
);
