import { cpuPerComplaint, readCpu } from '../../../tools/proof/bench/measure/cpu.js';
import { inFlight } from '../../../tools/proof/bench/measure/in-flight.js';
import { burstLines } from '../../../tools/proof/bench/lies/burst-report.js';
import { readOptions } from '../../../tools/proof/bench/options.js';
import { reportLines, reportOf } from '../../../tools/proof/bench/report.js';
import type { Measured } from '../../../tools/proof/bench/run.js';
import { count } from '../../../tools/proof/bench/measure/statements.js';
import type { Way } from '../../../tools/proof/bench/way-to-bank.js';
import { rateOf, spreadOf } from '../../../tools/proof/bench/measure/statistics.js';
import { homeLayout } from '../../../tools/embedded/begin/home.js';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

describe('the options of the bench', () => {
  it('have a small run as default', () => {
    expect(readOptions(['--json'])).toEqual({
      json: true,
      open: [100],
      trail: [],
      slices: 4,
      alone: 10,
      load: 60,
      workflows: 1_000,
      concurrency: 16,
    });
  });

  it('take several numbers of open cases and put them in order', () => {
    expect(readOptions(['--open', '10000,100,1000'])?.open).toEqual([100, 1_000, 10_000]);
  });

  it('take numbers of accounts as far as the centre follows money', () => {
    expect(readOptions(['--trail', '500,5,50'])?.trail).toEqual([5, 50, 500]);
    for (const accounts of ['2', '501', '5,', 'all']) expect(readOptions(['--trail', accounts])).toBeUndefined();
  });

  it('measure a burst beside lies only when they are told how many', () => {
    expect(readOptions(['--truths', '20'])).not.toHaveProperty('burst');
    expect(readOptions(['--lies', '400'])?.burst).toEqual({ truths: 150, lies: 400, seconds: 30 });
    for (const lies of ['0', 'all']) expect(readOptions(['--lies', lies])).toBeUndefined();
  });

  it.each([['--open', 'many'], ['--open', '100,'], ['--load', '0'], ['--concurrency', '-1'], ['--unknown']])(
    'are not understood: %s %s',
    (...args) => {
      expect(readOptions(args)).toBeUndefined();
    },
  );
});

describe('the statistics of the bench', () => {
  it('rank percentiles among the samples themselves', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(spreadOf(hundred)).toEqual({ p50: 50, p90: 90, p95: 95, p99: 99, n: 100 });
    expect(spreadOf([7])).toEqual({ p50: 7, p90: 7, p95: 7, p99: 7, n: 1 });
  });

  it('refuse to make figures without samples', () => {
    expect(() => spreadOf([])).toThrow('no samples');
  });

  it('weigh slices by their time, so that a slow slice is not averaged away', () => {
    const slices = [
      { done: 10, seconds: 1 },
      { done: 10, seconds: 9 },
    ];
    expect(rateOf(slices)).toBe(2);
  });

  it('never have more under way than the concurrency, and keep the order of the results', async () => {
    let [now, most] = [0, 0];
    const results = await inFlight([5, 1, 4, 2, 3], 2, async (ms) => {
      now++;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, ms));
      now--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
  });

  it('end with the first error', async () => {
    const work = (item: number): Promise<number> =>
      item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(1);
    await expect(inFlight([1, 2, 3], 2, work)).rejects.toThrow('two');
  });
});

describe('the statements of a log', () => {
  it('are counted by program, once each, whichever protocol sent them', () => {
    const log = [
      'rangap-api|LOG:  statement: START TRANSACTION',
      'rangap-api|LOG:  execute <unnamed>: SELECT id FROM case_file',
      '\t WHERE id = $1',
      'rangap-worker|LOG:  execute named: SELECT 1',
      'rangap-worker|DETAIL:  Parameters: $1 = x',
      'rangap-worker|ERROR:  statement: not one',
      'psql|LOG:  statement: SELECT 2',
      '|LOG:  checkpoint starting: time',
    ].join('\n');
    expect(count(log)).toEqual({ 'rangap-api': 2, 'rangap-worker': 1 });
  });
});

describe('the CPU of a home', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'rangap-cpu-'));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is read by pid file, grows with work, and knows nothing of a process that has ended', () => {
    const home = homeLayout(dir);
    mkdirSync(path.join(home.runDir, 'pids'), { recursive: true });
    writeFileSync(path.join(home.runDir, 'pids', 'worker.json'), JSON.stringify({ pid: process.pid }));
    writeFileSync(path.join(home.runDir, 'pids', 'gone.json'), JSON.stringify({ pid: 4_194_305 }));
    const before = readCpu(home);
    const until = process.cpuUsage().user + 200_000;
    while (process.cpuUsage().user < until) Math.sqrt(Math.random());
    const used = cpuPerComplaint(before, readCpu(home), 2);
    expect([...before.keys()]).toEqual(['worker']);
    expect(used['worker']).toBeGreaterThan(0.05);
    expect(used['worker']).toBeLessThan(5);
  });
});

describe('the report of a burst', () => {
  const burst = {
    post: [20, 40],
    orderArrival: [30, 60],
    questionArrival: [35, 70],
    intakeToQuestion: [15, 30],
    lies: {},
  };
  const beside = { ...burst, questionArrival: [50, 90], lies: { '201': 399, '429': 1 } };

  it('puts what a true victim waits for beside what he waits for among lies', () => {
    const text = burstLines({ without: burst, beside }).join('\n');
    expect(text).toMatch(/question at the bank +35 \/ 70 ms +50 \/ 90 ms/);
    expect(text).toContain('399 times 201, 1 times 429');
  });
});

describe('the report', () => {
  const weight = { events: 80, bytes: 15_000, activities: 11, workflowTasks: 11, signals: 3, timers: 4 };
  const way: Way = {
    posted: 1_000,
    'intake transaction': 1_020,
    'at the bank': 1_120,
  };
  const measured: Measured = {
    alone: { post: [20, 30], orderArrival: [120, 140], receiptToLedger: [60], ways: [way] },
    loads: [{ done: 30, seconds: 10, caseIds: [], post: [40], orderArrival: [400] }],
    floorAlone: [{ caseWorkflowId: 'a', holdWorkflowId: 'b', toFirstActivityMs: 80 }],
    floorLoads: [{ done: 30, seconds: 8 }],
    nextOrders: [30, 40],
    callbacks: {
      atMost: { done: 500, seconds: 2, latencies: [10, 260], appliedAfterSeconds: 3 },
      offered: { done: 500, seconds: 2.5, latencies: [8, 190], appliedAfterSeconds: 1 },
    },
    deadBank: [
      { alive: [50, 100], dead: [60, 110] },
      { alive: [50, 90], dead: [60, 180] },
      { alive: [50, 100], dead: [60, 100] },
    ],
    weight,
    floorWeight: { ...weight, events: 86 },
    statements: { 'rangap-api': 21, 'rangap-worker': 180, 'rangap-keeper': 9, 'rangap-bench': 40 },
    costs: [100, 1_000].map((open) => ({
      open,
      cpuSeconds: 0.4,
      byProcess: { worker: 0.2 },
      complaintsPerSecond: 3,
      idleCpuSeconds: 0.02,
      filledBy: 'copied' as const,
      filledInSeconds: 9,
      withWorkflows: 90,
      rowsScanned: { party: 12 },
    })),
  };

  it('shows the system, the floor and their ratio', () => {
    expect(reportOf(measured)).toMatchObject({
      orderArrivalRatioP50: 1.5,
      throughputRatio: 0.8,
      complaintsPerSecond: 3,
      eventsPerComplaint: 80,
      sqlPerComplaint: 201,
      cpuSecondsPerComplaint: { '100': 0.4, '1000': 0.4 },
      floor: { unitsPerSecond: 3.75 },
    });
  });

  it('shows the next hop, the callbacks and the banks beside a dead one', () => {
    const report = reportOf(measured);
    expect(report).toMatchObject({
      receiptToNextOrderP50: 30,
      callbacksPerSecond: 250,
      callbackP99: 190,
      deadBankRatioP95: 1.1,
    });
    expect(reportLines(report).join('\n')).toMatch(/one bank dead +p95 180 ms +ratio 1.1, by round 1.1, 2, 1/);
    expect(reportLines(report).join('\n')).toMatch(/200 offered a second +8 \/ 190 \/ 190 ms, all applied 1 s later/);
  });

  it('says where the time to the bank goes, leg by leg', () => {
    const { wayToBank } = reportOf(measured).ours;
    expect(Object.values(wayToBank).map(({ p50 }) => p50)).toEqual([20, 100]);
    expect(reportLines(reportOf(measured)).join('\n')).toMatch(/at the bank +100 \/ 100 \/ 100 ms/);
  });

  it('says how the open cases came about, and what was scanned', () => {
    const lines = reportLines(reportOf(measured)).join('\n');
    expect(lines).toContain('Beside 1000 open cases, 90 with waiting workflows (those missing were copied in 9 s)');
    expect(lines).toContain('{"party":12}');
  });

  it('says that statements were not counted rather than that there were none', () => {
    const report = reportOf({ ...measured, statements: undefined });
    expect(report.sqlPerComplaint).toBeNull();
    expect(reportLines(report).join('\n')).toContain('not counted');
  });
});
