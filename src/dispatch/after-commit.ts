import type { HoldCodes } from '../contract/activities.js';
import type { CaseWritten } from '../contract/workflows.js';
import type { LeasedMessage } from '../outgoing/write.js';

/** A workflow to start after a commit. */
export interface WorkflowStart {
  workflowId: string;
  kind: 'complaint' | 'hold';
  id: string;
  institution?: string | undefined;
  /** What the transaction leased to this process: the first order of a hold, the questions of a complaint. */
  leased?: readonly LeasedMessage[];
  /**
   * Of a complaint that intake wrote: its workflow does not look at the case, so that this process
   * does.
   */
  written?: CaseWritten;
  /** Of a hold: how it stands. */
  codes?: HoldCodes;
  /** Of a hold: when it needs its workflow, epoch ms; null or absent: now. */
  beginAtMs?: number | null;
}

/** A signal to a workflow: the name of the signal, and the id of a committed row. */
export interface WorkflowSignal {
  workflowId: string;
  message: string;
  rowId: string;
  /** Of a hold that must act now: also a workflow that has not begun is woken. */
  institution?: string;
  /** Of a message about a hold: its case, so that messages about one case share a transaction. */
  caseId?: string;
}

/**
 * What a process does right after a commit, without waiting for it. Whatever fails is done later
 * by the workflows and the keeper, so a commit never depends on it.
 */
export abstract class AfterCommit {
  /** Whether this process sends the orders that it commits, so that they are leased to it. */
  abstract readonly sendsOrders: boolean;
  /** New cases and holds were committed. */
  abstract start(starts: readonly WorkflowStart[]): void;
  /** An act was committed that a workflow must look at. */
  abstract signal(signal: WorkflowSignal): void;
  /** A party's message was committed that is not applied yet; `signal` names who applies it. */
  abstract received(signal: WorkflowSignal): void;
  /** Resolves when nothing is under way any more. */
  abstract drain(): Promise<void>;
}
