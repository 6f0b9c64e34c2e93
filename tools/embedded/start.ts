import { builtPrograms } from './begin/programs.js';
import { runStart } from './begin/run-start.js';

/** Starts everything, or with `--sandbox` the sandbox of an institution's engineer alone. */
async function start(args: readonly string[]): Promise<number> {
  if (!args.includes('--sandbox')) return runStart(builtPrograms);
  const { runSandbox } = await import('../sandbox/main.js');
  return runSandbox(args);
}

void start(process.argv.slice(2)).then((code) => process.exit(code));
