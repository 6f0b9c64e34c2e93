import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { type OpenSubject, openSubjects } from '../application/advance/look/open-subjects.js';
import { complaintWorkflowId, holdWorkflowId } from '../contract/ids.js';
import { subjectsCalledLate } from '../outgoing/take.js';
import { inBatches } from './run-batch.js';
import { callTemporal, startHold, startWorkflow, type WorkflowSubject } from './start-workflow.js';

/** Cases and holds that a round looks for: few while none is missing, many as soon as one is; so many it starts, too. */
const FEW = 20;
const MANY = 500;
/** Calls to Temporal at the same time. */
const AT_ONCE = 50;
/** What Temporal says of a workflow that drives its case or hold, also of one that has yet to begin. */
const DRIVING: readonly string[] = ['RUNNING', 'PAUSED'];

/**
 * Looks for workflows that are gone, because Temporal's database was emptied or restored, or an operator ended them,
 * and starts them. First those that are missed: of cases that the keeper had to look at in their place, and of holds whose
 * call is overdue. Then a few of all open cases and live holds in each round, also those of which no clock is due: all
 * in order of id, and then again.
 */
export class WorkflowSearch {
  private after = '';
  private size = FEW;
  /** Cases whose workflow is missed. */
  private readonly missed = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly client: Client,
  ) {}

  /** Notes that the workflow of a case is missed; the next round starts it, unless it runs. */
  miss(caseId: string): void {
    this.missed.add(caseId);
  }

  /**
   * Starts the workflows that are missed, and looks for the next ones. Returns how many it started. Rejects when
   * Temporal does not answer.
   */
  async round(): Promise<number> {
    const started = await this.startMissed();
    const subjects = await openSubjects(this.db, this.after, this.size);
    const missing: OpenSubject[] = [];
    let looked = 0;
    await inBatches(subjects, AT_ONCE, async (subject) => {
      if (!subject.isNew && !(await this.isDriven(subject))) missing.push(subject);
      looked += 1;
    });
    await inBatches(missing, AT_ONCE, (subject) => this.start(subject));
    // After the last one it begins anew; what a slow Temporal left no time for is looked for again.
    const isLast = looked === subjects.length && looked < this.size;
    this.after = isLast ? '' : (subjects[looked - 1]?.id ?? this.after);
    this.size = missing.length > 0 ? MANY : FEW;
    return started + missing.length;
  }

  /** Starts them unless they run; a case stays missed until Temporal has taken its start. */
  private async startMissed(): Promise<number> {
    const holds = await subjectsCalledLate(this.db, 'hold.order', MANY);
    const subjects: WorkflowSubject[] = [
      ...[...this.missed].slice(0, MANY).map((id) => ({ type: 'complaint' as const, id })),
      ...holds.map((id) => ({ type: 'hold' as const, id })),
    ];
    await inBatches(subjects, AT_ONCE, async (subject) => {
      await startWorkflow(this.db, this.client, subject);
      this.missed.delete(subject.id);
    });
    return subjects.length;
  }

  private async isDriven({ type, id }: OpenSubject): Promise<boolean> {
    const workflow = this.client.workflow.getHandle(type === 'hold' ? holdWorkflowId(id) : complaintWorkflowId(id));
    try {
      const { status } = await callTemporal(this.client, () => workflow.describe());
      return DRIVING.includes(status.name);
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  private start({ type, id }: OpenSubject): Promise<unknown> {
    if (type === 'hold') return startHold(this.db, this.client, id);
    return startWorkflow(this.db, this.client, { type, id });
  }
}
