/** Input of the complaint workflow: the id is enough, the record has the rest. */
export interface ComplaintInput {
  caseId: string;
}

/**
 * Input of a hold workflow. The institution's slug is its fairness key on the institutions' queue.
 */
export interface HoldInput {
  holdId: string;
  institution: string;
}

export const COMPLAINT_WORKFLOW = 'complaintWorkflow';
export const HOLD_WORKFLOW = 'holdWorkflow';
