import { formatInUnit, scaleFor, unitFor } from '../../../web/src/statistics/scale.js';

describe('the axis of a chart', () => {
  it.each([
    [0, 1, 2],
    [0.3, 1, 2],
    [5, 5, 6],
    [6, 6, 4],
    [42, 50, 6],
    [51, 60, 4],
    [100, 100, 6],
    [101, 150, 4],
    [7_200, 8_000, 5],
  ])('up to %d ends at %d, with %d ticks', (most, top, ticks) => {
    const scale = scaleFor(most);
    expect(scale.top).toBe(top);
    expect(scale.ticks).toHaveLength(ticks);
    expect(scale.ticks[0]).toBe(0);
    expect(scale.ticks.at(-1)).toBe(top);
  });
});

describe('a time on an axis', () => {
  it.each([
    [119, 'second'],
    [120, 'minute'],
    [7_199, 'minute'],
    [7_200, 'hour'],
  ] as const)('up to %d seconds is in units of a %s', (most, unit) => {
    expect(unitFor(most)).toBe(unit);
  });

  it('has one decimal below ten and none from ten on', () => {
    expect([formatInUnit(0.44, 'second'), formatInUnit(9.96 * 60, 'minute'), formatInUnit(1_234, 'minute')]).toEqual([
      '0.4',
      '10',
      '21',
    ]);
  });
});
