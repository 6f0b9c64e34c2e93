/** A signal to a workflow that the API may send at once, without waiting for the outbox. */
export interface Signal {
  workflowId: string;
  message: string;
  rowId: string;
}
