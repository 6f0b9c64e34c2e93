import { ActivityFailure, sleep } from '@temporalio/workflow';
import { questionRetryMs } from '../src/contract/retry-times.js';

/**
 * Puts a case's questions to their parties without waiting for them. A party that could not be
 * reached, or refused, is left alone for a while, longer each time, and is asked again as long as
 * the record says that the question is open. A question that waits so is not under way.
 */
export class Asking {
  /** Questions on their way. */
  underWay = 0;
  private readonly busy = new Set<string>();
  private readonly missed = new Map<string, number>();

  /** `onNews`: a party took a question, or may be asked again. */
  constructor(private readonly onNews: () => void) {}

  /**
   * Puts a question, unless it is on its way, was taken, or waits. `call` is told whether its party
   * has missed it before.
   */
  put(id: string, call: (isAgain: boolean) => Promise<void>): void {
    if (this.busy.has(id)) return;
    this.busy.add(id);
    void this.once(id, call);
  }

  private async once(id: string, call: (isAgain: boolean) => Promise<void>): Promise<void> {
    const rounds = (this.missed.get(id) ?? 0) + 1;
    this.underWay++;
    const isTaken = await reached(call(rounds > 1));
    this.underWay--;
    if (!isTaken) {
      this.missed.set(id, rounds);
      await sleep(questionRetryMs(rounds));
      this.busy.delete(id);
    }
    this.onNews();
  }
}

/**
 * Whether a party took a question. One that cannot be reached is no fault of the case: at the
 * rulebook's deadline the question counts as unknown.
 */
async function reached(call: Promise<void>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    return false;
  }
}
