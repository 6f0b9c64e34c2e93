import { Client, Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';

/** The namespace of docker-compose.yml. */
export const NAMESPACE = 'rangap';
const RETENTION = '30 days';
const ANSWER_WITHIN_MS = 5_000;
/** gRPC status codes. */
const [NOT_FOUND, ALREADY_EXISTS] = [5, 6];

/**
 * Returns true if the server at `host:port` serves the namespace, which it creates if missing. A
 * server that just started, or just got the namespace, does not know it for a few seconds.
 */
export async function servesNamespace(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: ANSWER_WITHIN_MS });
    try {
      await connection.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
        await ensureNamespace(connection);
        await new Client({ connection, namespace: NAMESPACE }).workflow.count();
      });
    } finally {
      await connection.close();
    }
    return true;
  } catch {
    return false; // not listening yet, or still joining its services
  }
}

async function ensureNamespace({ workflowService }: Connection): Promise<void> {
  try {
    await workflowService.describeNamespace({ namespace: NAMESPACE });
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== NOT_FOUND) throw error;
    await register(workflowService);
  }
}

async function register(workflowService: Connection['workflowService']): Promise<void> {
  const workflowExecutionRetentionPeriod = msToTs(RETENTION);
  try {
    await workflowService.registerNamespace({ namespace: NAMESPACE, workflowExecutionRetentionPeriod });
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== ALREADY_EXISTS) throw error;
  }
}
