import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { type BulkheadPolicy, bulkhead, BulkheadRejectedError } from 'cockatiel';
import { FAILURE } from '../src/contract/failures.js';
import { noRoom } from './no-room.js';

/** First tries to one party at a time, of one process; as many wait for a moment. */
const AT_ONCE = 4;
const PER_SECOND = 10;
/** So long after a party gave no answer, nobody waits for it within a workflow task, in ms. */
const PAUSE_MS = 30_000;

interface Party {
  readonly room: BulkheadPolicy;
  /** The running second (epoch s), and how many tries began in it. */
  second: number;
  begun: number;
  /** No try before, epoch ms. */
  notBefore: number;
}

/**
 * Limits the first tries of questions, which local activities make within workflow tasks, where the
 * limits of the parties' queues do not count. So a party gets no more at a time and per second than
 * it expects, and one that is away holds up few workflow tasks, for one try each.
 */
export class FirstTries {
  private readonly parties = new Map<string, Party>();

  /**
   * Calls a party. Within a workflow task it fails with `RECORD.NO_ROOM`, and calls nobody, when
   * the party has enough or gave no answer a moment ago: the question then goes through its queue.
   */
  async call<T>(slug: string, call: () => Promise<T>): Promise<T> {
    if (!activityInfo().isLocal) return call();
    const party = this.partyOf(slug);
    try {
      return await party.room.execute(() => {
        if (!mayBegin(party)) throw noRoom();
        return call();
      });
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw noRoom();
      if (error instanceof ApplicationFailure && error.type === FAILURE.NO_ANSWER)
        party.notBefore = Date.now() + PAUSE_MS;
      throw error;
    }
  }

  private partyOf(slug: string): Party {
    const known = this.parties.get(slug);
    if (known !== undefined) return known;
    const party = { room: bulkhead(AT_ONCE, AT_ONCE), second: 0, begun: 0, notBefore: 0 };
    this.parties.set(slug, party);
    return party;
  }
}

function mayBegin(party: Party): boolean {
  const now = Date.now();
  if (now < party.notBefore) return false;
  const second = Math.floor(now / 1_000);
  if (second !== party.second) Object.assign(party, { second, begun: 0 });
  party.begun += 1;
  return party.begun <= PER_SECOND;
}
