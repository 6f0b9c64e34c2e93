/** A question about a debit, and the institution that is asked. */
export interface DebitQuestionToAsk {
  confirmationId: string;
  institution: string;
}

/** The input of the complaint workflow; the database has everything else. */
export interface ComplaintInput {
  caseId: string;
  /**
   * The questions about debits that intake wrote; they go out before the first look at the case.
   */
  confirmations?: readonly DebitQuestionToAsk[];
}

/** The input of a hold workflow; the slug `institution` is the fairness key on the queue. */
export interface HoldInput {
  holdId: string;
  institution: string;
}

export const COMPLAINT_WORKFLOW = 'complaintWorkflow';
export const HOLD_WORKFLOW = 'holdWorkflow';
