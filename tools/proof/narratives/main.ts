import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadEncoder } from '../../../src/analysis/text/load-encoder.js';
import { NarrativeReader } from '../../../src/analysis/text/read-narrative.js';
import { getEncoder } from '../../embedded/encoder/get-encoder.js';
import { errorCode, errorText, StartRefusal } from '../../embedded/refusal.js';
import { readSettings } from '../../embedded/begin/settings.js';
import { evaluateNarratives } from './evaluate-narratives.js';
import { readNarratives } from './read-narratives.js';

const USAGE = 'usage: npm run analysis:narratives -- --file FILE [--lexicon]';

/** Reads the narratives of a file and prints, as JSON, how often the reading was right. */
async function main(args: readonly string[]): Promise<void> {
  const { file, lexicon } = readArguments(args);
  const { narratives, ...rest } = readNarratives(readFile(file));
  if (narratives.length === 0) throw new StartRefusal(`${file} has no narrative: ${JSON.stringify(rest)}`);
  const { reader, why } = lexicon ? { reader: new NarrativeReader(), why: '--lexicon' } : await bestReader();
  console.log(JSON.stringify({ file, ...rest, ...evaluateNarratives(narratives, reader, why) }, null, 2));
}

/** Reads with the encoder; without it by the lexicon alone, and says why. */
async function bestReader(): Promise<{ reader: NarrativeReader; why: string | null }> {
  try {
    return { reader: new NarrativeReader(loadEncoder(await getEncoder(readSettings().toolsDir))), why: null };
  } catch (error) {
    const why = errorText(error);
    console.error(`The text encoder could not be got (${why}); the lexicon reads alone.`);
    return { reader: new NarrativeReader(), why };
  }
}

function readArguments(args: readonly string[]): { file: string; lexicon: boolean } {
  const options = { file: { type: 'string' }, lexicon: { type: 'boolean' } } as const;
  try {
    const { file, lexicon } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
    if (file !== undefined) return { file, lexicon: lexicon === true };
  } catch (error) {
    if (!errorCode(error)?.startsWith('ERR_PARSE_ARGS')) throw error;
  }
  throw new StartRefusal(USAGE);
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartRefusal(`the file cannot be read: ${errorText(error)}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof StartRefusal ? `Rangap cannot evaluate narratives: ${error.message}` : error);
  process.exitCode = 2;
});
