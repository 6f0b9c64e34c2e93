import type { MessagePort } from 'node:worker_threads';

/** A question, with the number that its answer carries. */
export interface AskedOfThread {
  number: number;
  question: unknown;
}

/** The answer to the question of a number, or why there is none. */
export interface AnsweredInThread {
  number: number;
  answer: unknown;
  /** The name of the error; its message could tell of persons. */
  fault: string | null;
}

/**
 * Answers the questions of a `SideThread`. An error of `answer` is an answer too: the thread lives
 * on.
 * @param port the thread's `parentPort`
 */
export function answerInThread<Question, Answer>(
  port: MessagePort | null,
  answer: (question: Question) => Answer,
): void {
  port?.on('message', ({ number, question }: AskedOfThread) => {
    try {
      port.postMessage({ number, answer: answer(question as Question), fault: null } satisfies AnsweredInThread);
    } catch (error) {
      const fault = error instanceof Error ? error.name : 'unknown';
      port.postMessage({ number, answer: null, fault } satisfies AnsweredInThread);
    }
  });
}
