import { readConfig } from './config.js';
import { startWorld } from './world.js';

/**
 * Runs the simulated institutions and agencies until SIGTERM or SIGINT. Prints `ready` when all
 * listeners are up.
 */
async function main(): Promise<void> {
  const world = await startWorld(await readConfig(process.env['RANGAP_SIMULATOR_CONFIG']));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      world.stop().then(() => process.exit(0), fail);
    });
  }
  console.log('ready');
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
}

main().catch(fail);
