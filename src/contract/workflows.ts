/** The input of the complaint workflow; the database has everything else. */
export interface ComplaintInput {
  caseId: string;
}

/** The input of a hold workflow; the slug `institution` is the fairness key on the queue. */
export interface HoldInput {
  holdId: string;
  institution: string;
}

export const COMPLAINT_WORKFLOW = 'complaintWorkflow';
export const HOLD_WORKFLOW = 'holdWorkflow';
