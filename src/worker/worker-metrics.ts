import { CancelledFailure, ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory, Worker } from '@temporalio/worker';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { FAILURE } from '../contract/failures.js';

type Outcome = 'done' | 'no_answer' | 'refused' | 'later' | 'cancelled' | 'failed';

/** What became of an attempt by the type of its failure; any other failure is a fault. */
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  [FAILURE.NO_ANSWER, 'no_answer'],
  [FAILURE.REFUSED, 'refused'],
  [FAILURE.NO_ROOM, 'later'],
  [FAILURE.EVIDENCE_OPEN, 'later'],
]);

/**
 * The metrics of a worker process, labelled with queues, activities and outcomes only.
 * docs/OPERATING.md says what to do about them.
 */
export class WorkerMetrics {
  readonly registry = new Registry();
  private readonly attemptSeconds = new Histogram({
    name: 'rangap_activity_seconds',
    help: 'Time an attempt of an activity took, by activity, queue and outcome.',
    labelNames: ['activity', 'queue', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [this.registry],
  });
  private readonly waitSeconds = new Histogram({
    name: 'rangap_activity_schedule_to_start_seconds',
    help: 'Time from the instant an attempt of an activity was due until a worker took it, by queue.',
    labelNames: ['queue'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Adds the state of each worker to the metrics; call it once, with all workers. */
  watch(workers: readonly Worker[]): void {
    const gauge = (name: string, help: string, value: (worker: Worker) => number): void => {
      new Gauge({
        name,
        help,
        labelNames: ['queue'],
        registers: [this.registry],
        collect() {
          for (const worker of workers) this.set({ queue: worker.options.taskQueue }, value(worker));
        },
      });
    };
    gauge('rangap_worker_running', 'Whether the worker of a queue takes tasks (1) or not (0).', (worker) =>
      worker.getState() === 'RUNNING' ? 1 : 0,
    );
    gauge(
      'rangap_worker_activities_in_flight',
      'Activities under way, by queue.',
      (worker) => worker.getStatus().numInFlightActivities,
    );
  }

  /** Adds whether the process's build is the current one, which gets tasks; call it once. */
  watchBuild(build: string, state: { readonly isCurrent: boolean }): void {
    new Gauge({
      name: 'rangap_worker_build_current',
      help: 'Whether the build of this worker is the current one (1) or gets no tasks (0).',
      labelNames: ['build'],
      registers: [this.registry],
      collect() {
        this.set({ build }, state.isCurrent ? 1 : 0);
      },
    });
  }

  /** Measures every attempt of every activity. */
  readonly interceptor: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const queue = info.taskQueue;
        // The two clocks may differ; a difference must not give a negative time.
        this.waitSeconds.observe({ queue }, Math.max(0, Date.now() - info.currentAttemptScheduledTimestampMs) / 1000);
        const end = this.attemptSeconds.startTimer({ queue, activity: info.activityType });
        let outcome: Outcome = 'done';
        try {
          return await next(input);
        } catch (error) {
          outcome = outcomeOf(error);
          throw error;
        } finally {
          end({ outcome });
        }
      },
    },
  });
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof CancelledFailure) return 'cancelled';
  if (!(error instanceof ApplicationFailure)) return 'failed';
  return OUTCOMES.get(error.type ?? '') ?? 'failed';
}
