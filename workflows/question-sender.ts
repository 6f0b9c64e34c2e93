import { sleep, TemporalFailure } from '@temporalio/workflow';
import { questionRetryMs } from '../src/contract/retry-times.js';
import { isFinal } from './local-first.js';
import type { LocalTurns } from './local-turns.js';

/** A question of a case, and the two ways to its party. */
export interface Question {
  id: string;
  /** Tries once, as a local activity and nothing else. */
  tryOnce: () => Promise<void>;
  /**
   * Goes through the party's queue, which retries: after a first try that brought no answer, or,
   * without one, in a later round.
   */
  goThroughQueue: (firstTry?: TemporalFailure) => Promise<void>;
}

/**
 * Sends a case's questions to their parties without waiting for the answers. The first tries of
 * questions that are sent together are one turn, and each goes on when all have ended. A party that
 * gives no answer, or refuses, is asked again after a pause that grows with each round, as long as
 * the database says that the question is open.
 */
export class QuestionSender {
  private underWay = 0;
  /** Ids of questions that are under way, taken by their party, or pausing. */
  private readonly notToSend = new Set<string>();
  private readonly failedRounds = new Map<string, number>();

  /**
   * Calls `onNews` when a question may be sent again, and `onTaken` when a party took the last
   * question that was under way.
   */
  constructor(
    private readonly turns: LocalTurns,
    private readonly onNews: () => void,
    private readonly onTaken: () => void,
  ) {}

  /** Returns true while a call to a party is running; a question that pauses is not under way. */
  areUnderWay(): boolean {
    return this.underWay > 0;
  }

  /** Starts to send the questions that are not under way, taken, or pausing. */
  send(questions: readonly Question[]): void {
    const due = questions.filter(({ id }) => !this.notToSend.has(id));
    for (const { id } of due) this.notToSend.add(id);
    this.underWay += due.length;
    const isNew = ({ id }: Question): boolean => !this.failedRounds.has(id);
    for (const question of due) if (!isNew(question)) void this.runRound(question);
    void this.tryTogether(due.filter(isNew));
  }

  private async tryTogether(questions: readonly Question[]): Promise<void> {
    if (questions.length === 0) return;
    const failures = await this.turns.take(() => Promise.all(questions.map(({ tryOnce }) => failureOf(tryOnce()))));
    for (const [index, question] of questions.entries()) {
      const failure = failures[index];
      if (failure === undefined) this.taken();
      else void this.runRound(question, failure);
    }
  }

  /** Ends a round of a question: by its queue, unless its first try said that this changes nothing. */
  private async runRound(question: Question, firstTry?: TemporalFailure): Promise<void> {
    const { id, goThroughQueue } = question;
    const isRefused = firstTry !== undefined && isFinal(firstTry);
    if (!isRefused && (await failureOf(goThroughQueue(firstTry))) === undefined) return this.taken();
    this.underWay--;
    const round = (this.failedRounds.get(id) ?? 0) + 1;
    this.failedRounds.set(id, round);
    await sleep(questionRetryMs(round), { summary: 'ask again' });
    this.notToSend.delete(id);
    this.onNews();
  }

  /** What its party answers, the process that takes the answer looks at. */
  private taken(): void {
    this.underWay--;
    if (this.underWay === 0) this.onTaken();
  }
}

/**
 * Returns why a party did not take a question; undefined when it did. A failed call is no fault of
 * the case: at the rulebook's deadline the question counts as unknown.
 */
async function failureOf(call: Promise<void>): Promise<TemporalFailure | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof TemporalFailure) return error;
    throw error;
  }
}
