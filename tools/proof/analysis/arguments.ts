import { parseArgs } from 'node:util';
import { errorCode, StartRefusal } from '../../embedded/refusal.js';

const USAGE = 'usage: npm run analysis:evaluate -- --data DIR [--data DIR]...';

/** Reads the command line: the folders to evaluate. Throws StartRefusal on anything else. */
export function readFolders(args: readonly string[]): string[] {
  const { data } = parseOptions(args);
  if (data === undefined || data.some((folder) => folder === '')) throw new StartRefusal(USAGE);
  return data;
}

function parseOptions(args: readonly string[]) {
  const options = { data: { type: 'string', multiple: true } } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (errorCode(error)?.startsWith('ERR_PARSE_ARGS')) throw new StartRefusal(USAGE);
    throw error;
  }
}
