import { sleep, TemporalFailure } from '@temporalio/workflow';
import { questionRetryMs } from '../src/contract/retry-times.js';

/**
 * Sends a case's questions to their parties without waiting for the answers. A party that gives no
 * answer, or refuses, is asked again after a pause that grows with each round, as long as the
 * database says that the question is open.
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
    private readonly onNews: () => void,
    private readonly onTaken: () => void,
  ) {}

  /** Returns true while a call to a party is running; a question that pauses is not under way. */
  areUnderWay(): boolean {
    return this.underWay > 0;
  }

  /**
   * Starts to send a question, unless it is under way, was taken, or pauses. `call` learns whether
   * an earlier round failed.
   */
  send(id: string, call: (isRepeated: boolean) => Promise<void>): void {
    if (this.notToSend.has(id)) return;
    this.notToSend.add(id);
    void this.runRound(id, call);
  }

  private async runRound(id: string, call: (isRepeated: boolean) => Promise<void>): Promise<void> {
    const round = (this.failedRounds.get(id) ?? 0) + 1;
    this.underWay++;
    const isTaken = await succeeds(call(round > 1));
    this.underWay--;
    // What its party answers, the process that takes the answer looks at.
    if (isTaken) {
      if (this.underWay === 0) this.onTaken();
      return;
    }
    this.failedRounds.set(id, round);
    await sleep(questionRetryMs(round), { summary: 'ask again' });
    this.notToSend.delete(id);
    this.onNews();
  }
}

/**
 * Returns whether a party took a question. A failed call is no fault of the case: at the
 * rulebook's deadline the question counts as unknown.
 */
async function succeeds(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return false;
  }
}
