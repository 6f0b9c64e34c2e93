import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { type OpenSubject, openSubjects } from '../application/advance/look/find-late-work.js';
import { complaintWorkflowId, holdWorkflowId } from '../contract/ids.js';
import { inBatches } from './run-batch.js';
import { callTemporal, startHold, startWorkflow } from './start-workflow.js';

/** Cases and holds that a round looks for: few while none is missing, many as soon as one is. */
const FEW = 20;
const MANY = 500;
/** Calls to Temporal at the same time. */
const AT_ONCE = 50;
/** What Temporal says of a workflow that drives its case or hold, also of one that has yet to begin. */
const DRIVING: readonly string[] = ['RUNNING', 'PAUSED'];

/**
 * Looks for the workflows of open cases and live holds, a few in each round, and starts those that
 * are gone: Temporal's database was emptied or restored, or an operator ended them. No clock of
 * theirs is due, so no other chore finds them. Goes through all in order of id, and then again.
 */
export class WorkflowSearch {
  private after = '';
  private size = FEW;

  constructor(
    private readonly db: DataSource,
    private readonly client: Client,
  ) {}

  /** Looks for the next ones. Returns how many it started. Rejects when Temporal does not answer. */
  async round(): Promise<number> {
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
    return missing.length;
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
