import * as fc from 'fast-check';
import { openCaseOfHold } from '../../../../src/application/case/work/open-case.js';
import { extendHold } from '../../../../src/application/hold/order/extend-hold.js';
import { section7Extension } from '../../../../src/application/hold/order/section7-power.js';
import { HOUR_MS } from '../../../../src/domain/time.js';
import { HoldRow } from '../../../../src/persistence/entities/money/hold.entities.js';
import { inTransaction } from '../../../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { propertyRuns } from '../../../support/property-runs.js';
import { RecordBuilder } from '../../../support/record-builder.js';
import { violated } from '../../../support/violated.js';
import { type Act, ANSWERING_ROLES, MoneyUnderPowers, type Power, SUSPICIONS } from './support/money-under-powers.js';

/** Sequences in `npm test`; the full run tries more. */
const RUNS = propertyRuns(6);
/** How far apart the ends of a hold and of its powers may be: the clock runs between the two. */
const CLOCKS_MS = 60_000;

const ABOUT_POWERS = ['LEDGER', 'I25'];

const role = fc.constantFrom(...ANSWERING_ROLES);
const days = fc.constantFrom(1, 3, 12);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant('suspects' as const), by: fc.constantFrom(...SUSPICIONS) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('suspends' as const) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('continues' as const), days }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('warrant' as const), days }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('releases' as const), role }) },
  { weight: 5, arbitrary: fc.record({ act: fc.constant('upholds' as const), role }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('finds' as const),
      result: fc.constantFrom('lifted' as const, 'proceeded' as const),
      role,
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdraws' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('reports_again' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('time' as const), hours: fc.constantFrom(5, 25, 49, 75, 121, 169) }),
  },
);

/** The powers that a hold of each kind goes by. */
function powersOfKind(kind: string): readonly Power[] {
  return kind === 'section6' ? SUSPICIONS : [kind as Power];
}

/** Sequences that the product once got wrong. */
const ONCE_WRONG: readonly Act[][] = [
  // A second notice by a paragraph whose seven days are over, beside an order that still runs.
  [
    { act: 'suspects', by: 'police' },
    { act: 'continues', days: 12 },
    { act: 'time', hours: 169 },
    { act: 'suspects', by: 'police' },
    { act: 'suspects', by: 'bank' },
  ],
  // The centre found for the holder of what the complaint gave, and the police suspect the money later.
  [
    { act: 'upholds', role: 'aoc_officer' },
    { act: 'suspects', by: 'police' },
  ],
  // An inquiry officer lets the money go that his suspicion and the complaint hold.
  [
    { act: 'time', hours: 25 },
    { act: 'suspects', by: 'police' },
    { act: 'releases', role: 'inquiry_officer' },
  ],
  // AMLO lifts its suspicion, and the police give notice of theirs later.
  [
    { act: 'suspects', by: 'amlo' },
    { act: 'finds', result: 'lifted', role: 'amlo_officer' },
    { act: 'suspects', by: 'police' },
    { act: 'upholds', role: 'aoc_officer' },
    { act: 'upholds', role: 'amlo_officer' },
  ],
];

describe('any sequence of powers on one credit', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it(
    `ends each by its own rule and authority, and the money is free when none is left: ${RUNS} sequences`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyAct, { minLength: 3, maxLength: 10 }), async (acts) => {
          const money = await MoneyUnderPowers.complained(build);
          const told: string[] = [];
          try {
            for (const act of acts) {
              const said = await money.do(act);
              const hold = await money.live();
              told.push(
                `${JSON.stringify(act)} -> ${said}; ${hold?.kind ?? 'free'}; left: ${[...money.left.keys()].join(', ')}`,
              );
              const left = [...money.left.keys()];
              if (hold === undefined && left.length > 0) throw new Error('the money is free');
              if (hold !== undefined && left.length === 0)
                throw new Error(`held by ${hold.kind}, and no power is left`);
              if (hold === undefined) continue;
              if (!powersOfKind(hold.kind).some((power) => money.left.has(power)))
                throw new Error(`the hold goes by ${hold.kind}, which is over`);
              const latest = Math.max(...[...money.left.values()].map((until) => until.getTime()));
              if (hold.expiresAt.getTime() > latest + CLOCKS_MS)
                throw new Error(`the hold lives until ${hold.expiresAt.toISOString()}`);
            }
          } catch (error) {
            throw new Error(`${String(error)}\n${told.join('\n')}`, { cause: error });
          }
        }),
        { numRuns: RUNS + ONCE_WRONG.length, examples: ONCE_WRONG.map((acts) => [acts]), endOnFailure: true },
      );
    },
    HOUR_MS,
  );

  it('is found by verify where section 7 holds again what a person let go (I25)', async () => {
    expect(await violated(build.db, ABOUT_POWERS)).toEqual([]);
    const money = await MoneyUnderPowers.complained(build);
    await money.do({ act: 'upholds', role: 'aoc_officer' });
    await money.do({ act: 'suspects', by: 'police' });
    const hold = await money.live();
    await inTransaction(build.db, async (manager) => {
      const work = await openCaseOfHold(manager, hold?.id ?? '', 'planted');
      const own = await manager.findOneByOrFail(HoldRow, { id: hold?.id ?? '' });
      expect(await extendHold(work, own, { ...section7Extension(true, null), follows: true })).toBe(true);
      await work.finish();
    });
    const broken = (await violated(build.db, ABOUT_POWERS)).map(({ id, examples }) => [id, examples]);
    expect(broken).toEqual([['I25', [expect.stringContaining('goes by section 7 although a finding')]]]);
  });
});
