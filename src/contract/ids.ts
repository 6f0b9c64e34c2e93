import type { Agency } from '../domain/party.js';

/** Queue of all workflows and of the activities that only touch the record. */
export const RECORD_QUEUE = 'rangap-record';

/** Queue of every message to an institution; fairness and limits are kept per institution on it. */
export const INSTITUTION_QUEUE = 'rangap-institutions';

/** Queue of one agency: its own limit, so that a slow agency holds up nobody else. */
export function agencyQueue(agency: Agency): string {
  return `rangap-agency-${agency}`;
}

const COMPLAINT_PREFIX = 'complaint-';
const HOLD_PREFIX = 'hold-';

/** Workflow of a complaint; complaint and case share one id. */
export function complaintWorkflowId(caseId: string): string {
  return COMPLAINT_PREFIX + caseId;
}

/** Workflow of a hold. */
export function holdWorkflowId(holdId: string): string {
  return HOLD_PREFIX + holdId;
}

/** What a workflow id stands for, or undefined when it is none of ours. */
export function parseWorkflowId(workflowId: string): { type: 'complaint' | 'hold'; id: string } | undefined {
  if (workflowId.startsWith(COMPLAINT_PREFIX))
    return { type: 'complaint', id: workflowId.slice(COMPLAINT_PREFIX.length) };
  if (workflowId.startsWith(HOLD_PREFIX)) return { type: 'hold', id: workflowId.slice(HOLD_PREFIX.length) };
  return undefined;
}
