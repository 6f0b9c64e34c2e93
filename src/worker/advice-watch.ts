import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';
import type { ModelAlarm } from '../application/advice/read-models.js';
import type { AdviceBand } from '../domain/advice/advice.js';
import { HOUR_MS } from '../domain/time.js';

/** Outcomes and figures move over days. */
const PAUSE_MS = HOUR_MS;

const BANDS: readonly AdviceBand[] = ['high', 'unsure', 'likely_innocent'];

/**
 * Watches the models in use: once an hour it shows, and says in the log, where what came of the
 * accounts is not what a model expects, and which of its figures are served otherwise than in
 * training. It changes no model; persons do.
 */
export class AdviceWatch {
  private readonly bandOff: Gauge;
  private readonly featuresDrifted: Gauge;

  constructor(
    private readonly read: () => Promise<ModelAlarm[]>,
    registry: Registry,
    private readonly logger: Logger,
  ) {
    this.bandOff = new Gauge({
      name: 'rangap_advice_band_off',
      help: 'Whether the share of mules that was found in a band leaves what the model expects (1) or not (0).',
      labelNames: ['model', 'band'],
      registers: [registry],
    });
    this.featuresDrifted = new Gauge({
      name: 'rangap_advice_features_drifted',
      help: 'Figures of a model whose population stability index is 0.1 or more against its training.',
      labelNames: ['model'],
      registers: [registry],
    });
  }

  /** Looks again and again until `stopping` aborts. A look that fails is said, and comes again. */
  async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      await this.look().catch((error: unknown) => {
        this.logger.error({ err: error }, 'the models were not looked at');
      });
      await sleep(PAUSE_MS, undefined, { signal: stopping }).catch(() => undefined); // it aborted
    }
  }

  /** Looks once. */
  async look(): Promise<void> {
    const alarms = await this.read();
    for (const gauge of [this.bandOff, this.featuresDrifted]) gauge.reset();
    for (const { modelVersion: model, offBands, driftedFeatures } of alarms) {
      for (const band of BANDS) this.bandOff.set({ model, band }, offBands.some((off) => off.band === band) ? 1 : 0);
      this.featuresDrifted.set({ model }, driftedFeatures.length);
      for (const off of offBands)
        this.logger.warn({ model, ...off }, 'what came of the accounts of a band is not what the model expects');
      if (driftedFeatures.length > 0)
        this.logger.warn({ model, driftedFeatures }, 'figures of a model are served otherwise than in training');
    }
  }
}
