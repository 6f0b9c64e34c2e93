import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Analyse } from '../../activities/analysis.activities.js';
import type { CaseToAnalyse } from '../contract/analysis.js';
import type { AdviceDraft } from '../domain/advice/advice.js';
import type { AnalysedInThread } from './analyst-thread.js';

/** A case that the thread works on. */
interface Asked {
  resolve: (drafts: readonly AdviceDraft[]) => void;
  reject: (error: Error) => void;
}

/**
 * Runs the analysis in a thread of its own, so that it takes no time from workflows and orders. A
 * thread that works on a case for which nobody waits any more is ended; the next case starts a new
 * one.
 */
export class Analyst {
  private thread: Worker | undefined;
  private readonly asked = new Map<number, Asked>();
  private lastNumber = 0;

  readonly analyse: Analyse = (input, signal) =>
    new Promise((resolve, reject) => {
      this.lastNumber += 1;
      const number = this.lastNumber;
      this.asked.set(number, { resolve, reject });
      signal.addEventListener('abort', () => {
        if (this.asked.has(number)) this.end(new Error('the analysis took too long'));
      });
      this.running().postMessage({ number, input } satisfies { number: number; input: CaseToAnalyse });
    });

  /** Ends the thread. */
  async stop(): Promise<void> {
    const { thread } = this;
    this.thread = undefined;
    await thread?.terminate();
  }

  private running(): Worker {
    if (this.thread !== undefined) return this.thread;
    const thread = new Worker(path.join(__dirname, 'analyst-thread.js'));
    thread.unref();
    thread.on('message', (answer: AnalysedInThread) => this.answered(answer));
    thread.on('error', (error: Error) => this.end(error));
    this.thread = thread;
    return thread;
  }

  private answered({ number, drafts, fault }: AnalysedInThread): void {
    const asked = this.asked.get(number);
    this.asked.delete(number);
    if (drafts === null) asked?.reject(new Error(fault ?? 'the analysis is broken'));
    else asked?.resolve(drafts);
  }

  private end(error: Error): void {
    for (const { reject } of this.asked.values()) reject(error);
    this.asked.clear();
    void this.stop();
  }
}
