import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { CALL_ATTEMPT_MS } from '../contract/retry-times.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { BackgroundWork } from './background-work.js';
import type { Ports } from './kind.js';
import { Leases } from './leases.js';
import { sendMessage } from './send.js';
import { type Due, dueMessages, renewLeases } from './take.js';

/** Messages that one round begins to send. */
const PER_ROUND = 100;
/** Messages to one party at a time: half of what its circuit lets through, so that orders find room. */
const OF_PARTY = CALLS_AT_ONCE / 2;

/**
 * Sends messages to parties, of every kind in one way. It waits for no call, and each party has a
 * room of its own, so that one that is away delays no other. What fails is due again.
 */
export class Sender {
  private readonly rooms = new Map<string, BulkheadPolicy>();
  private readonly work: BackgroundWork;
  private readonly leases: Leases;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: { db: DataSource; ports: Ports; logger: Logger }) {
    this.work = new BackgroundWork(parts.logger);
    this.leases = new Leases((ids) => renewLeases(parts.db, ids));
  }

  /** Begins to send what is due, of any process. Returns how many messages it begins with. */
  async sendDue(): Promise<number> {
    const due = await dueMessages(this.parts.db, { limit: PER_ROUND, ofParty: OF_PARTY });
    return due.filter((message) => this.begin(message)).length;
  }

  /** Resolves when nothing is under way. */
  drain(): Promise<void> {
    return this.work.drain();
  }

  /** Ends the calls that still run, and resolves when nothing is under way. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.drain();
  }

  /** Begins to send a message, or leaves it due when the room of its party is full. */
  private begin(message: Due): boolean {
    const room = this.rooms.get(message.party) ?? bulkhead(OF_PARTY);
    this.rooms.set(message.party, room);
    if (room.executionSlots === 0) return false;
    const { id: messageId, kind, party } = message;
    this.work.track({ messageId, kind }, () =>
      room.execute(async () => {
        const { db, ports, logger } = this.parts;
        const abortSignal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(CALL_ATTEMPT_MS)]);
        const answer = await sendMessage({ db, ports, leases: this.leases, abortSignal }, message);
        if (answer !== undefined) logger.info({ messageId, kind, party, answer }, 'a party answered');
      }),
    );
    return true;
  }
}
