import { runWorkers, type RunnableWorker } from '../../src/worker/run-workers.js';

/** A worker that runs until it is shut down, or until it breaks. */
class MadeUpWorker implements RunnableWorker {
  shutdowns = 0;
  private state = 'INITIALIZED';
  private settle: { end: () => void; breakDown: (error: Error) => void } | undefined;

  run(): Promise<void> {
    this.state = 'RUNNING';
    return new Promise<void>((resolve, reject) => {
      this.settle = {
        end: resolve,
        breakDown: (error) => {
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

  breakDown(error: Error): void {
    this.settle?.breakDown(error);
  }
}

describe('the workers of a process', () => {
  it('are drained, each once, when the process is told to stop', async () => {
    const [stopping, workers] = [new AbortController(), [new MadeUpWorker(), new MadeUpWorker()]];
    const running = runWorkers(workers, stopping.signal);
    stopping.abort();
    await running;
    expect(workers.map(({ shutdowns }) => shutdowns)).toEqual([1, 1]);
  });

  it('are drained as well when the process was told before they ran', async () => {
    const worker = new MadeUpWorker();
    await runWorkers([worker], AbortSignal.abort());
    expect(worker.shutdowns).toBe(1);
  });

  it('end together when one breaks, and its fault is what the process ends with', async () => {
    const workers = [new MadeUpWorker(), new MadeUpWorker()];
    const running = runWorkers(workers, new AbortController().signal);
    workers[0]?.breakDown(new Error('no poll possible'));
    await expect(running).rejects.toThrow('no poll possible');
    expect(workers[1]?.shutdowns).toBe(1);
  });
});
