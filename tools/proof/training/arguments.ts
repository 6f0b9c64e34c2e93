import { parseArgs } from 'node:util';
import { errorCode, StartRefusal } from '../../embedded/refusal.js';

const USAGE =
  'usage: node dist/tools/proof/training/main.js --seeds FROM-TO --out FILE [--views VIEW,VIEW | --world FILE] ' +
  '| --features FILE [--world FILE]';

/** What the command writes. */
export type TrainingArguments =
  | { kind: 'features'; file: string; world: string | undefined }
  | { kind: 'matrix'; seeds: number[]; file: string; views: View[] }
  | { kind: 'persons'; seeds: number[]; file: string; world: string };

/**
 * Whose transfers a row is made of: those of all institutions (`history`), those that the account's
 * own sees, or those that institutions reported to the centre on the trails of complaints so far.
 */
const VIEWS = ['history', 'one-bank', 'reported'] as const;
export type View = (typeof VIEWS)[number];

/** Reads the command line. Throws StartRefusal on anything that it does not know. */
export function readArguments(args: readonly string[]): TrainingArguments {
  const { features, seeds: range, out, world, views: named = 'history,reported' } = parseOptions(args);
  const views = named.split(',').map((name) => VIEWS.find((known) => known === name));
  if (features !== undefined && range === undefined && out === undefined)
    return { kind: 'features', file: features, world };
  const [, first, last] = /^(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  const count = Number(last) - Number(first) + 1;
  if (features !== undefined || out === undefined || !(count >= 1) || !views.every(isView))
    throw new StartRefusal(USAGE);
  const seeds = Array.from({ length: count }, (_, index) => Number(first) + index);
  return world === undefined
    ? { kind: 'matrix', seeds, file: out, views }
    : { kind: 'persons', seeds, file: out, world };
}

function isView(view: View | undefined): view is View {
  return view !== undefined;
}

function parseOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { features: text, seeds: text, out: text, views: text, world: text };
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS')) throw new StartRefusal(USAGE);
    throw error;
  }
}
