import { History } from '../../src/analysis/features/history.js';
import type { Transfer } from '../../src/analysis/observed.js';
import { knownTransfers, reportedTrail } from '../../tools/proof/reported-trails.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The victim pays a, a pays b at once, b pays c three hours later; d has nothing to do with it. */
const TRANSFERS: Transfer[] = [
  pay('stolen', 'victim', 'a', 0),
  pay('first', 'a', 'b', MINUTE),
  pay('other', 'd', 'a', 2 * MINUTE),
  pay('second', 'b', 'c', 3 * HOUR),
];

describe('what the centre knows of a trail', () => {
  const stolen = TRANSFERS.slice(0, 1);
  const trailOf = (at: number) => reportedTrail({ at, stolen }, new History(TRANSFERS), TRANSFERS, HOUR);
  const knownOf = (complaintAt: number, asOf: number) =>
    knownTransfers([trailOf(complaintAt)], asOf).map(({ id }) => id);

  it('grows hop by hop, each an answer after the one before, and never before the money moved', () => {
    expect(knownOf(10 * MINUTE, 10 * MINUTE - 1)).toEqual([]);
    expect(knownOf(10 * MINUTE, 10 * MINUTE)).toEqual(['stolen']);
    expect(knownOf(10 * MINUTE, 10 * MINUTE + 2 * HOUR - 1)).toEqual(['stolen']);
    expect(knownOf(10 * MINUTE, 10 * MINUTE + 2 * HOUR)).toEqual(['stolen', 'first']);
    expect(knownOf(10 * MINUTE, 6 * HOUR - 1)).toEqual(['stolen', 'first']);
    expect(knownOf(10 * MINUTE, 6 * HOUR)).toEqual(['stolen', 'first', 'second']);
  });

  it('begins with the complaint, however long ago the money moved', () => {
    expect(knownOf(5 * HOUR, 5 * HOUR)).toEqual(['stolen']);
    expect(knownOf(5 * HOUR, 8 * HOUR)).toEqual(['stolen', 'first', 'second']);
  });

  it('has each transfer once, also where two complaints tell of it', () => {
    expect(knownTransfers([trailOf(0), trailOf(HOUR)], 9 * HOUR)).toHaveLength(3);
  });
});

function pay(id: string, from: string, to: string, at: number): Transfer {
  return { id, from, to, amountSatang: 100_000n, at, rail: 'promptpay' };
}
