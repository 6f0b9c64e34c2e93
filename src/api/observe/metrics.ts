import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * The API's own measures. Each application has its own registry, so that two in one process do not
 * mix.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly requestSeconds = new Histogram({
    name: 'rangap_http_request_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  readonly problems = new Counter({
    name: 'rangap_http_problems_total',
    help: 'Problems answered, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  readonly streamListeners = new Gauge({
    name: 'rangap_api_stream_listeners',
    help: 'Open event streams.',
    registers: [this.registry],
  });
}
