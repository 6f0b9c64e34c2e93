import { forecastCashOut, type Leaving, LEAST_SEEN, wayOut } from '../../src/analysis/next/cash-out.js';
import { proposeCashOuts } from '../../src/analysis/propose-cash-outs.js';
import { History } from '../../src/analysis/features/history.js';
import { traceTaint } from '../../src/analysis/trace/taint.js';
import { adviceFault } from '../../src/domain/advice/advice.js';
import { minute, pay } from './made-up-transfers.js';

const MINUTE_MS = 60_000;
const left = (by: Leaving['by'], minutes: number): Leaving => ({ waitedMs: minutes * MINUTE_MS, by });
const many = (count: number, of: (index: number) => Leaving): Leaving[] =>
  Array.from({ length: count }, (_, index) => of(index));

describe('how money is likely to leave an account', () => {
  it('is not said while too few trails were reported', () => {
    expect(
      forecastCashOut(
        0,
        many(LEAST_SEEN - 1, () => left('cash', 5)),
      ),
    ).toBeNull();
    expect(
      forecastCashOut(
        0,
        many(LEAST_SEEN, () => left('cash', 5)),
      ),
    ).not.toBeNull();
  });

  it('has the ways of all trails, the likeliest first, and none that is impossible', () => {
    const leavings = [...many(60, () => left('account', 5)), ...many(35, () => left('cash', 5))];
    const ways = forecastCashOut(0, leavings)?.ways ?? [];
    expect(ways.slice(0, 2)).toEqual([
      { by: 'account', share: 0.61 },
      { by: 'cash', share: 0.36 },
    ]);
    expect(ways.map(({ by, share }) => [by, share]).slice(2)).toEqual([
      ['crypto', 0.01],
      ['shop', 0.01],
      ['other', 0.01],
    ]);
  });

  it('counts the minutes from now, of the money that lay as long', () => {
    const waits = many(100, (index) => left('cash', index + 1));
    const at = (lain: number) => forecastCashOut(lain * MINUTE_MS, waits)?.minutesLeft;
    expect(at(0)).toEqual({ tenth: 11, half: 51, nineTenths: 91 });
    expect(at(50)).toEqual({ tenth: 6, half: 26, nineTenths: 46 });
    expect(at(90)).toBeNull();
  });

  it.each<[string | null, string, Leaving['by']]>([
    ['b', 'promptpay', 'account'],
    ['b', 'qr', 'shop'],
    ['b', 'crypto', 'crypto'],
    [null, 'cash', 'cash'],
    [null, 'crypto', 'crypto'],
    [null, 'card', 'shop'],
    [null, 'abroad', 'other'],
  ])('to %s by %s is %s', (to, rail, by) => {
    expect(wayOut({ to, rail })).toBe(by);
  });

  it('is advised where money lies, and nowhere else, in words of both languages', () => {
    const stolen = pay('victim', 'mule', 1_000, 0);
    const transfers = [stolen, pay('mule', 'second', 600, 3), pay('second', 'third', 600, 5)];
    const trace = traceTaint({ stolen: [stolen] }, new History(transfers), minute(30));
    if (trace === null) throw new Error('no trace');
    const leavings = many(60, (index) => left(index % 3 === 0 ? 'cash' : 'account', 10 + index));
    const drafts = proposeCashOuts(trace, leavings);
    expect(drafts.map(({ subject }) => subject)).toEqual(['mule', 'third']);
    for (const draft of drafts) {
      expect(adviceFault(draft)).toBeNull();
      expect(draft.score).toBeGreaterThan(0.2);
      expect(draft.score).toBeLessThan(0.5);
      expect(draft.reasons.map(({ code }) => code)).toEqual(['LEAVE.WAYS', 'LEAVE.MINUTES']);
    }
    expect(proposeCashOuts(trace, [])).toEqual([]);
  });
});
