import { bulkhead } from 'cockatiel';
import { LEASE_MS } from '../contract/retry-times.js';
import type { HoldOutcome, HoldStart } from '../contract/outcomes.js';

/** Starts under way at a time: Temporal's work for a long trail must not delay its orders. */
const STARTS_AT_ONCE = 2;

/** How a hold stands when its workflow is started. */
export type HoldStands = Pick<HoldOutcome, 'next' | 'untilMs' | 'codes' | 'caseId'>;

/** A hold whose workflow is not started yet. */
interface Waiting {
  readonly hold: HoldStart;
  readonly timer: NodeJS.Timeout;
  /** Its start waits for its turn, or is under way. */
  isBegun: boolean;
  /** How it stood when it was last read; undefined before its order came back. */
  stands: HoldStands | undefined;
}

/**
 * The holds that this process committed and whose workflows it has not started. The process sends
 * the order itself, so the workflow has nothing to do until the receipt is in: it starts then, with
 * a delay until the hold needs something, or when the lease of the order (`LEASE_MS`) is over.
 * What this process does not start, the keeper starts from the outbox.
 */
export class HoldStarts {
  private readonly waiting = new Map<string, Waiting>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly room = bulkhead(STARTS_AT_ONCE, Infinity);

  /** `start` starts the workflow of a hold that stands so; it never throws. */
  constructor(private readonly start: (hold: HoldStart, stands: HoldStands | undefined) => Promise<void>) {}

  /** Adds a hold that was committed. Returns false when it is known already. */
  add(hold: HoldStart): boolean {
    if (this.waiting.has(hold.holdId)) return false;
    const timer = setTimeout(() => this.begin(hold.holdId), LEASE_MS);
    this.waiting.set(hold.holdId, { hold, timer, isBegun: false, stands: undefined });
    return true;
  }

  /**
   * A hold was read. It is started when it only waits for its expiry or has ended; what is still to
   * come, an answer within the lease may bring.
   */
  stands(holdId: string, { next, untilMs, waitFor, codes, caseId }: HoldOutcome): void {
    const waiting = this.waiting.get(holdId);
    if (waiting === undefined) return;
    waiting.stands = { next, untilMs, codes, caseId };
    if (next === 'done' || (next === 'wait' && waitFor === 'expire')) this.begin(holdId);
  }

  /** Starts all that wait, and resolves when no start is under way. */
  async drain(): Promise<void> {
    for (const holdId of [...this.waiting.keys()]) this.begin(holdId);
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private begin(holdId: string): void {
    const waiting = this.waiting.get(holdId);
    if (waiting === undefined || waiting.isBegun) return;
    clearTimeout(waiting.timer);
    waiting.isBegun = true;
    const starting = this.room
      .execute(() => this.start(waiting.hold, waiting.stands))
      .finally(() => {
        this.waiting.delete(holdId);
        this.underWay.delete(starting);
      });
    this.underWay.add(starting);
  }
}
