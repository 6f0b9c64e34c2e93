import { parseArgs } from 'node:util';

/** A burst of complaints, and the made-up ones beside it. */
export interface BurstOptions {
  readonly truths: number;
  readonly lies: number;
  readonly seconds: number;
}

/** What a run measures. */
export interface Options {
  readonly json: boolean;
  /** Numbers of open cases beside which the CPU of one complaint is measured, ascending. */
  readonly open: readonly number[];
  /**
   * Numbers of accounts that stolen money runs through, ascending; if given, only trails are
   * measured.
   */
  readonly trail: readonly number[];
  /** If given, only a burst of complaints is measured, with and without made-up ones beside it. */
  readonly burst?: BurstOptions;
  /** How many open cases have waiting workflows; the copies beyond that are rows only. */
  readonly workflows: number;
  /** How often the system and the floor take turns. */
  readonly slices: number;
  /** Complaints of each side in a slice, one after the other, for latencies. */
  readonly alone: number;
  /** Complaints of each side in a slice, many at a time, for throughput. */
  readonly load: number;
  /** Complaints under way at a time, on both sides. */
  readonly concurrency: number;
}

export const USAGE =
  'usage: npm run bench -- [--json] [--open 100] [--workflows 1000] [--slices 4] [--alone 10] [--load 60] [--concurrency 16]\n       npm run bench -- --trail 5,50,500 [--json]\n       npm run bench -- --lies 400 [--truths 150] [--seconds 30] [--json]';

/**
 * Reads the arguments; returns undefined when they are wrong. Lists look like `100,1000,10000`.
 */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean', default: false },
        open: { type: 'string', default: '100' },
        trail: { type: 'string' },
        lies: { type: 'string' },
        truths: { type: 'string', default: '150' },
        seconds: { type: 'string', default: '30' },
        workflows: { type: 'string', default: '1000' },
        slices: { type: 'string', default: '4' },
        alone: { type: 'string', default: '10' },
        load: { type: 'string', default: '60' },
        concurrency: { type: 'string', default: '16' },
      },
    });
    const open = values.open.split(',').map(count);
    const trail = values.trail?.split(',').map(accountsIn) ?? [];
    if (trail.includes(undefined)) return undefined;
    const counts = [values.slices, values.alone, values.load, values.concurrency, values.workflows].map(count);
    const [lies, truths, seconds] = [values.lies ?? '1', values.truths, values.seconds].map(count);
    if (lies === undefined || truths === undefined || seconds === undefined) return undefined;
    const [slices, alone, load, concurrency, workflows] = counts;
    if (open.includes(undefined) || counts.includes(undefined)) return undefined;
    return {
      json: values.json,
      open: ascending(open),
      trail: ascending(trail),
      ...(values.lies !== undefined && { burst: { truths, lies, seconds } }),
      slices: slices ?? 1,
      alone: alone ?? 1,
      load: load ?? 1,
      concurrency: concurrency ?? 1,
      workflows: workflows ?? 1,
    };
  } catch {
    return undefined; // an unknown option
  }
}

/** The most accounts that the centre follows money through (P-TRACE). */
const MOST_ACCOUNTS = 500;
const FEWEST_ACCOUNTS = 3;

function accountsIn(text: string): number | undefined {
  const accounts = count(text);
  return accounts !== undefined && accounts >= FEWEST_ACCOUNTS && accounts <= MOST_ACCOUNTS ? accounts : undefined;
}

function ascending(numbers: readonly (number | undefined)[]): number[] {
  return numbers.filter((number) => number !== undefined).sort((a, b) => a - b);
}

function count(text: string): number | undefined {
  return /^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : undefined;
}
