import { parseArgs } from 'node:util';

/** What a run is asked for. */
export interface Options {
  readonly kills: number;
  readonly complaints: number;
  readonly seed: number;
  readonly json: boolean;
  /** Keep the data folder and its logs also when all went well. */
  readonly keep: boolean;
}

export const USAGE = 'usage: npm run crash -- [--kills 20] [--complaints 200] [--seed 1] [--json] [--keep]';

/** Reads the arguments; undefined when they are not understood. */
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
