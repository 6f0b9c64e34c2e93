import * as fc from 'fast-check';
import { HOUR_MS } from '../../../src/domain/time.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { anyActs, begin } from './commands.js';
import { ModelLedger } from './model.js';
import { RealLedger } from './real-ledger.js';

/** `npm run test:full` makes two hundred; `FAST_CHECK_FACTOR=100` makes a thousand. */
const RUNS = propertyRuns(10);
const SUMS = [1_000_000n, 600_000n] as const;

describe('the hold ledger on the database', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it('keeps let go what an officer let go in part, when the institution ends the hold before it answers', async () => {
    const real = await RealLedger.open(record, SUMS);
    await begin(new ModelLedger(real.sums), real);
    await real.lapse(1, 3);
    const [, ended, , again] = await real.holds();
    const half = (real.sums[1] ?? 0n) / 2n;
    expect([ended?.state, again?.takes]).toEqual(['released', half]);
    expect((await real.hold(1)).letGoSatang).toBe(half);
  });

  it(
    `by ${RUNS} stories of orders, answers, extensions, releases whole and in part, expiries, appeals and withdrawals in any order, agrees with its reference`,
    async () => {
      const seen = { answers: 0, hops: 0 };
      await fc.assert(
        fc.asyncProperty(anyActs, async (acts) => {
          const real = await RealLedger.open(record, SUMS);
          const model = new ModelLedger(real.sums);
          await begin(model, real);
          await fc.asyncModelRun(() => ({ model, real }), acts);
          seen.answers += model.answersThatCounted;
          seen.hops += model.nextHops;
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      // Runs in which nothing is answered and nothing followed would prove nothing. A story has
      // three answers and one next hop on average; ten stories may have fewer.
      expect(seen.answers).toBeGreaterThan(RUNS);
      expect(seen.hops).toBeGreaterThan(RUNS / 4);
      process.stdout.write(`${RUNS} stories: ${seen.answers} answers counted, ${seen.hops} next hops\n`);
    },
    HOUR_MS,
  );
});
