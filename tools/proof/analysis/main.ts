import { StartRefusal } from '../../embedded/refusal.js';
import { readFolders } from './arguments.js';
import { evaluateLogs } from './evaluate-logs.js';
import { findLogs } from './read-logs.js';

/** Measures the models of hop risk on logs that they never saw, and prints the figures as JSON. */
function main(args: readonly string[]): void {
  const { evaluations, leftOut } = evaluateLogs(readFolders(args).flatMap(findLogs));
  if (evaluations.length === 0) throw new StartRefusal(leftOut.map(({ because }) => because).join('\n'));
  console.log(JSON.stringify({ evaluations, leftOut }, null, 2));
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartRefusal ? `Nothing can be evaluated: ${error.message}` : error);
  process.exitCode = 2;
}
