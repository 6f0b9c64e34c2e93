import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { type CheckReport, verifyRecord } from '../../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { Centre, countEvents } from './centre.js';
import { Day } from './day.js';
import { type Phase, PHASES } from './scene.js';
import { ShiftedClock } from './shifted-clock.js';
import { freePorts } from '../../support/free-ports.js';
import { Town } from './town.js';

/** Days that share a centre and its hours. */
const TOGETHER = 20;
/** `LIARS_DAY=41 npm test -- test/liars-day/days-1` lives the day of seed 41 alone. */
const ALONE = process.env['LIARS_DAY'];
/** The check that knows every object of the database; the moved clock is none of ours. */
const CATALOGUE = 'GUARDS';
/** A while after the acts of a phase, in which what did not reach a bank is sent again. */
const LATER_MS = 70 * MINUTE_MS;
/** A while in which the keeper offers news to Temporal once. What is not taken twice it looks at itself. */
const KEEPER_MS = MINUTE_MS;
/** Rounds of the keeper after which everything has come to rest. */
const ROUNDS = 40;

/**
 * Scammers, liars, relatives, forgetful banks and hasty officers act beside true victims, on the
 * same accounts, over HTTP, at banks with books of their own. Temporal is away all the time. Tells
 * the tests of so many days from that seed on.
 */
export function liveDays(firstSeed: number, count: number, run: typeof it = it): void {
  let database: FreshDatabase;
  let clock: ShiftedClock | undefined;
  let town: Town | undefined;
  let centre: Centre | undefined;
  afterEach(async () => {
    await centre?.close();
    await town?.end();
    await clock?.end();
    await database.drop();
    [clock, town, centre] = [undefined, undefined, undefined];
  });

  const seeds = ALONE === undefined ? Array.from({ length: count }, (_, day) => firstSeed + day) : [Number(ALONE)];
  const groups = Array.from({ length: Math.ceil(seeds.length / TOGETHER) }, (_, group) =>
    seeds.slice(group * TOGETHER, (group + 1) * TOGETHER),
  );
  run.each(groups.map((group) => [group[0], group.at(-1), group] as const))(
    'holds each true victim’s money that was there, no innocent’s beyond his rule, and nothing past its law: days %d to %d',
    async (_first, _last, group) => {
      database = await freshDatabase();
      clock = await ShiftedClock.begin(database.dataSource);
      const key = generateSigningKey('centre-1');
      const [port = 0] = await freePorts(1);
      town = await Town.found(`http://127.0.0.1:${port}`, key);
      await town.start();
      centre = await Centre.open(database, town, key, port);
      const days: Day[] = [];
      for (const [index, seed] of group.entries()) days.push(new Day(seed, index + 1, centre, town));
      const faults: string[] = [];
      await Promise.all(days.map((day) => day.begin()));
      let passed = 0;
      for (const phase of Object.keys(PHASES) as Phase[]) {
        await jump(PHASES[phase] - passed);
        passed = PHASES[phase];
        await settle();
        for (const day of days) await day.live(phase);
        await settle();
        if (PHASES[phase] >= PHASES.secondCalls) {
          for (const later of [LATER_MS, KEEPER_MS, KEEPER_MS]) {
            await jump(later);
            passed += later;
            await settle();
          }
        }
        for (const day of days)
          for (const fault of await day.faults(phase)) faults.push(`day ${day.seed}, ${phase}: ${fault}`);
        const late = (await town.holds()).filter(
          ({ state, expiresAt }) => state === 'active' && Date.parse(expiresAt) <= Date.now(),
        );
        for (const { account } of late)
          faults.push(`${phase}: ${account.accountNo} is held past the time of its order`);
      }
      await jump(2 * HOUR_MS);
      await settle();
      const stories = days.filter(({ seed }) => faults.some((fault) => fault.startsWith(`day ${seed},`)));
      expect({ faults, stories: stories.map(({ seed, story }) => ({ seed, story })) }).toEqual({
        faults: [],
        stories: [],
      });
      const violated = await broken(({ id }) => id !== CATALOGUE);
      await clock.end();
      clock = undefined;
      expect([...violated, ...(await broken(({ id }) => id === CATALOGUE))]).toEqual([]);
      const [kept]: { n: string }[] = await database.dataSource.query(
        `SELECT count(*) AS n FROM hold WHERE seized_satang > 0 OR state = 'seized'`,
      );
      const acts = days.reduce((sum, { story }) => sum + story.length, 0);
      process.stdout.write(`${days.length} days: ${acts} acts, ${kept?.n} holds with money under another authority\n`);
    },
    HOUR_MS,
  );

  /** The checks of `verify` that find something. */
  async function broken(isAsked: (check: CheckReport) => boolean): Promise<CheckReport[]> {
    const { checks } = await verifyRecord({ db: clock?.forReader() ?? database.dataSource });
    return checks.filter((check) => isAsked(check) && check.violations > 0);
  }

  /** Lets time pass. The banks start again in it, and end what expired meanwhile. */
  async function jump(ms: number): Promise<void> {
    if (ms === 0) return;
    await centre?.drain();
    await town?.stop();
    await clock?.pass(ms);
    await town?.start();
  }

  /** Lets the centre and the banks go on until nothing happens any more. */
  async function settle(): Promise<void> {
    let before = -1;
    for (let round = 0; round < ROUNDS; round += 1) {
      await centre?.keep();
      await centre?.drain();
      const events = await countEvents(database.dataSource);
      const owed = (await town?.owed()) ?? 0;
      if (events === before && owed === 0) return;
      before = events;
    }
    throw new Error(`the centre does not come to rest within ${ROUNDS} rounds`);
  }
}
