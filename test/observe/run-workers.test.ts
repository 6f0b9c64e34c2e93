import { runWorkers, type RunnableWorker } from '../../src/worker/run-workers.js';

/** A worker that runs until it is shut down or fails. */
class FakeWorker implements RunnableWorker {
  shutdowns = 0;
  private state = 'INITIALIZED';
  private settle: { end: () => void; fail: (error: Error) => void } | undefined;

  run(): Promise<void> {
    this.state = 'RUNNING';
    return new Promise<void>((resolve, reject) => {
      this.settle = {
        end: resolve,
        fail: (error) => {
          this.state = 'FAILED';
          reject(error);
        },
      };
    });
  }

  getState(): string {
    return this.state;
  }

  shutdown(): void {
    if (this.state !== 'RUNNING') throw new Error('not running');
    this.shutdowns += 1;
    this.state = 'DRAINED';
    this.settle?.end();
  }

  fail(error: Error): void {
    this.settle?.fail(error);
  }
}

describe('the workers of a process', () => {
  it('are drained, each once, when the process is stopped', async () => {
    const [stopping, workers] = [new AbortController(), [new FakeWorker(), new FakeWorker()]];
    const running = runWorkers(workers, stopping.signal);
    stopping.abort();
    await running;
    expect(workers.map(({ shutdowns }) => shutdowns)).toEqual([1, 1]);
  });

  it('are drained too when the process was stopped before they ran', async () => {
    const worker = new FakeWorker();
    await runWorkers([worker], AbortSignal.abort());
    expect(worker.shutdowns).toBe(1);
  });

  it('end together when one fails, and the process ends with its error', async () => {
    const workers = [new FakeWorker(), new FakeWorker()];
    const running = runWorkers(workers, new AbortController().signal);
    workers[0]?.fail(new Error('no poll possible'));
    await expect(running).rejects.toThrow('no poll possible');
    expect(workers[1]?.shutdowns).toBe(1);
  });
});
