import { parseArgs } from 'node:util';

/** What `npm run lab` is asked to do. */
export interface LabOptions {
  seeds: readonly number[];
  sensitivitySeeds: readonly number[];
  accounts?: number;
  days?: number;
  /** A file of parameters of a country of persons; without it, a country of accounts alone. */
  world?: string;
  out: string;
  /** Seeds on which the rules are tried that hold those without guilt; nothing else is measured then. */
  honestSeeds?: readonly number[];
  resume: boolean;
  json: boolean;
}

export const USAGE =
  'usage: npm run lab -- [--seeds 26-35] [--sensitivity 26-28 | none] [--accounts 12000] [--days 45] ' +
  '[--world FILE --out DIR] [--honest 26-45] [--out docs/lab] [--resume] [--json]';

/** Returns the options, or undefined when the words make no sense. */
export function readOptions(args: readonly string[]): LabOptions | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string', default: '26-35' },
        sensitivity: { type: 'string', default: '26-28' },
        accounts: { type: 'string' },
        days: { type: 'string' },
        world: { type: 'string' },
        honest: { type: 'string' },
        out: { type: 'string' },
        resume: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const seeds = numbersOf(values.seeds);
    const sensitivitySeeds = values.sensitivity === 'none' ? [] : numbersOf(values.sensitivity);
    const accounts = values.accounts === undefined ? undefined : Number(values.accounts);
    const days = values.days === undefined ? undefined : Number(values.days);
    const honestSeeds = values.honest === undefined ? undefined : numbersOf(values.honest);
    if (seeds === undefined || sensitivitySeeds === undefined) return undefined;
    if (values.honest !== undefined && honestSeeds === undefined) return undefined;
    if (Number.isNaN(accounts) || Number.isNaN(days)) return undefined;
    const { world, resume, json } = values;
    // Another country does not write over the page of this one.
    if (world !== undefined && values.out === undefined) return undefined;
    return { seeds, sensitivitySeeds, honestSeeds, accounts, days, world, out: values.out ?? 'docs/lab', resume, json };
  } catch {
    return undefined;
  }
}

/** Reads `26-35` or `1,4,9`; undefined when it is neither, or names none. */
function numbersOf(text: string): number[] | undefined {
  const numbers = text.split(',').flatMap((part) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (range === null) return [NaN];
    const from = Number(range[1]);
    const to = Number(range[2] ?? range[1]);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  });
  return numbers.length === 0 || numbers.some(Number.isNaN) ? undefined : numbers;
}
