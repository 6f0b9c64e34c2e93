import type { CaseStep } from './activities.js';

/** The next work of a case that intake wrote, as a look at it would name it. */
export type CaseWritten = Pick<
  CaseStep,
  'questions' | 'confirmations' | 'wakeAtMs' | 'wakeFor' | 'codes' | 'mayAdvise'
>;

/** The input of the complaint workflow; the database has everything else. */
export interface ComplaintInput {
  caseId: string;
  /**
   * What intake wrote. The process that committed it looks at the case, so that the workflow begins
   * by sending these questions. Without it the workflow looks first.
   */
  written?: CaseWritten;
}

/** The input of a hold workflow; the slug `institution` is the fairness key on the queue. */
export interface HoldInput {
  holdId: string;
  institution: string;
}

/** Returns the summary of a hold's workflow in Temporal's UI. */
export function summaryOfHold(institution: string): string {
  return `hold at ${institution}`;
}

export const COMPLAINT_WORKFLOW = 'complaintWorkflow';
export const HOLD_WORKFLOW = 'holdWorkflow';

/** The answer to the query `progress`: what a workflow knows of its case or hold. */
export interface Progress<Codes> {
  /** Null until the workflow has looked for the first time. */
  codes: Codes | null;
  /** The clock that ends next. */
  waitsFor: string | null;
  /** When it ends, epoch ms. */
  untilMs: number | null;
  /** The newest signals and ended clocks, oldest first; names only. */
  events: readonly { atMs: number; what: string }[];
}
