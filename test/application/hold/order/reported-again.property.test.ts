import * as fc from 'fast-check';
import { releaseByOfficer } from '../../../../src/application/hold/release/release-by-officer.js';
import { HOLDING_STATES } from '../../../../src/domain/hold/hold.js';
import { sumSatang } from '../../../../src/domain/money.js';
import { HOUR_MS } from '../../../../src/domain/time.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import { propertyRuns } from '../../../support/property-runs.js';
import { OFFICER, RecordBuilder } from '../../../support/record-builder.js';
import { withdraw } from '../../../support/withdraw.js';
import { type Spending, SpentMoney } from '../support/spent-money.js';

/** Stories in `npm test`; the full run tells more. */
const RUNS = propertyRuns(4);
const STOLEN_BAHT = 65_000n;

/** What happens to the money before its true victim reports it for the last time. */
interface Step {
  readonly act: 'report' | 'rival' | 'confirm' | 'withdraw' | 'urgent_time_ends' | 'officer_releases' | 'bank_lapses';
  readonly pick: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    'report',
    'report',
    'rival',
    'confirm',
    'withdraw',
    'withdraw',
    'urgent_time_ends',
    'officer_releases',
    'bank_lapses',
  ),
  pick: fc.nat({ max: 7 }),
});

/** Who pays on to whom, in thousands of baht; an account pays no more than it has. */
const anySpending: fc.Arbitrary<Spending[]> = fc
  .array(fc.record({ from: fc.nat({ max: 9 }), thousands: fc.integer({ min: 1, max: 64 }) }), { maxLength: 4 })
  .map((wishes) => {
    const left = [STOLEN_BAHT];
    return wishes.map(({ from: wish, thousands }, index) => {
      const from = wish % left.length;
      const has = left[from] ?? 0n;
      const baht = BigInt(thousands) * 1000n > has ? has : BigInt(thousands) * 1000n;
      left[from] = has - baht;
      left.push(baht);
      return { from, to: index + 1, baht };
    });
  })
  .map((spent) => spent.filter(({ baht }) => baht > 0n))
  .filter((spent) => spent.every(({ from, to }, index) => to === index + 1 && from <= index));

/** An officer releases the hold of a rival, while another report has a hold on what that one left. */
const RIVAL_LET_GO: [Spending[], Step[]] = [
  [],
  [
    { act: 'urgent_time_ends', pick: 0 },
    { act: 'rival', pick: 0 },
    { act: 'report', pick: 0 },
    { act: 'officer_releases', pick: 2 },
  ],
];

/** Whatever ended the earlier holds: what nobody let go with a reason is held, and no more than was stolen. */
describe('any story of a transfer that is reported again', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterAll(() => database.drop());

  it(
    `ends with the money held at every account where it stands, unless a person let it go: ${RUNS} stories`,
    async () => {
      const counted = { holds: 0, letGo: 0 };
      await fc.assert(
        fc.asyncProperty(anySpending, fc.array(anyStep, { minLength: 2, maxLength: 7 }), async (spent, steps) => {
          const told = await tell(new SpentMoney(build, STOLEN_BAHT, spent), steps);
          counted.holds += told.holds;
          counted.letGo += told.letGo;
        }),
        { numRuns: RUNS + 1, examples: [RIVAL_LET_GO], endOnFailure: true },
      );
      process.stdout.write(`${RUNS} stories of money reported again: ${JSON.stringify(counted)}\n`);
    },
    HOUR_MS,
  );

  async function tell(money: SpentMoney, steps: readonly Step[]): Promise<{ holds: number; letGo: number }> {
    const cases: string[] = [];
    const withdrawn = new Set<string>();
    const letGo = new Map<string, bigint>();
    const rivals = new Set<string>();
    const report = async (facts = {}): Promise<string> => {
      const { caseId } = await build.complain(money.report(facts));
      cases.push(caseId);
      return caseId;
    };
    const act = async ({ act: what, pick }: Step): Promise<void> => {
      const chosen = cases[pick % Math.max(1, cases.length)];
      if (what === 'report') await report();
      else if (what === 'rival') rivals.add(await report({ amountSatang: '6400000' }));
      else if (what === 'urgent_time_ends') await money.timePasses(61);
      else if (what === 'confirm' && chosen !== undefined && !rivals.has(chosen))
        await build.debits(chosen, 'CONFIRMED');
      else if (what === 'withdraw' && chosen !== undefined && !withdrawn.has(chosen)) {
        withdrawn.add(chosen);
        await withdraw(build.db, chosen);
      } else if (what === 'officer_releases') {
        const held = (await money.holds()).filter(({ state }) => HOLDING_STATES.includes(state));
        const hold = held[pick % Math.max(1, held.length)];
        if (hold === undefined) return;
        const body = { reason: 'the holder is innocent', unrelated: false };
        const released = await releaseByOfficer(build.db, { holdId: hold.id, body, actor: OFFICER });
        if (!released.ok) throw new Error(released.code);
        letGo.set(hold.accountNo, (letGo.get(hold.accountNo) ?? 0n) + hold.heldSatang / 100n);
      } else if (what === 'bank_lapses') {
        const held = (await money.holds()).filter(({ state }) => HOLDING_STATES.includes(state));
        const hold = held[pick % Math.max(1, held.length)];
        if (hold !== undefined) await money.lapses(hold);
      }
    };
    for (const step of [{ act: 'report', pick: 0 } as const, ...steps]) {
      await act(step);
      await money.settle(...cases);
      await expectNoMoreThanStolen(money);
    }
    await report();
    for (const caseId of cases) if (!rivals.has(caseId)) await build.debits(caseId, 'CONFIRMED');
    await money.settle(...cases);
    await money.settle(...cases);
    await expectNoMoreThanStolen(money);
    const standing = await money.standing();
    for (const place of money.places) {
      const letGoBaht = letGo.get(money.account(place).accountNo);
      const baht = standing[place] ?? 0n;
      const left = money.left(place) / 100n;
      // A rival claim may name more than a person let go of another one, and no other satang.
      if (letGoBaht !== undefined && rivals.size > 0)
        expect({ place, isWithin: baht <= left - letGoBaht }).toEqual({ place, isWithin: true });
      else expect({ place, baht }).toEqual({ place, baht: letGoBaht === undefined ? left : 0n });
    }
    expect(await money.violations()).toEqual([]);
    return { holds: (await money.holds()).length, letGo: letGo.size };
  }

  async function expectNoMoreThanStolen(money: SpentMoney): Promise<void> {
    const standing = await money.standing();
    expect(sumSatang(Object.values(standing))).toBeLessThanOrEqual(STOLEN_BAHT);
  }
});
