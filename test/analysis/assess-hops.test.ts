import { assessHops } from '../../src/analysis/assess-hops.js';
import { proposeNextHops } from '../../src/analysis/propose-next-hops.js';
import { minute, pay } from './made-up-transfers.js';

const stolen = pay('victim', 'mule-1', 10_000, 100);
const observed = {
  transfers: [pay('mule-1', 'mule-2', 500, 1), stolen, pay('mule-1', 'mule-2', 8_000, 105)],
  facts: [],
};

describe('the assessment of a trail', () => {
  it('names every account that stolen money reached, with a reason in both languages', () => {
    const assessed = assessHops({ stolen: [stolen] }, observed, minute(200));
    expect(assessed.map(({ account }) => account).sort()).toEqual(['mule-1', 'mule-2']);
    for (const { reasons, featureHash, score } of assessed) {
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.every(({ th, en }) => th !== '' && en !== '')).toBe(true);
      expect(featureHash).toMatch(/^[0-9a-f]{64}$/);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it('never names the victim, to whom money came back', () => {
    const back = { ...observed, transfers: [...observed.transfers, pay('mule-2', 'victim', 100, 110)] };
    expect(assessHops({ stolen: [stolen] }, back, minute(200)).map(({ account }) => account)).not.toContain('victim');
  });
});

describe('the proposal of the next hop', () => {
  it('names whom the account with the stolen money paid before', () => {
    const [first] = proposeNextHops({ stolen: [stolen] }, observed, minute(101));
    expect(first).toMatchObject({ from: 'mule-1', to: 'mule-2', share: 1, taintLeft: 1 });
  });

  it('proposes nothing where nothing was paid before', () => {
    expect(proposeNextHops({ stolen: [stolen] }, { transfers: [stolen], facts: [] }, minute(101))).toEqual([]);
  });
});
