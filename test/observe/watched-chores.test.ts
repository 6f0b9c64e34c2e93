import { getEventListeners, getMaxListeners } from 'node:events';
import { createLogger } from '../../src/observe/process-log.js';
import { KeeperMetrics } from '../../src/keeper/keeper-metrics.js';
import { WatchedChores } from '../../src/keeper/watched-chores.js';

describe('the chores of a keeper', () => {
  it('are late until their first round has ended, then in time even after a failure, and counted by outcome', async () => {
    const metrics = new KeeperMetrics();
    const log: string[] = [];
    const logger = createLogger('keeper', 'info', { write: (line: string) => void log.push(line) });
    const chores = new WatchedChores(metrics, logger);
    const stop = new AbortController();
    let rounds = 0;
    chores.add('works', 1, async () => {
      rounds += 1;
      if (rounds === 3) stop.abort();
    });
    chores.add('breaks', 1, () => Promise.reject(new Error('Temporal is away')));
    expect(chores.inTime()).toEqual({ works: false, breaks: false });
    await chores.run(stop.signal);
    expect(log[0]).toContain('"chore":"breaks","msg":"a round of a chore failed"');

    expect(chores.inTime()).toEqual({ works: true, breaks: true });
    const text = await metrics.registry.metrics();
    expect(text).toContain('rangap_keeper_rounds_total{chore="works",outcome="done"} 3');
    expect(text).toMatch(/rangap_keeper_rounds_total\{chore="breaks",outcome="failed"\} [1-9]/);
    expect(text).toContain('rangap_keeper_last_done_timestamp_seconds{chore="works"}');
    expect(text).not.toContain('rangap_keeper_last_done_timestamp_seconds{chore="breaks"}');
  });

  it('listen for the stop without a warning, however many they are', async () => {
    const logger = createLogger('keeper', 'info', { write: () => undefined });
    const chores = new WatchedChores(new KeeperMetrics(), logger);
    const stop = new AbortController();
    let listeners: { present: number; allowed: number } | undefined;
    const lookAndStop = (): void => {
      const { signal } = stop;
      listeners = { present: getEventListeners(signal, 'abort').length, allowed: getMaxListeners(signal) };
      stop.abort();
    };
    let ended = 0;
    for (let nth = 0; nth < 20; nth++)
      chores.add(`chore ${nth}`, 60_000, async () => {
        ended += 1;
        if (ended === 20) setImmediate(lookAndStop);
      });
    await chores.run(stop.signal);
    expect(listeners?.present).toBe(20);
    expect(listeners?.allowed).toBeGreaterThanOrEqual(20);
  });
});
