import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { AnsweredInThread, AskedOfThread } from './answer-in-thread.js';

/** A question that the thread works on, or that waits behind one. */
interface Waiting<Answer> {
  asked: AskedOfThread;
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

/**
 * Asks a program that runs in a thread of its own, so that its answers take no time from the rest of
 * the process. The thread answers one question after the other. The first question starts it. When
 * it dies, or works on a question for which nobody waits any more, it is ended: that question fails,
 * and those behind it are asked again in a new thread.
 */
export class SideThread<Question, Answer> {
  private thread: Worker | undefined;
  private isStopped = false;
  /** In the order of the questions: the thread works on the first. */
  private readonly waiting = new Map<number, Waiting<Answer>>();
  private lastNumber = 0;

  /**
   * @param file the compiled program; it calls `answerInThread`
   * @param workerData what the program is given at its start
   * @param resourceLimits how much memory it may take; beyond, it dies
   */
  constructor(
    private readonly file: string,
    private readonly workerData?: unknown,
    private readonly resourceLimits?: ResourceLimits,
  ) {}

  /**
   * Returns the answer to a question. Rejects when the program throws (with the name of the error,
   * because its message could tell of persons), when the thread dies, after `stop`, and when `signal`
   * says that nobody waits any more.
   */
  ask(question: Question, signal: AbortSignal): Promise<Answer> {
    if (this.isStopped) return Promise.reject(new Error('the thread was stopped'));
    if (signal.aborted) return Promise.reject(tooLong());
    this.lastNumber += 1;
    const number = this.lastNumber;
    return new Promise<Answer>((resolve, reject) => {
      const asked = { number, question };
      this.waiting.set(number, { asked, resolve, reject });
      signal.addEventListener('abort', () => this.giveUp(number), { once: true });
      this.running().postMessage(asked satisfies AskedOfThread);
    });
  }

  /** Ends the thread; whoever waits gets no answer. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const { thread } = this;
    this.thread = undefined;
    for (const number of [...this.waiting.keys()]) this.fail(number, new Error('the thread was stopped'));
    await thread?.terminate();
  }

  private running(): Worker {
    if (this.thread !== undefined) return this.thread;
    const thread = new Worker(this.file, { workerData: this.workerData, resourceLimits: this.resourceLimits });
    thread.unref();
    // A thread that was given up may still answer what another one is asked again.
    thread.on('message', (message: unknown) => {
      if (this.thread === thread) this.answered(message);
    });
    // Without a listener an error of the thread would end the process; `exit` comes after it.
    thread.on('error', () => undefined);
    thread.on('exit', () => {
      if (this.thread === thread) this.lose(new Error('the thread died'));
    });
    this.thread = thread;
    return thread;
  }

  private answered(message: unknown): void {
    if (!isAnswer(message)) return this.lose(new Error('the thread said something else'));
    const { number, answer, fault } = message;
    if (fault !== null) return this.fail(number, new Error(fault));
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    waiting?.resolve(answer as Answer);
  }

  private fail(number: number, error: Error): void {
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    waiting?.reject(error);
  }

  private giveUp(number: number): void {
    if (!this.waiting.has(number)) return;
    const [first] = this.waiting.keys();
    if (first === number) this.lose(tooLong());
    else this.fail(number, tooLong());
  }

  /** Gives up the thread and the question that it worked on, and asks the others again. */
  private lose(error: Error): void {
    const { thread } = this;
    this.thread = undefined;
    void thread?.terminate();
    const [first] = this.waiting.keys();
    if (first !== undefined) this.fail(first, error);
    for (const { asked } of this.waiting.values()) this.running().postMessage(asked);
  }
}

function isAnswer(message: unknown): message is AnsweredInThread {
  return typeof message === 'object' && message !== null && 'number' in message && 'fault' in message;
}

function tooLong(): Error {
  return new Error('the answer took too long');
}
