import { StartRefusal } from '../../embedded/refusal.js';
import { readFolders } from './arguments.js';
import { evaluateLog } from './evaluate-log.js';
import { readLogs } from './read-logs.js';

/** Measures the model of hop risk on logs that it never saw, and prints the figures as JSON. */
function main(args: readonly string[]): void {
  const logs = readFolders(args).flatMap(readLogs);
  console.log(JSON.stringify({ evaluations: logs.map(evaluateLog) }, null, 2));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartRefusal ? `Nothing can be evaluated: ${error.message}` : error);
  process.exitCode = 2;
}
