import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScenario, type Scenario } from '../../simulator/day/scenario.js';
import { type DayScript, planDay } from '../../simulator/day/script.js';
import { DEMO_PARTIES } from '../../src/embedded/parties.js';
import { readOptions } from '../../src/proof/simulate/options.js';

const FOLDER = path.join(__dirname, '../../simulator/scenarios');
const read = (name: string): Scenario => readScenario(readFileSync(path.join(FOLDER, name), 'utf8'), name);
const DAY_MS = 120_000;

describe('the scenario files', () => {
  it('are all valid, and name only parties that there are', () => {
    const names = readdirSync(FOLDER);
    expect(names).toEqual(expect.arrayContaining(['national-day.yaml', 'bad-day.yaml', 'one-bank-silent.yaml']));
    const slugs = DEMO_PARTIES.map(({ slug }) => slug);
    for (const name of names) for (const { party } of read(name).faults) expect(slugs).toContain(party);
  });

  it('have every fault in one bad day', () => {
    const faults = new Set(read('bad-day.yaml').faults.map(({ fault }) => fault));
    expect([...faults].sort()).toEqual(['duplicate', 'late', 'out_of_order', 'partial', 'server_error', 'silent']);
  });

  const valid = 'title: T\ncomplaintsPerMinute: 1\nordinaryPaymentsPerMinute: 0\ngangs: 1\nsecondsPerMinute: 1\n';
  it.each([
    ['what is no YAML', 'title: [', 'is no YAML'],
    ['an unknown field', `${valid}speed: 2\n`, 'speed'],
    ['a missing field', 'title: T\n', 'complaintsPerMinute'],
    ['an unknown fault', `${valid}faults: [{ party: th-002, fault: lazy }]\n`, 'faults[0].fault'],
    [
      'a fault that ends before it begins',
      `${valid}faults: [{ party: th-002, fault: late, from: 1, until: 0.5 }]\n`,
      'later',
    ],
    ['a fault that no agency has', `${valid}faults: [{ party: amlo, fault: partial }]\n`, 'an agency can only be'],
  ])('is refused with %s, by the name of the field', (_, text, problem) => {
    expect(() => readScenario(text, 'mine.yaml')).toThrow(problem);
    expect(() => readScenario(text, 'mine.yaml')).toThrow('mine.yaml');
  });
});

describe('the script of a day', () => {
  const script = planDay(read('bad-day.yaml'), 1, DAY_MS);
  const stepsOf = <Kind extends DayScript['steps'][number]['kind']>(kind: Kind) =>
    script.steps.filter((step): step is Extract<typeof step, { kind: Kind }> => step.kind === kind);

  it('is the same for the same seed, and another for another seed', () => {
    expect(planDay(read('bad-day.yaml'), 1, DAY_MS)).toEqual(script);
    expect(planDay(read('bad-day.yaml'), 2, DAY_MS)).not.toEqual(script);
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
    const slugs = DEMO_PARTIES.map(({ slug }) => slug);
    for (const { institution } of script.accounts) expect(slugs).toContain(institution);
    expect(script.accounts.some(({ holder }) => holder === 'mule')).toBe(true);
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
  it.each<[string[], number | undefined]>([
    [[], 600_000],
    [['--duration', '20s'], 20_000],
    [['--duration', '1h'], 3_600_000],
    [['--duration', '1s'], undefined],
    [['--duration', 'long'], undefined],
    [['--seed', 'x'], undefined],
    [['--fast'], undefined],
  ])('%j', (args, durationMs) => {
    expect(readOptions(args)?.durationMs).toBe(durationMs);
  });
});
