import { parseArgs } from 'node:util';

/** What a run does. */
export interface Options {
  readonly kills: number;
  /** So long Temporal stands still while complaints come in, in s; 0: never. */
  readonly outage: number;
  readonly complaints: number;
  readonly seed: number;
  readonly json: boolean;
  /** Keeps the data folder and its logs also after a good run. */
  readonly keep: boolean;
}

export const USAGE =
  'usage: npm run crash -- [--kills 20 | --outage SECONDS] [--complaints 200] [--seed 1] [--json] [--keep]';

/**
 * Reads the arguments; returns undefined when they are wrong. With an outage of Temporal nothing is
 * killed: a killed Temporal comes back at once.
 */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string' },
        outage: { type: 'string', default: '0' },
        complaints: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    });
    const [outage, complaints, seed] = [values.outage, values.complaints, values.seed].map(wholeNumber);
    if (outage === undefined || complaints === undefined || seed === undefined || complaints < 1) return undefined;
    const kills = wholeNumber(values.kills ?? (outage > 0 ? '0' : '20'));
    if (kills === undefined || (outage > 0 && kills > 0)) return undefined;
    return { kills, outage, complaints, seed, json: values.json, keep: values.keep };
  } catch {
    return undefined; // an unknown option
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
