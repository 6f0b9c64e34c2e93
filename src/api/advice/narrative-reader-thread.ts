import { parentPort, workerData } from 'node:worker_threads';
import { loadEncoder } from '../../analysis/text/load-encoder.js';
import { NarrativeReader } from '../../analysis/text/read-narrative.js';
import { answerInThread } from '../../side-thread/answer-in-thread.js';

/** The file of the encoder that the thread starts with. */
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
answerInThread(parentPort, (narrative: string) => reader.read(narrative));
