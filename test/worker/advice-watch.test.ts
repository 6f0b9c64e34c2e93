import pino from 'pino';
import { Registry } from 'prom-client';
import type { ModelAlarm } from '../../src/application/advice/read-models.js';
import { AdviceWatch } from '../../src/worker/advice-watch.js';

describe('the watch on models', () => {
  const off = { band: 'high', count: 40, ofRecord: 30, expected: 0.9, actual: 0.5, interval: { from: 0.35, to: 0.65 } };
  const alarm = {
    modelVersion: 'hop-1',
    offBands: [{ ...off, isOff: true }],
    driftedFeatures: [{ feature: 'waited', index: 0.31, calls: 'stop' }],
  } as ModelAlarm;

  function watched(looks: (ModelAlarm[] | Error)[]) {
    const lines: string[] = [];
    const registry = new Registry();
    const read = () => {
      const next = looks.shift() ?? [];
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    };
    const logger = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
    return { watch: new AdviceWatch(read, registry, logger), registry, lines };
  }

  it('shows which band is off and how many figures drifted, says so, and takes it back', async () => {
    const { watch, registry, lines } = watched([[alarm], [{ ...alarm, offBands: [], driftedFeatures: [] }]]);
    await watch.look();
    const shown = await registry.metrics();
    expect(shown).toContain('rangap_advice_band_off{model="hop-1",band="high"} 1');
    expect(shown).toContain('rangap_advice_band_off{model="hop-1",band="unsure"} 0');
    expect(shown).toContain('rangap_advice_features_drifted{model="hop-1"} 1');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"actual":0.5');
    expect(lines[1]).toContain('"feature":"waited"');
    await watch.look();
    expect(await registry.metrics()).toContain('rangap_advice_band_off{model="hop-1",band="high"} 0');
    expect(lines).toHaveLength(2);
  });

  it('goes on after a look that failed, until it is told to stop', async () => {
    const { watch, lines } = watched([new Error('the database is away')]);
    const stop = new AbortController();
    const watching = watch.watch(stop.signal);
    await new Promise(setImmediate);
    stop.abort();
    await watching;
    expect(lines[0]).toContain('the models were not looked at');
  });
});
