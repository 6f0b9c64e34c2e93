import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { FloorActivities } from './floor-activities.js';

/**
 * Runs the floor's worker as a process of its own: `floor-worker.js <address> <namespace> <task
 * queue>`. It prints `ready` and ends on SIGTERM; it has no payload codec.
 */
async function main([address, namespace, taskQueue]: readonly string[]): Promise<void> {
  if (address === undefined || namespace === undefined || taskQueue === undefined) throw new Error('missing arguments');
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM'] });
  const connection = await NativeConnection.connect({ address });
  const activities: FloorActivities = { empty: () => Promise.resolve(Date.now()) };
  const workflowsPath = require.resolve('./floor-workflows.js');
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowsPath, activities });
  const running = worker.run();
  console.log('ready');
  await running;
  await connection.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
