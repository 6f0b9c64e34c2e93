import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';

/** What one run of the floor took. */
export interface FloorRun {
  readonly caseWorkflowId: string;
  readonly holdWorkflowId: string;
  /** From the client's call to the hold's first activity, ms. */
  readonly toFirstActivityMs: number;
}

/** The floor and its worker process. */
export class Floor {
  private constructor(
    private readonly client: Client,
    private readonly worker: ChildProcess,
    private readonly taskQueue: string,
  ) {}

  /** Starts the worker; call `stop` at the end. */
  static async start(client: Client, address: string, namespace: string): Promise<Floor> {
    const taskQueue = `bench-floor-${randomUUID()}`;
    const script = require.resolve('./floor-worker.js');
    const worker = spawn(process.execPath, [script, address, namespace, taskQueue], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(worker, 'exit').then(() => Promise.reject(new Error('the worker of the floor ended')));
    await Promise.race([once(worker.stdout, 'data'), ended]);
    ended.catch(() => undefined); // from here on `stop` ends it
    return new Floor(client, worker, taskQueue);
  }

  /** Runs one unit to its end; it starts both workflows at the same time, as the API does. */
  async run(): Promise<FloorRun> {
    const id = randomUUID();
    const [caseWorkflowId, holdWorkflowId] = [`floor-case-${id}`, `floor-hold-${id}`];
    const { taskQueue } = this;
    const startedAt = Date.now();
    const [hold, floorCase] = await Promise.all([
      this.client.workflow.start('floorHold', { taskQueue, workflowId: holdWorkflowId, args: [caseWorkflowId] }),
      this.client.workflow.start('floorCase', { taskQueue, workflowId: caseWorkflowId, args: [holdWorkflowId] }),
    ]);
    const [firstActivityAt] = await Promise.all([hold.result() as Promise<number>, floorCase.result()]);
    return { caseWorkflowId, holdWorkflowId, toFirstActivityMs: firstActivityAt - startedAt };
  }

  async stop(): Promise<void> {
    if (this.worker.exitCode !== null) return;
    const ended = once(this.worker, 'exit');
    this.worker.kill('SIGTERM');
    await ended;
  }
}
