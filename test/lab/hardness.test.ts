import { type HARDNESS_GATES, failedGates, measureHardness } from '../../lab/hardness/hardness.js';
import { areaUnderCurve, fitLogistic, probabilityOf } from '../../lab/hardness/logistic.js';
import { makeNation } from '../../simulator/world/nation.js';
import { worldSettings } from '../../simulator/world/settings.js';

jest.setTimeout(180_000); // a whole world, on a busy machine

describe('a world that figures may come from', () => {
  it('is hard enough: neither a rule nor a linear model finds its mules, and its labels are not all right', () => {
    const hardness = measureHardness(makeNation(worldSettings(30)));
    expect(failedGates(hardness)).toEqual([]);
    expect(hardness.mulesOnPath).toBeGreaterThan(20);
    expect(hardness.onPath - hardness.mulesOnPath).toBeGreaterThan(60);
  });

  it.each<[keyof typeof HARDNESS_GATES, number]>([
    ['logisticAuc', 1],
    ['ruleAuc', 0.9],
    ['ruleAuc', 0.5],
    ['prevalence', 0.05],
    ['labelNoise', 0],
  ])('fails where %s is %d', (name, value) => {
    const fine = { prevalence: 0.005, labelNoise: 0.05, ruleAuc: 0.7, logisticAuc: 0.9, onPath: 200, mulesOnPath: 50 };
    expect(failedGates(fine)).toEqual([]);
    expect(failedGates({ ...fine, [name]: value })).toEqual([expect.stringContaining(name)]);
  });
});

describe('the linear model', () => {
  it('separates what a line can separate, and knows nothing of what it cannot', () => {
    const rows = Array.from({ length: 200 }, (_, index) => [index % 20, (index * 7) % 11]);
    const labels = rows.map(([first = 0]) => first > 9);
    const model = fitLogistic(rows, labels);
    const scores = rows.map((row) => probabilityOf(model, row));
    expect(areaUnderCurve(scores, labels)).toBe(1);
    const unrelated = rows.map((_, index) => (index * 13) % 17 < 8);
    expect(areaUnderCurve(scores, unrelated)).toBeLessThan(0.65);
  });

  it('counts equal scores half', () => {
    expect(areaUnderCurve([1, 1, 1, 1], [true, false, true, false])).toBe(0.5);
    expect(areaUnderCurve([0, 1, 1, 2], [false, true, false, true])).toBe(0.875);
  });
});
