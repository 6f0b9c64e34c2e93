import { errorText } from '../refusal.js';
import { readSettings } from '../begin/settings.js';
import { getEncoder } from './get-encoder.js';

/**
 * Makes the file of the encoder, as a process of its own: `npm start` runs it beside the system and
 * does not wait for it. Prints one line.
 */
async function main(): Promise<void> {
  const { toolsDir } = readSettings();
  console.log(`The text encoder is ready: ${await getEncoder(toolsDir)}`);
}

main().catch((error: unknown) => {
  const why = errorText(error);
  console.log(`The text encoder could not be got (${why}); narratives are read by the lexicon alone.`);
  process.exitCode = 1;
});
