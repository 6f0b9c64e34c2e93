import { traceTaint } from '../../src/analysis/trace/taint.js';
import { minute, pay } from './made-up-transfers.js';

describe('the trace of stolen money', () => {
  const stolen = pay('victim', 'a', 1_000, 10);
  const trace = (...transfers: ReturnType<typeof pay>[]) =>
    Object.fromEntries(
      traceTaint({ stolen: [stolen] }, [stolen, ...transfers], minute(1_000)).map((r) => [r.account, r]),
    );

  it('carries at most what arrived, first out first', () => {
    const found = trace(pay('a', 'b', 700, 11), pay('a', 'c', 700, 12), pay('a', 'd', 700, 13));
    expect(found['b']).toMatchObject({ hop: 1, taint: 0.7 });
    expect(found['c']?.taint).toBeCloseTo(0.3);
    expect(found['d']).toMatchObject({ hop: 1, taint: 0 });
    expect(found['a']).toMatchObject({ hop: 0, taint: 1 });
    expect(found['a']?.taintLeft).toBeCloseTo(0);
  });

  it('does not follow what was paid before the money came', () => {
    expect(Object.keys(trace(pay('a', 'b', 100, 9)))).toEqual(['a']);
  });

  it('does not follow a hop before the hop that leads to it', () => {
    expect(Object.keys(trace(pay('b', 'c', 100, 11), pay('a', 'b', 100, 12)))).toEqual(['a', 'b']);
  });

  it('stops after three hops', () => {
    const found = trace(pay('a', 'b', 9, 11), pay('b', 'c', 9, 12), pay('c', 'd', 9, 13), pay('d', 'e', 9, 14));
    expect(Object.keys(found)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('stops after 28 days', () => {
    const days = (n: number) => 10 + n * 24 * 60;
    const late = [pay('a', 'b', 9, days(28)), pay('a', 'c', 9, days(28) + 1)];
    const found = traceTaint({ stolen: [stolen] }, late, minute(days(40)));
    expect(found.map(({ account }) => account)).toEqual(['a', 'b']);
  });

  it('knows nothing that is later than the moment asked about', () => {
    const all = [stolen, pay('a', 'b', 500, 20), pay('b', 'c', 500, 30)];
    const known = traceTaint({ stolen: [stolen] }, all, minute(20));
    expect(known).toEqual(traceTaint({ stolen: [stolen] }, all.slice(0, 2), minute(20)));
    expect(known.map(({ account }) => account)).toEqual(['a', 'b']);
    expect(traceTaint({ stolen: [stolen] }, all, minute(9))).toEqual([]);
  });
});
