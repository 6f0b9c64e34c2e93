import { parseArgs } from 'node:util';
import { readOptions as readBench, type Options as BenchOptions } from '../bench/options.js';
import { readOptions as readCrash, type Options as CrashOptions } from '../crash/options.js';

/** The stages, in the order in which they run. */
const STAGES = ['demo', 'crash', 'rolling', 'bench'] as const;
export type Stage = (typeof STAGES)[number];

/** What a run does. */
export interface Options {
  readonly only: readonly Stage[];
  readonly crash: CrashOptions;
  readonly rolling: RollingOptions;
  readonly bench: BenchOptions;
}

/** The rolling restart. */
export interface RollingOptions {
  /** How often every process is restarted. */
  readonly rounds: number;
  /** The time from one complaint to the next, in ms. */
  readonly everyMs: number;
  readonly seed: number;
  readonly keep: boolean;
}

export const USAGE =
  'usage: npm run test:production -- [--only demo,crash,rolling,bench] [--kills 10] [--complaints 100] [--seed 1] [--rounds 2] ' +
  '[--every-ms 1000] [--keep] [options of npm run bench but --json]';

/** Reads the arguments; returns undefined when they are wrong. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: STAGES.join(',') },
        kills: { type: 'string', default: '10' },
        complaints: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        rounds: { type: 'string', default: '2' },
        'every-ms': { type: 'string', default: '1000' },
        keep: { type: 'boolean', default: false },
        open: { type: 'string' },
        slices: { type: 'string' },
        alone: { type: 'string' },
        load: { type: 'string' },
        concurrency: { type: 'string' },
        workflows: { type: 'string' },
      },
    });
    const { kills, complaints, seed, keep } = values;
    const only = stagesOf(values.only);
    const crash = readCrash([...argsOf({ kills, complaints, seed }), ...(keep ? ['--keep'] : [])]);
    const { open, slices, alone, load, concurrency, workflows } = values;
    const bench = readBench(['--json', ...argsOf({ open, slices, alone, load, concurrency, workflows })]);
    const [rounds, everyMs] = [values.rounds, values['every-ms']].map(countOf);
    if (!only || !crash || !bench || !rounds || !everyMs) return undefined;
    return { only, crash, rolling: { rounds, everyMs, seed: crash.seed, keep }, bench };
  } catch {
    return undefined; // an unknown option
  }
}

function stagesOf(text: string): Stage[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  const stages = STAGES.filter((stage) => names.includes(stage));
  return stages.length > 0 && stages.length === new Set(names).size ? stages : undefined;
}

function argsOf(values: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}

function countOf(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}
