/** The part of a Temporal worker that `runWorkers` needs. */
export interface RunnableWorker {
  run(): Promise<void>;
  getState(): string;
  shutdown(): void;
}

/**
 * Runs workers until `stopping` aborts, then drains all. A worker that fails drains the others
 * too, because a process that serves only some of its queues would look alive. Rejects with the
 * first fault after all have ended.
 */
export async function runWorkers(workers: readonly RunnableWorker[], stopping: AbortSignal): Promise<void> {
  const drain = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const runs = workers.map(async (worker) => {
    try {
      await worker.run();
    } finally {
      drain();
    }
  });
  stopping.addEventListener('abort', drain, { once: true });
  if (stopping.aborted) drain(); // it aborted before the listener was there
  const outcomes = await Promise.allSettled(runs);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
