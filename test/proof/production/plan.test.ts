import { makePlan, TARGETS } from '../../../tools/proof/crash/strike/plan.js';
import { readOptions } from '../../../tools/proof/production/options.js';
import { CLUSTER_STRIKES, COPIES, rollPlan } from '../../../tools/proof/production/roll-plan.js';

describe('the arguments of a production proof', () => {
  it('run every stage with small numbers by default', () => {
    expect(readOptions([])).toMatchObject({
      only: ['demo', 'crash', 'rolling', 'bench'],
      crash: { kills: 10, outage: 0, complaints: 100, seed: 1, keep: false },
      rolling: { rounds: 2, everyMs: 1_000, seed: 1 },
      bench: { json: true },
    });
  });

  it('choose stages, in the order in which they run, and pass numbers on', () => {
    const options = readOptions([
      '--only',
      'rolling,demo',
      '--kills',
      '3',
      '--complaints',
      '12',
      '--seed',
      '5',
      '--rounds',
      '1',
      '--every-ms',
      '500',
      '--open',
      '100,1000',
      '--slices',
      '2',
      '--keep',
    ]);
    expect(options).toMatchObject({
      only: ['demo', 'rolling'],
      crash: { kills: 3, outage: 0, complaints: 12, seed: 5, keep: true },
      rolling: { rounds: 1, everyMs: 500, seed: 5 },
      bench: { open: [100, 1_000], slices: 2 },
    });
  });

  it.each([
    ['--only', 'dmeo'],
    ['--only', ''],
    ['--kills', 'many'],
    ['--rounds', '0'],
    ['--slices', 'x'],
    ['--unknown', '1'],
  ])('are refused: %s %s', (...args) => {
    expect(readOptions(args)).toBeUndefined();
  });
});

describe('the plan of a rolling restart', () => {
  it('restarts every copy once a round, one after the other', () => {
    const plan = rollPlan(2);
    expect(plan.slice(0, plan.length / 2)).toEqual(['api', 'api-2', 'worker', 'worker-2', 'keeper', 'keeper-2']);
    expect(plan.slice(plan.length / 2)).toEqual(plan.slice(0, plan.length / 2));
    expect(COPIES).toBe(2);
  });
});

describe('the kills on a cluster', () => {
  it('strike every process and server once the deck is dealt, an API also between a request and its answer', () => {
    const { kills } = makePlan(1, CLUSTER_STRIKES.length, 100, CLUSTER_STRIKES);
    expect(new Set(kills.map(({ target }) => target))).toEqual(new Set(TARGETS));
    expect(CLUSTER_STRIKES.filter(([, moment]) => moment.startsWith('request'))).toHaveLength(2);
    expect(
      CLUSTER_STRIKES.filter(([target, moment]) => moment.startsWith('request') && !target.startsWith('api')),
    ).toEqual([]);
  });
});
