import type { Agency } from '../domain/party.js';

/** The queue of all workflows and of the activities that use only the database. */
export const RECORD_QUEUE = 'rangap-record';

/** The queue of every message to an institution; each institution has its fair share of it. */
export const INSTITUTION_QUEUE = 'rangap-institutions';

/** The queue of the analysis, so that a slow one takes no place from anything else. */
export const ANALYSIS_QUEUE = 'rangap-analysis';

/** Returns the queue of one agency; each has its own limit, so that a slow one delays no other. */
export function agencyQueue(agency: Agency): string {
  return `rangap-agency-${agency}`;
}

const COMPLAINT_PREFIX = 'complaint-';
const HOLD_PREFIX = 'hold-';

/** Returns the workflow id of a complaint; complaint and case share one id. */
export function complaintWorkflowId(caseId: string): string {
  return COMPLAINT_PREFIX + caseId;
}

/** Returns the workflow id of a hold. */
export function holdWorkflowId(holdId: string): string {
  return HOLD_PREFIX + holdId;
}

/** Reads what a workflow id stands for; undefined when it is not one of ours. */
export function parseWorkflowId(workflowId: string): { type: 'complaint' | 'hold'; id: string } | undefined {
  if (workflowId.startsWith(COMPLAINT_PREFIX))
    return { type: 'complaint', id: workflowId.slice(COMPLAINT_PREFIX.length) };
  if (workflowId.startsWith(HOLD_PREFIX)) return { type: 'hold', id: workflowId.slice(HOLD_PREFIX.length) };
  return undefined;
}
