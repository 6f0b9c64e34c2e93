import { parseArgs } from 'node:util';

/** What `npm run simulate` is asked to play. */
export interface Options {
  /** The name of a file in simulator/scenarios without `.yaml`, or the path of another file. */
  readonly scenario: string;
  readonly seed: number;
  readonly durationMs: number;
  readonly json: boolean;
}

export const USAGE = 'usage: npm run simulate -- [--scenario national-day] [--seed 1] [--duration 10m] [--json]';

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 6 * UNITS_MS.h;

/** Reads the arguments; returns what is wrong with them in words when something is. */
export function readOptions(args: readonly string[]): Options | string {
  const read = parsed(args);
  if (typeof read === 'string') return read;
  const { scenario, seed, duration, json } = read;
  if (scenario === '') return '--scenario is empty';
  if (!/^\d{1,9}$/.test(seed)) return `--seed ${seed} is no whole number of at most nine digits`;
  const durationMs = durationOf(duration);
  if (durationMs === undefined) return `--duration ${duration} is none of 5s to 6h, such as 20s, 10m or 1h`;
  return { scenario, seed: Number(seed), durationMs, json };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', default: 'national-day' },
        seed: { type: 'string', default: '1' },
        duration: { type: 'string', default: '10m' },
        json: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Node's first sentence names the option; what follows is about positional arguments.
    return (error instanceof Error ? error.message : String(error)).replace(/\. .*$/s, '');
  }
}

/** Reads `20s`, `10m` or `1h`; five seconds to six hours. */
function durationOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const durationMs = Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return durationMs >= SHORTEST_MS && durationMs <= LONGEST_MS ? durationMs : undefined;
}
