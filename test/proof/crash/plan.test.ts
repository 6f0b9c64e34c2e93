import { readOptions } from '../../../tools/proof/crash/options.js';
import { makePlan } from '../../../tools/proof/crash/strike/plan.js';

describe('the plan of a crash run', () => {
  const plan = makePlan(42, 40, 300);

  it('is the same for the same seed, and differs for another seed', () => {
    expect(makePlan(42, 40, 300)).toEqual(plan);
    expect(makePlan(43, 40, 300)).not.toEqual(plan);
  });

  it('has as many kills and complaints as were asked for', () => {
    expect([plan.kills.length, plan.complaints.length]).toEqual([40, 300]);
    expect([makePlan(1, 0, 1).kills.length, makePlan(1, 1, 1).kills.length]).toEqual([0, 1]);
  });

  it('kills every process, also between a commit and its answer, and workers while officers decide', () => {
    expect(new Set(plan.kills.map(({ target }) => target))).toEqual(
      new Set(['api', 'worker', 'keeper', 'temporal', 'postgres']),
    );
    const special = new Set(plan.kills.map(({ target, moment }) => `${target} ${moment}`));
    expect(special).toContain('api request_committed');
    expect(special).toContain('api request_sent');
    expect(special).toContain('worker before_decision');
  });

  it('kills in order, during intake and while holds run out', () => {
    const during = plan.kills.flatMap(({ due }) => ('complaint' in due ? [due.complaint] : []));
    const after = plan.kills.flatMap(({ due }) => ('afterIntakeMs' in due ? [due.afterIntakeMs] : []));
    expect(during).toEqual([...during].sort((one, other) => one - other));
    expect(after).toEqual([...after].sort((one, other) => one - other));
    expect(during.every((complaint) => complaint >= 0 && complaint < 300)).toBe(true);
    expect(during.length).toBeGreaterThan(after.length);
    expect(after.length).toBeGreaterThan(0);
  });

  it('lets complaints take every course, over every bank', () => {
    expect(new Set(plan.complaints.map(({ course }) => course)).size).toBe(8);
    expect(new Set(plan.complaints.map(({ muleBank }) => muleBank)).size).toBe(5);
    expect(plan.complaints.every(({ victimBank, muleBank }) => victimBank !== muleBank)).toBe(true);
  });

  it('never reports a transfer again that nobody reported before', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      expect(makePlan(seed, 0, 1).complaints[0]?.course).not.toBe('reported_again');
    }
  });
});

describe('the arguments of a crash run', () => {
  it('are numbers and flags', () => {
    expect(readOptions(['--kills', '3', '--complaints', '12', '--seed', '5', '--json'])).toEqual({
      kills: 3,
      outage: 0,
      complaints: 12,
      seed: 5,
      json: true,
      keep: false,
    });
  });

  it('kill nothing while Temporal stands still', () => {
    expect(readOptions(['--outage', '40'])).toMatchObject({ outage: 40, kills: 0 });
    expect(readOptions(['--outage', '40', '--kills', '3'])).toBeUndefined();
  });

  it.each([['--outage', 'long'], ['--kills', '-1'], ['--complaints', '0'], ['--seed', 'x'], ['--unknown']])(
    'are refused: %s %s',
    (...args) => {
      expect(readOptions(args)).toBeUndefined();
    },
  );
});
