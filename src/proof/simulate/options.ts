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

/** Reads the arguments; returns undefined when they are wrong. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', default: 'national-day' },
        seed: { type: 'string', default: '1' },
        duration: { type: 'string', default: '10m' },
        json: { type: 'boolean', default: false },
      },
    });
    const durationMs = durationOf(values.duration);
    if (!/^\d{1,9}$/.test(values.seed) || durationMs === undefined || values.scenario === '') return undefined;
    return { scenario: values.scenario, seed: Number(values.seed), durationMs, json: values.json };
  } catch {
    return undefined; // an unknown option
  }
}

/** Reads `20s`, `10m` or `1h`; five seconds to six hours. */
function durationOf(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  const durationMs = Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return durationMs >= SHORTEST_MS && durationMs <= LONGEST_MS ? durationMs : undefined;
}
