/** A message that the API may pass on at once. */
export interface Signal {
  workflowId: string;
  message: string;
  rowId: string;
}
