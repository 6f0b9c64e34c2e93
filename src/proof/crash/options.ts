import { parseArgs } from 'node:util';

/** What a run does. */
export interface Options {
  readonly kills: number;
  readonly complaints: number;
  readonly seed: number;
  readonly json: boolean;
  /** Keeps the data folder and its logs also after a good run. */
  readonly keep: boolean;
}

export const USAGE = 'usage: npm run crash -- [--kills 20] [--complaints 200] [--seed 1] [--json] [--keep]';

/** Reads the arguments; returns undefined when they are wrong. */
export function readOptions(args: readonly string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string', default: '20' },
        complaints: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
      },
    });
    const [kills, complaints, seed] = [values.kills, values.complaints, values.seed].map(wholeNumber);
    if (kills === undefined || complaints === undefined || seed === undefined || complaints < 1) return undefined;
    return { kills, complaints, seed, json: values.json, keep: values.keep };
  } catch {
    return undefined; // an unknown option
  }
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
