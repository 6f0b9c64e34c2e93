import { layOut } from '../../../tools/proof/bench/trail/layout.js';
import type { TrailCost } from '../../../tools/proof/bench/trail/trail-cost.js';
import { perAccount, trailLines } from '../../../tools/proof/bench/trail/trail-report.js';

/** P-TRACE of the rulebook. */
const [MAX_HOPS, MIN_SATANG] = [10, 50_000n];

describe('the trail that the bench plays', () => {
  it.each([3, 5, 50, 500])('takes the money through %i accounts, and each keeps the same', (accounts) => {
    const { stolenSatang, steps, hops } = layOut(accounts);
    const balances = Array.from({ length: accounts }, () => 0n);
    balances[0] = stolenSatang;
    for (const { from, to, amountSatang } of steps) {
      balances[from] = (balances[from] ?? 0n) - amountSatang;
      balances[to] = (balances[to] ?? 0n) + amountSatang;
      expect(balances[from]).toBeGreaterThanOrEqual(0n);
    }
    expect(new Set(balances)).toEqual(new Set([200_000n]));
    expect(hops).toBeLessThanOrEqual(MAX_HOPS);
    for (const { amountSatang } of steps) expect(amountSatang).toBeGreaterThanOrEqual(2n * MIN_SATANG);
  });

  it('has splits and merges, and never more later debits than a receipt may name', () => {
    const { steps, hops } = layOut(500);
    expect(hops).toBe(10);
    const [paidBy, paidTo] = [counted(steps.map(({ from }) => from)), counted(steps.map(({ to }) => to))];
    expect(Math.max(...paidBy)).toBeGreaterThan(1);
    expect(Math.max(...paidBy)).toBeLessThanOrEqual(200);
    expect(Math.max(...paidTo)).toBe(2);
  });
});

describe('the report of a trail', () => {
  const longest = { events: 96, bytes: 19_783, payloadBytes: 1_029, runs: 1 };
  const cost: TrailCost = {
    accounts: 50,
    hops: 10,
    holds: 61,
    orders: 68,
    toLastReceiptSeconds: 30,
    statements: 3_850,
    rowsRead: { hold: 20_000, transfer: 11_000 },
    cpuSeconds: 16.5,
    cpuByProcess: { worker: 4.5 },
    judgements: 4,
    complaint: longest,
    hold: longest,
    events: 1_750,
    bytes: 360_000,
    trailRead: { ms: 69, bytes: 24_932, links: 64, statements: 2 },
  };

  it('says what each account costs', () => {
    const perOne = { seconds: 0.6, cpuSeconds: 0.33, statements: 77, events: 35, bytes: 7_200 };
    const rows = { rowsRead: 620, rowsOf: { hold: 400, transfer: 220 } };
    expect(perAccount(cost)).toEqual({ ...perOne, ...rows });
    expect(perAccount({ ...cost, statements: null }).statements).toBeNull();
  });

  it('puts histories beside the limits of Temporal', () => {
    const text = trailLines([cost]).join('\n');
    expect(text).toContain('96 events (warned of at 10240, ended at 51200)');
    expect(text).toContain('{"worker":4.5}');
    expect(text).toContain('of   50');
    expect(text).toContain('rows read: hold 400, transfer 220');
  });
});

function counted(numbers: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts.values()];
}
