import { getExternalWorkflowHandle, log, type SignalDefinition } from '@temporalio/workflow';

/**
 * Tells another workflow to look again. One that has closed is left to the keeper's late path,
 * which has the outbox entry.
 */
export async function tell(workflowId: string, signal: SignalDefinition<[string]>, rowId: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, rowId);
  } catch (error) {
    log.info('a workflow could not be told; the keeper will', { workflowId, rowId, reason: (error as Error).name });
  }
}
