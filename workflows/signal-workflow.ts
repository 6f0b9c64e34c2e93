import { getExternalWorkflowHandle, log, type SignalDefinition } from '@temporalio/workflow';

/**
 * Signals another workflow to read the database again. The keeper's late path does the work of a
 * workflow that has closed, because the outbox entry stays unread.
 */
export async function signalWorkflow(
  workflowId: string,
  signal: SignalDefinition<[string]>,
  rowId: string,
): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, rowId);
  } catch (error) {
    log.info('a workflow could not be signalled; the keeper does its work', {
      workflowId,
      rowId,
      reason: (error as Error).name,
    });
  }
}
