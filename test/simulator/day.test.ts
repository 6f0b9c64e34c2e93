import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readScenario, type Scenario } from '../../simulator/day/scenario.js';
import { type DayScript, planDay } from '../../simulator/day/script.js';
import { institutionsOfWorld } from '../../simulator/world/population.js';
import { DEMO_PARTIES } from '../../tools/embedded/people/parties.js';
import { chooseScenario } from '../../tools/proof/simulate/choose-scenario.js';
import { readOptions } from '../../tools/proof/simulate/options.js';

const FOLDER = path.join(__dirname, '../../simulator/scenarios');
const read = (name: string): Scenario => readScenario(readFileSync(path.join(FOLDER, name), 'utf8'), name);
const DAY_MS = 120_000;
const INSTITUTIONS = institutionsOfWorld();
const VALID = 'title: T\ncomplaintsPerMinute: 1\nordinaryPaymentsPerMinute: 0\ngangs: 1\nsecondsPerMinute: 1\n';

describe('the scenario files', () => {
  it('are all valid, and name only parties that there are', () => {
    const names = readdirSync(FOLDER);
    expect(names).toEqual(expect.arrayContaining(['national-day.yaml', 'bad-day.yaml', 'one-bank-silent.yaml']));
    const slugs = [...DEMO_PARTIES.map(({ slug }) => slug), ...institutionsOfWorld()];
    for (const name of names) for (const { party } of read(name).faults) expect(slugs).toContain(party);
  });

  it('have every fault on the worst day, and one at every institution', () => {
    const { faults } = read('nation-on-the-wire.yaml');
    const kinds = ['bad_signature', 'duplicate', 'key_rotation', 'late', 'lying_statement', 'out_of_order'];
    kinds.push('partial', 'restored', 'server_error', 'silent', 'zero');
    expect([...new Set(faults.map(({ fault }) => fault))].sort()).toEqual(kinds);
    expect(institutionsOfWorld()).toHaveLength(22);
    expect(faults.map(({ party }) => party)).toEqual(expect.arrayContaining([...institutionsOfWorld()]));
  });

  it.each([
    ['what is no YAML', 'title: [', 'is no YAML'],
    ['an unknown field', `${VALID}speed: 2\n`, 'speed'],
    ['a missing field', 'title: T\n', 'complaintsPerMinute'],
    ['an unknown fault', `${VALID}faults: [{ party: th-002, fault: lazy }]\n`, 'faults[0].fault'],
    [
      'a fault that ends before it begins',
      `${VALID}faults: [{ party: th-002, fault: late, from: 1, until: 0.5 }]\n`,
      'later',
    ],
    [
      'two faults of one party at one time',
      `${VALID}faults: [{ party: bot, fault: late }, { party: bot, fault: silent, from: 0.5 }]\n`,
      'bot still has the fault faults[0]',
    ],
    ['a fault that no agency has', `${VALID}faults: [{ party: amlo, fault: partial }]\n`, 'an agency can only be'],
  ])('is refused with %s, by the name of the field', (_, text, problem) => {
    expect(() => readScenario(text, 'mine.yaml')).toThrow(problem);
    expect(() => readScenario(text, 'mine.yaml')).toThrow('mine.yaml');
  });
});

describe('the scenario that is asked for', () => {
  it('is found by its name, and a fault may follow another of its party', () => {
    expect(chooseScenario('national-day', FOLDER)).toMatchObject({ faults: [] });
    const twice = readScenario(
      `${VALID}faults: [{ party: bot, fault: late, until: 0.5 }, { party: bot, fault: silent, from: 0.5 }]\n`,
      'mine.yaml',
    );
    expect(twice.faults).toHaveLength(2);
  });

  it('is refused where there is none, with the names of those that there are', () => {
    expect(chooseScenario('no-such-day', FOLDER)).toMatch(/no scenario no-such-day; known .*bad-day.*national-day/);
    expect(chooseScenario('./no/such.yaml', FOLDER)).toMatch(/no file .*such\.yaml/);
  });

  it('is refused where it names a party that no day has', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rangap-scenario-'));
    const file = path.join(folder, 'mine.yaml');
    writeFileSync(file, `${VALID}faults: [{ party: th-999, fault: late }]\n`);
    expect(chooseScenario(file, FOLDER)).toMatch(/faults\[0\]\.party: a day has no th-999; it has .*th-002/);
    rmSync(folder, { recursive: true });
  });
});

describe('the script of a day', () => {
  const script = planDay(read('bad-day.yaml'), 1, DAY_MS, INSTITUTIONS);
  const stepsOf = <Kind extends DayScript['steps'][number]['kind']>(kind: Kind) =>
    script.steps.filter((step): step is Extract<typeof step, { kind: Kind }> => step.kind === kind);

  it('is the same for the same seed, and another for another seed', () => {
    expect(planDay(read('bad-day.yaml'), 1, DAY_MS, INSTITUTIONS)).toEqual(script);
    expect(planDay(read('bad-day.yaml'), 2, DAY_MS, INSTITUTIONS)).not.toEqual(script);
  });

  it('has about as many complaints as its scenario says, all within the day and in order of time', () => {
    expect(stepsOf('complaint').length).toBeGreaterThan(8);
    expect(stepsOf('complaint').length).toBeLessThanOrEqual(12);
    const times = script.steps.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((atMs) => atMs >= 0 && atMs <= DAY_MS)).toBe(true);
  });

  it('lets a victim call after the payments, and money move on only after it came', () => {
    const at = new Map(stepsOf('payment').map(({ id, atMs }) => [id, atMs]));
    for (const { payments, atMs } of stepsOf('complaint')) {
      expect(payments.length).toBeGreaterThan(0);
      for (const id of payments) expect(at.get(id)).toBeLessThan(atMs);
    }
    const onward = stepsOf('payment').filter(({ after }) => after !== null);
    expect(onward.length).toBeGreaterThan(5);
    for (const { after, atMs } of onward) expect(at.get(after ?? -1)).toBeLessThanOrEqual(atMs);
  });

  it('opens every account that it uses, at institutions that there are, and knows the mules', () => {
    const keys = new Set(script.accounts.map(({ key }) => key));
    for (const { from, to } of stepsOf('payment')) {
      expect(keys).toContain(from);
      if (to !== null) expect(keys).toContain(to);
    }
    for (const { institution } of script.accounts) expect(INSTITUTIONS).toContain(institution);
    expect(script.accounts.some(({ holder }) => holder === 'mule')).toBe(true);
  });

  it('has at least 20 institutions at work, and plays them by a few where a system has no more', () => {
    const used = (of: DayScript) => new Set(of.accounts.map(({ institution }) => institution));
    expect(used(planDay(read('national-day.yaml'), 1, 5 * DAY_MS, INSTITUTIONS)).size).toBeGreaterThanOrEqual(20);
    const few = DEMO_PARTIES.filter(({ kind }) => kind === 'institution').map(({ slug }) => slug);
    for (const slug of used(planDay(read('bad-day.yaml'), 1, DAY_MS, few))) expect(few).toContain(slug);
  });

  it('knows of some mules whom victims pay before the day begins', () => {
    const known = new Set(stepsOf('listing').flatMap(({ account, atMs }) => (atMs === 0 ? [account] : [])));
    const paid = new Set(stepsOf('complaint').flatMap(({ payments }) => payments));
    const named = stepsOf('payment').filter(({ id, to }) => paid.has(id) && known.has(to ?? ''));
    expect(named.length).toBeGreaterThan(0);
  });

  it('begins and ends each fault', () => {
    const { faults } = read('bad-day.yaml');
    for (const { party, from, until } of faults) {
      const ofParty = stepsOf('fault').filter((step) => step.party === party);
      expect(ofParty.map(({ atMs }) => atMs)).toEqual([from * DAY_MS, until * DAY_MS]);
      expect(ofParty.at(-1)?.mode).toBe('sync');
    }
  });
});

describe('the words of npm run simulate', () => {
  it.each<[string[], number]>([
    [[], 600_000],
    [['--duration', '20s'], 20_000],
    [['--duration', '1h'], 3_600_000],
  ])('%j', (args, durationMs) => {
    expect(readOptions(args)).toMatchObject({ durationMs });
  });

  it.each([
    [['--duration', '1s'], '--duration 1s is none of 5s to 6h'],
    [['--duration', 'long'], '--duration long'],
    [['--seed', 'x'], '--seed x is no whole number'],
    [['--scenario', ''], '--scenario is empty'],
    [['--fast'], "'--fast'"],
    [['now'], "'now'"],
    [['--seed'], "'--seed"],
  ])('%j are refused, and it is said why', (args, problem) => {
    expect(readOptions(args)).toContain(problem);
  });
});
