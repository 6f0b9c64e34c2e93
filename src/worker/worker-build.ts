import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeConnection, WorkerDeploymentOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import { RECORD_QUEUE } from '../contract/ids.js';

/** The name under which Temporal keeps the builds of all workers. */
const DEPLOYMENT_NAME = 'rangap';

/** Number of the type of task (temporal.api.enums.v1.TaskQueueType). */
const WORKFLOW_TASKS = 1;
/** Numbers of gRPC that say "not yet": unknown deployment, or a queue that nobody asked for tasks. */
const NOT_YET = [5, 9];

/**
 * A worker that waits for a task asks again every minute; Temporal remembers for minutes longer who
 * asked. So one that has not asked for so long is gone, also where clocks differ a little.
 */
const GONE_AFTER_MS = 90_000;

const PAUSE_MS = { serves: 10_000, waits: 2_000, vacant: 300, abandoned: 2_000 } as const;

/**
 * What a worker finds: its own build is the current one, another is; there is none; or all workers
 * of the current build are gone.
 */
export type Finding = keyof typeof PAUSE_MS;

/** What Temporal knows of the builds that ask for workflow tasks. */
export interface SeenBuilds {
  /** The id of the current build; absent when there is none. */
  readonly current?: string;
  /** When a worker of each build last asked for a task, epoch milliseconds. */
  readonly askedAtMs: ReadonlyMap<string, number>;
}

/** Returns what the worker of a build finds at an instant. */
export function findingOf(own: string, { current, askedAtMs }: SeenBuilds, nowMs: number): Finding {
  if (current === own) return 'serves';
  if (current === undefined) return 'vacant';
  const askedAt = askedAtMs.get(current);
  return askedAt !== undefined && nowMs - askedAt < GONE_AFTER_MS ? 'waits' : 'abandoned';
}

/** Returns the options that give a worker its build; workflows go on in the current build. */
export function deploymentOf(buildId: string): WorkerDeploymentOptions {
  return {
    version: { deploymentName: DEPLOYMENT_NAME, buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  };
}

/** The parts that a worker's view of its build is made from. */
interface BuildParts {
  readonly buildId: string;
  readonly workflowService: NativeConnection['workflowService'];
  readonly namespace: string;
  readonly logger: Logger;
  /**
   * Registers what the namespace must know. It is called when there is no current build, because
   * Temporal may have lost its memory with all that was registered.
   */
  readonly prepareNamespace: () => Promise<void>;
  /** Whether the worker takes the place of any other build when it starts. */
  readonly takesOver: boolean;
}

/**
 * The build of this worker, beside the current one of all workers. Temporal gives tasks to the
 * current build only. An operator says which that is; a worker makes its own build current when
 * nobody else can have tasks: there is no current build, or its workers are gone.
 */
export class WorkerBuild {
  private found: Finding | undefined;
  private mustTakeOver: boolean;
  private fault: string | undefined;

  constructor(private readonly parts: BuildParts) {
    this.mustTakeOver = parts.takesOver;
  }

  /** Whether this build was the current one when it was last looked at. */
  get isCurrent(): boolean {
    return this.found === 'serves';
  }

  /**
   * Looks again and again until `stopping` aborts: Temporal may lose its memory, and an operator
   * may change the current build.
   */
  async watch(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      try {
        await this.look();
        this.fault = undefined;
      } catch (error) {
        this.note(error);
      }
      const pauseMs = this.mustTakeOver ? PAUSE_MS.vacant : PAUSE_MS[this.found ?? 'vacant'];
      await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined); // it aborted
    }
  }

  /** Looks once, and makes this build current where nobody else can have tasks. */
  async look(): Promise<void> {
    const { buildId, logger } = this.parts;
    const seen = await this.seenBuilds();
    const before = this.found;
    this.found = findingOf(buildId, seen, Date.now());
    if (this.found === 'serves') this.mustTakeOver = false;
    // Temporal may just have forgotten who asks, so one look is not enough to call them gone.
    const isAbandoned = this.found === 'abandoned' && before === 'abandoned';
    if (this.found === 'vacant') await this.parts.prepareNamespace();
    if (this.found !== 'serves' && (this.mustTakeOver || this.found === 'vacant' || isAbandoned)) {
      await this.becomeCurrent(seen.current);
    }
    if (this.found === before) return;
    if (this.found === 'serves') logger.info({ build: buildId }, 'this build is the current one and gets tasks');
    if (this.found === 'waits') {
      logger.warn({ build: buildId, current: seen.current }, 'this build gets no task until it is made current');
    }
  }

  /** Reads from the queue of all workflows; Temporal keeps both in memory there. */
  private async seenBuilds(): Promise<SeenBuilds> {
    const { workflowService, namespace } = this.parts;
    const { pollers, versioningInfo } = await workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: RECORD_QUEUE },
      taskQueueType: WORKFLOW_TASKS,
    });
    const askedAtMs = new Map<string, number>();
    for (const { deploymentOptions, lastAccessTime } of pollers) {
      const build = deploymentOptions?.buildId ?? '';
      const askedAt = Number(lastAccessTime?.seconds ?? 0) * 1000;
      askedAtMs.set(build, Math.max(askedAt, askedAtMs.get(build) ?? 0));
    }
    const current = versioningInfo?.currentDeploymentVersion?.buildId ?? undefined;
    return { askedAtMs, ...(current !== undefined && { current }) };
  }

  /**
   * Makes this build current in the place of `replaced`, unless another worker or an operator was
   * faster: then Temporal refuses, and the next look finds it.
   */
  private async becomeCurrent(replaced: string | undefined): Promise<void> {
    const { workflowService, namespace, buildId, logger } = this.parts;
    const deploymentName = DEPLOYMENT_NAME;
    const described = await workflowService.describeWorkerDeployment({ namespace, deploymentName });
    const current = described.workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? undefined;
    if (current !== replaced) return;
    const { conflictToken } = described;
    await workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId, conflictToken });
    this.mustTakeOver = false;
    logger.info({ build: buildId, replaced }, 'made this build the current one');
  }

  private note(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? Number(error.code) : undefined;
    const isEarly = code !== undefined && NOT_YET.includes(code) && this.found !== 'abandoned';
    const text = error instanceof Error ? error.message : String(error);
    if (!isEarly && text !== this.fault) this.parts.logger.warn({ err: error }, 'the current build is not known');
    this.fault = text;
  }
}
