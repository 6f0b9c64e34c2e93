import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { readComplaintStatus } from '../../../src/application/complaint/view/read-complaint-status.js';
import { maxSatang } from '../../../src/domain/money.js';
import { HOUR_MS } from '../../../src/domain/time.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { propertyRuns } from '../../support/property-runs.js';
import { RecordBuilder } from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { Rivals, type Report } from './support/rivals.js';

/** Stories in `npm test`; the full run tells more. */
const RUNS = propertyRuns(3);
const TRUE_SATANG = 100_000n;

/** What a rival report may say otherwise; the true one says nothing otherwise. */
const LIES = ['nothing', 'less', 'more', 'receiver', 'time', 'debited', 'promptpay'] as const;

interface Step {
  readonly act: 'report' | 'send' | 'judge' | 'deny' | 'withdraw';
  readonly lie: (typeof LIES)[number];
  readonly pick: number;
  /** Whether another process takes the next step at the same instant. */
  readonly isWithNext: boolean;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom('report', 'report', 'send', 'send', 'judge', 'deny', 'withdraw'),
  lie: fc.constantFrom(...LIES),
  pick: fc.nat({ max: 7 }),
  isWithNext: fc.boolean(),
});

/** What stories did, in numbers. */
interface Counted {
  reports: number;
  holds: number;
  denied: number;
  withdrawn: number;
}

/** A case whose money was let go because of a denial is over, and cannot be withdrawn. */
function unlessClosed(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'CASE.CLOSED') throw error;
}

/** A story begins with a report that the true one, which comes last, contradicts. */
const anyStory: fc.Arbitrary<Step[]> = fc
  .tuple(
    anyStep,
    fc.constantFrom(...LIES.filter((lie) => lie !== 'nothing')),
    fc.array(anyStep, { minLength: 3, maxLength: 11 }),
  )
  .map(([first, lie, rest]) => [{ ...first, act: 'report', lie }, ...rest]);

/** Whatever is reported of one debit, by whom, in which order: its money is held once (I24). */
describe('any story of reports that contradict each other', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let otherDb: DataSource;
  let stories = 0;
  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    otherDb = await createDataSource({ url: database.url, poolSize: 5, applicationName: 'other' }).initialize();
  });
  afterAll(async () => {
    await otherDb.destroy();
    await database.drop();
  });

  it(
    `holds the true one in full and nothing else, once its bank has confirmed it: ${RUNS} stories`,
    async () => {
      const counted: Counted = { reports: 0, holds: 0, denied: 0, withdrawn: 0 };
      await fc.assert(
        fc.asyncProperty(anyStory, async (steps) => {
          const told = await tell(steps);
          counted.reports += told.reports;
          counted.holds += told.holds;
          counted.denied += told.denied;
          counted.withdrawn += told.withdrawn;
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      process.stdout.write(`${RUNS} stories of rivals: ${JSON.stringify(counted)}\n`);
    },
    HOUR_MS,
  );

  async function tell(steps: readonly Step[]): Promise<Counted> {
    const story = String((stories += 1)).padStart(6, '0');
    const account = (institution: string, kind: number) => ({ institution, accountNo: `9${kind}00${story}` });
    const [mule, next] = [account('th-014', 1), account('th-006', 2)];
    const at = new Date(Date.now() - HOUR_MS).toISOString();
    const truth = { to: { account: mule }, amountSatang: TRUE_SATANG.toString(), transferredAt: at };
    const rivals = new Rivals(build, { reference: `ANY-${story}`, victim: account('th-004', 3), facts: truth });
    const lies: Record<Step['lie'], Report> = {
      nothing: {},
      less: { facts: { amountSatang: '2500' } },
      more: { facts: { amountSatang: '250000' } },
      receiver: { facts: { to: { account: next } } },
      time: { facts: { transferredAt: new Date(Date.now() - 2 * HOUR_MS).toISOString() } },
      debited: { from: account('th-004', 4).accountNo },
      promptpay: { facts: { to: { promptPay: { kind: 'phone', value: `08${story}00`.slice(0, 10) } } } },
    };
    const other = build.through(otherDb);
    const reported: { id: string; lie: Step['lie'] }[] = [];
    const denied = new Set<Step['lie']>();
    const withdrawn = new Set<string>();

    /** What a step does; undefined where nothing is there that it could be done to. */
    const actOf = async ({ act, lie, pick }: Step): Promise<((by: RecordBuilder) => Promise<void>) | undefined> => {
      if (act === 'report') return async (by) => void reported.push({ id: (await rivals.take(lies[lie], by)).id, lie });
      if (act === 'send') {
        const holds = (await rivals.holds()).filter(({ state }) => state !== 'released');
        const hold = holds[pick % Math.max(1, holds.length)];
        if (hold === undefined) return undefined;
        // A release is sent by one process; the other may judge the hold meanwhile.
        return async (by) => {
          if (by === other && hold.state === 'release_ordered') await by.advanceHold(hold.id);
          else await rivals.play(hold, by);
        };
      }
      const chosen = reported[pick % Math.max(1, reported.length)];
      if (chosen === undefined) return undefined;
      if (act === 'judge') return async (by) => void (await by.advanceCase(chosen.id));
      if (act === 'withdraw') {
        if (withdrawn.has(chosen.id)) return undefined;
        withdrawn.add(chosen.id);
        return () => withdraw(build.db, chosen.id).catch(unlessClosed);
      }
      if (chosen.lie === 'nothing' || denied.has(chosen.lie)) return undefined;
      return async (by) => {
        if (denied.has(chosen.lie)) return;
        denied.add(chosen.lie);
        await rivals.answer(chosen.id, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' }, by);
      };
    };

    for (let at = 0; at < steps.length;) {
      const together = steps[at]?.isWithNext === true ? steps.slice(at, at + 2) : steps.slice(at, at + 1);
      at += together.length;
      const acts = await Promise.all(together.map((step) => actOf(step)));
      await Promise.all(acts.map(async (act, place) => act?.(place === 0 ? build : other)));
      const amounts = reported.map(({ lie }) => BigInt(lies[lie].facts?.amountSatang ?? TRUE_SATANG));
      const most = amounts.reduce((one, each) => maxSatang(one, each), 0n);
      for (const satang of Object.values(await rivals.held())) expect(BigInt(satang)).toBeLessThanOrEqual(most);
    }
    const last = await rivals.take();
    const ids = [...reported.map(({ id }) => id), last.id];
    await rivals.settle(...ids);
    await rivals.answer(last.id, { result: 'CONFIRMED' });
    await rivals.settle(...ids);
    expect(await rivals.held()).toEqual({ [mule.accountNo]: TRUE_SATANG.toString() });
    await rivals.expectWhole();
    // Nobody hears of more than was reported, and who was denied hears of nothing.
    for (const { id, lie } of reported) {
      const status = await readComplaintStatus(build.db.manager, id);
      const told = BigInt(status?.heldSatang ?? 0);
      expect(told).toBeLessThanOrEqual(denied.has(lie) ? 0n : BigInt(status?.stolenSatang ?? 0));
    }
    const holds = (await rivals.holds()).length;
    return { reports: reported.length, holds, denied: denied.size, withdrawn: withdrawn.size };
  }
});
