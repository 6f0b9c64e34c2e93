import path from 'node:path';
import { SideThread } from '../../side-thread/side-thread.js';
import type { NarrativeReading } from '../../wire/office/advice.js';
import type { NarrativeThreadData } from './narrative-reader-thread.js';
import { Narratives } from './narratives.js';

/** How long a person waits for a reading, in ms. */
const READING_MS = 2_000;

/**
 * Reads narratives in a thread of its own, so that they take no time from complaints and orders. Who
 * waits longer than two seconds gets no reading.
 */
export class NarrativeThread extends Narratives {
  private readonly thread: SideThread<string, NarrativeReading>;

  /** @param encoderFile file of the text encoder; undefined: the lexicon reads alone */
  constructor(encoderFile: string | undefined) {
    super();
    const workerData: NarrativeThreadData = { encoderFile };
    this.thread = new SideThread(path.join(__dirname, 'narrative-reader-thread.js'), workerData);
  }

  override read(narrative: string): Promise<NarrativeReading | null> {
    return this.thread.ask(narrative, AbortSignal.timeout(READING_MS)).catch(() => null);
  }

  /** Ends the thread; who waits gets no reading. */
  stop(): Promise<void> {
    return this.thread.stop();
  }
}
