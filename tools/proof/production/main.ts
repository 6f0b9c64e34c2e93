import { StartRefusal } from '../../embedded/refusal.js';
import { readSettings } from '../../embedded/begin/settings.js';
import { askedToStop } from '../asked-to-stop.js';
import { readOptions, USAGE, type Stage } from './options.js';
import { COPIES } from './roll-plan.js';
import { findServerTools } from './server-tools.js';
import { Stages } from './stages.js';
import { temporalCluster } from './temporal-cluster.js';

interface Outcome {
  readonly stage: Stage;
  readonly ok: boolean;
  readonly seconds: number;
}

/**
 * `npm run test:production`: runs two of each process behind one address, on PostgreSQL and on a
 * Temporal server with its own PostgreSQL, as docker-compose.yml does. Only RANGAP_ENV differs:
 * production refuses the demonstration's rulebook, whose deadlines are seconds. Returns the exit
 * code: 1 when a stage failed, 2 when it could not be carried out.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const startedAt = Date.now();
  const print = (line: string): void => console.log(`${secondsSince(startedAt).toFixed(1).padStart(6)} s  ${line}`);
  const asked = askedToStop();
  const tools = await findServerTools(readSettings().toolsDir, print);
  const stages = new Stages(options, { copies: COPIES, temporal: temporalCluster(tools) }, print);
  const outcomes: Outcome[] = [];
  for (const stage of options.only) {
    print(`== ${stage}`);
    const since = Date.now();
    const ok = await Promise.race([carryOut(stages, stage), asked]);
    if (ok === 'stop') {
      await stages.end(false);
      return 2;
    }
    outcomes.push({ stage, ok, seconds: secondsSince(since) });
  }
  console.log('');
  for (const { stage, ok, seconds } of outcomes) {
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${stage.padEnd(8)} ${seconds.toFixed(0).padStart(5)} s`);
  }
  return outcomes.every(({ ok }) => ok) ? 0 : 1;
}

/** Carries out a stage; one that throws has failed, and the others still run. */
async function carryOut(stages: Stages, stage: Stage): Promise<boolean> {
  try {
    return await stages.run(stage);
  } catch (error) {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    return false;
  }
}

function secondsSince(epochMs: number): number {
  return (Date.now() - epochMs) / 1_000;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(2);
  },
);
