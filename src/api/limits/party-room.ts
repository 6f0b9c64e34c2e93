import { Injectable } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { ApiProblem } from '../problem/api-problem.js';

/** Callbacks of one party that are committed at the same time: fewer than connections. */
export const COMMITTED_AT_ONCE = 4;
/** Callbacks of one party that wait for their turn. */
export const WAITING = 32;
const RETRY_AFTER_SECONDS = 1;

/**
 * Gives each party its own room for callbacks, so that a flood of one party takes no connection
 * from another. Each process counts for itself.
 */
@Injectable()
export class PartyRoom {
  private readonly rooms = new Map<string, BulkheadPolicy>();

  /**
   * Runs the transaction of a callback when it is its turn.
   * @throws ApiProblem `REQUEST.TOO_MANY` when too many callbacks of the party wait already
   */
  async run<T>(party: string, transaction: () => Promise<T>): Promise<T> {
    const room = this.rooms.get(party) ?? bulkhead(COMMITTED_AT_ONCE, WAITING);
    this.rooms.set(party, room);
    try {
      return await room.execute(transaction);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      const detail = `${COMMITTED_AT_ONCE + WAITING} callbacks of this party are under way; send it again`;
      throw new ApiProblem('REQUEST.TOO_MANY', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
  }
}
