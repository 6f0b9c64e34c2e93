import type { WorkflowClient } from '@temporalio/client';
import type { Logger } from 'pino';
import { parseWorkflowId } from '../contract/ids.js';
import { LONGEST_SLEEP_MS } from '../contract/retry-times.js';
import { attributesOfCase, attributesOfHold, withValue } from '../contract/search-attributes.js';
import type { HoldInput } from '../contract/workflows.js';
import { AfterCommit, type WorkflowSignal, type WorkflowStart } from './after-commit.js';
import { startOfCase, startOfHold } from './workflow-start.js';

/** The part of Temporal's client that is used here. */
export type Workflows = Pick<WorkflowClient, 'start' | 'signalWithStart' | 'getHandle' | 'withDeadline'>;

/** Counts what became of a start or signal. */
type CountNotice = (labels: { kind: 'start' | 'signal'; outcome: 'sent' | 'failed' }) => void;

const DEADLINE_MS = 3_000;

/** A late start, after a workflow with this id has already ended, must not run it again. */
const START_OPTIONS = {
  workflowIdConflictPolicy: 'USE_EXISTING',
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
} as const;

/**
 * Starts and signals workflows right after a commit, without waiting. The keeper repeats it
 * until the workflow has read it, so a failure costs only seconds. That is why intake works while
 * Temporal is down.
 */
export class TemporalTeller extends AfterCommit {
  readonly sendsOrders = false;
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly workflows: Workflows,
    private readonly logger: Logger,
    private readonly count: CountNotice,
  ) {
    super();
  }

  /**
   * Starts workflows, all at the same time. Leaves a workflow that already runs as it is.
   */
  start(starts: readonly WorkflowStart[]): void {
    for (const start of starts) void this.startWorkflow(start);
  }

  /** Starts one workflow. Resolves with whether Temporal has taken it. */
  async startWorkflow(start: WorkflowStart): Promise<boolean> {
    let isTaken = false;
    await this.track('start', start.workflowId, async () => {
      await this.startOne(start);
      isTaken = true;
    });
    return isTaken;
  }

  /** Signals a workflow with the id of a committed row. */
  signal(signal: WorkflowSignal): void {
    void this.track('signal', signal.workflowId, () => this.signalOne(signal));
  }

  /** Signals the workflow that applies a message. */
  received(signal: WorkflowSignal): void {
    this.signal(signal);
  }

  /** Resolves when no start or signal is under way. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private async signalOne({ workflowId, message, rowId, institution }: WorkflowSignal): Promise<void> {
    const subject = parseWorkflowId(workflowId);
    if (institution === undefined || subject?.type !== 'hold') {
      await this.workflows.getHandle(workflowId).signal<[string]>(message, rowId);
      return;
    }
    // The server lets only this kind of signal end the delay of a start.
    const { type, options } = startOfHold({ holdId: subject.id, institution });
    await this.workflows.signalWithStart<(input: HoldInput) => Promise<void>, [string]>(type, {
      ...options,
      ...START_OPTIONS,
      signal: message,
      signalArgs: [rowId],
    });
  }

  private async startOne(start: WorkflowStart): Promise<void> {
    const { workflowId, kind, id, institution, written } = start;
    if (kind === 'complaint') {
      const { type, options } = startOfCase({ caseId: id, written });
      const typedSearchAttributes = written === undefined ? [] : withValue(attributesOfCase(written.codes));
      await this.workflows.start(type, { ...options, ...START_OPTIONS, typedSearchAttributes });
      return;
    }
    if (institution === undefined) throw new Error(`the start of ${workflowId} names no institution`);
    const { type, options } = startOfHold({ holdId: id, institution });
    await this.workflows.start(type, {
      ...options,
      ...START_OPTIONS,
      typedSearchAttributes: withValue(attributesOfHold(start.codes ?? { state: 'ordered', expiresAtMs: null })),
      startDelay: delayUntil(start.beginAtMs ?? null),
    });
  }

  private async track(kind: 'start' | 'signal', workflowId: string, send: () => Promise<void>): Promise<void> {
    const sending = this.workflows
      .withDeadline(Date.now() + DEADLINE_MS, send)
      .then(
        () => this.count({ kind, outcome: 'sent' }),
        (error: unknown) => {
          this.count({ kind, outcome: 'failed' });
          const reason = error instanceof Error ? error.name : 'unknown';
          this.logger.warn({ kind, workflowId, reason }, 'Temporal was not told; the keeper will');
        },
      )
      .finally(() => this.underWay.delete(sending));
    this.underWay.add(sending);
    await sending;
  }
}

/**
 * Returns the delay of a start until an instant (epoch ms), in ms: none when it has come, a day at
 * most.
 */
export function delayUntil(beginAtMs: number | null): number {
  return beginAtMs === null ? 0 : Math.min(LONGEST_SLEEP_MS, Math.max(0, beginAtMs - Date.now()));
}
