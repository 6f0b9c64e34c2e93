import { parentPort, workerData } from 'node:worker_threads';
import { loadEncoder } from '../../analysis/text/load-encoder.js';
import { NarrativeReader } from '../../analysis/text/read-narrative.js';

/** What the thread is asked, and the file of the encoder that it starts with. */
export interface NarrativeAsked {
  number: number;
  narrative: string;
}
export interface NarrativeThreadData {
  encoderFile: string | undefined;
}

/** Loads the encoder; without a usable file the lexicon reads alone, and each reading says so. */
function openReader(encoderFile: string | undefined): NarrativeReader {
  if (encoderFile === undefined) return new NarrativeReader();
  try {
    return new NarrativeReader(loadEncoder(encoderFile));
  } catch {
    return new NarrativeReader();
  }
}

const reader = openReader((workerData as NarrativeThreadData).encoderFile);
parentPort?.on('message', ({ number, narrative }: NarrativeAsked) => {
  parentPort?.postMessage({ number, reading: reader.read(narrative) });
});
