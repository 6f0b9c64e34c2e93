import type { Logger } from 'pino';
import { NoAnswerError } from '../signed-http/no-answer.js';

/** What a line of the log is about. */
type About =
  | { readonly holdId: string }
  | { readonly caseId: string }
  | { readonly questionIds: readonly string[] }
  | { readonly messageId: string; readonly kind: string };

/** Work that nobody waits for: what fails is logged, and a workflow or the keeper does it. */
export class BackgroundWork {
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly logger: Logger) {}

  /** Starts work; it counts as under way until it has ended. */
  track(about: About, work: () => Promise<void>): void {
    const tracked = work()
      .catch((error: unknown) => this.note(about, error))
      .finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
  }

  isAny(): boolean {
    return this.underWay.size > 0;
  }

  /** Resolves when nothing is under way. */
  async drain(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  /** Logs what failed: silence as ordinary, an answer that is not believed with its reason. */
  note(about: About, error: unknown): void {
    if (!(error instanceof NoAnswerError)) {
      this.logger.warn({ err: error, ...about }, 'sending failed; a workflow or the keeper does it again');
      return;
    }
    const { party, reason, detail } = error;
    if (detail === undefined) this.logger.info({ ...about, party, reason }, 'a party gave no answer');
    else this.logger.warn({ ...about, party, reason, detail }, 'an answer is not believed');
  }
}
