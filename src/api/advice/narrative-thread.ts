import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { NarrativeReading } from '../../wire/advice.js';
import type { NarrativeAsked, NarrativeThreadData } from './narrative-reader-thread.js';
import { Narratives } from './narratives.js';

/** How long a person waits for a reading, in ms. */
const READING_MS = 2_000;

/** What the thread answers. */
interface NarrativeAnswered {
  number: number;
  reading: NarrativeReading;
}

/**
 * Reads narratives in a thread of its own, so that they take no time from complaints and orders. The
 * first narrative starts it. Who waits longer than two seconds gets no reading; a thread that fails
 * is started again for the next one.
 */
export class NarrativeThread extends Narratives {
  private thread: Worker | undefined;
  private readonly waiting = new Map<number, (reading: NarrativeReading | null) => void>();
  private lastNumber = 0;

  /** @param encoderFile file of the text encoder; undefined: the lexicon reads alone */
  constructor(private readonly encoderFile: string | undefined) {
    super();
  }

  override read(narrative: string): Promise<NarrativeReading | null> {
    this.lastNumber += 1;
    const number = this.lastNumber;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.answer(number, null), READING_MS);
      this.waiting.set(number, (reading) => {
        clearTimeout(timer);
        resolve(reading);
      });
      this.running().postMessage({ number, narrative } satisfies NarrativeAsked);
    });
  }

  /** Ends the thread; who waits gets no reading. */
  async stop(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    for (const number of [...this.waiting.keys()]) this.answer(number, null);
    await thread?.terminate();
  }

  private running(): Worker {
    if (this.thread !== undefined) return this.thread;
    const workerData: NarrativeThreadData = { encoderFile: this.encoderFile };
    const thread = new Worker(path.join(__dirname, 'narrative-reader-thread.js'), { workerData });
    thread.unref();
    thread.on('message', ({ number, reading }: NarrativeAnswered) => this.answer(number, reading));
    thread.on('error', () => void this.stop());
    this.thread = thread;
    return thread;
  }

  private answer(number: number, reading: NarrativeReading | null): void {
    const answer = this.waiting.get(number);
    this.waiting.delete(number);
    answer?.(reading);
  }
}
