import { History } from '../../src/analysis/features/history.js';
import type { Transfer } from '../../src/analysis/observed.js';
import { traceTaint } from '../../src/analysis/trace/taint.js';
import { minute, pay } from './made-up-transfers.js';

describe('the trace of stolen money', () => {
  const stolen = pay('victim', 'a', 1_000, 10);
  const reachedBy = (transfers: readonly Transfer[], asOf: number) => [
    ...(traceTaint({ stolen: [stolen] }, new History(transfers), asOf)?.reached.values() ?? []),
  ];
  const trace = (...transfers: Transfer[]) =>
    Object.fromEntries(reachedBy([stolen, ...transfers], minute(1_000)).map((found) => [found.account, found]));

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
    expect(reachedBy(late, minute(days(40))).map(({ account }) => account)).toEqual(['a', 'b']);
  });

  it('knows nothing that is later than the moment asked about', () => {
    const all = [stolen, pay('a', 'b', 500, 20), pay('b', 'c', 500, 30)];
    const known = reachedBy(all, minute(20));
    expect(known).toEqual(reachedBy(all.slice(0, 2), minute(20)));
    expect(known.map(({ account }) => account)).toEqual(['a', 'b']);
    expect(reachedBy(all, minute(9))).toEqual([]);
  });

  it('follows money through an account in any number of payments, and into no place outside', () => {
    const outside = { ...pay('b', 'x', 300, 13), to: null };
    const found = trace(pay('a', 'b', 400, 11), pay('a', 'b', 600, 12), outside, pay('b', 'c', 800, 14));
    expect(Object.keys(found)).toEqual(['a', 'b', 'c']);
    expect(found['b']?.taint).toBeCloseTo(1);
    expect(found['c']?.taint).toBeCloseTo(0.7);
  });
});
