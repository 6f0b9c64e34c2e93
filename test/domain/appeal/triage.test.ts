import fc from 'fast-check';
import { byTriage, type TriageFacts, triageRank } from '../../../src/domain/appeal/triage.js';

const NOW = new Date('2026-11-24T03:00:00Z');
const LOW = 50_000n;
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

const facts = (over: Partial<TriageFacts> = {}): TriageFacts => ({
  id: 'A',
  amountSatang: 1_000_000n,
  regularMerchant: false,
  tierSince: minutes(-60),
  breachAt: minutes(60),
  ...over,
});

describe('the order in which appeals are answered', () => {
  it.each([
    ['a broken promise, whatever the sum', { breachAt: NOW }, 0],
    ['a low sum of a regular merchant', { amountSatang: LOW, regularMerchant: true }, 1],
    ['a low sum', { amountSatang: LOW }, 2],
    ['a satang more', { amountSatang: LOW + 1n }, 4],
    ['a regular merchant', { regularMerchant: true }, 3],
    ['all others', {}, 4],
  ])('%s', (_case, over, rank) => expect(triageRank(facts(over), LOW, NOW)).toBe(rank));

  it('puts the oldest first among equals', () => {
    const old = facts({ id: 'B', tierSince: minutes(-90) });
    const queue = [facts({ id: 'C' }), facts({ id: 'A' }), old].sort(byTriage(LOW, NOW));
    expect(queue.map(({ id }) => id)).toEqual(['B', 'A', 'C']);
  });

  it('does not depend on the order of the queue before', () => {
    const appeal = fc.record({
      id: fc.uuid(),
      amountSatang: fc.constantFrom(1n, LOW, LOW + 1n, 9_000_000n),
      regularMerchant: fc.boolean(),
      tierSince: fc.integer({ min: -9, max: 0 }).map(minutes),
      breachAt: fc.integer({ min: -2, max: 2 }).map(minutes),
    });
    fc.assert(
      fc.property(fc.uniqueArray(appeal, { selector: ({ id }) => id }), fc.integer(), (queue, turn) => {
        const sorted = [...queue].sort(byTriage(LOW, NOW));
        const cut = queue.length === 0 ? 0 : Math.abs(turn) % queue.length;
        const mixed = [...queue.slice(cut), ...queue.slice(0, cut)].reverse().sort(byTriage(LOW, NOW));
        expect(mixed).toEqual(sorted);
        const ranks = sorted.map((each) => triageRank(each, LOW, NOW));
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      }),
    );
  });
});
