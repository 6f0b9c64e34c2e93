import { bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { HoldOutcome } from '../contract/outcomes.js';
import { SENT_AFTER_COMMIT } from '../domain/outgoing/outgoing-kind.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { BackgroundWork } from './background-work.js';
import { type CallParty, callingUntil } from './call-party.js';
import type { Message, Ports } from './kind.js';
import { Leases } from './leases.js';
import { sendMessage } from './send.js';
import { type Due, dueMessages, messagesAbout, renewMessageLeases } from './take.js';

/** Messages that one round begins to send. */
const PER_ROUND = 100;
/** Messages to one party at a time: half of what its circuit lets through, so that orders find room. */
const OF_PARTY = CALLS_AT_ONCE / 2;
/** Places in the room of a party that are kept for what frees money. */
const KEPT = OF_PARTY / 2;

interface SenderParts {
  db: DataSource;
  ports: Ports;
  logger: Logger;
  /** Passes on what the answer to a message about a hold led to. */
  passOn: (holdId: string, outcome: HoldOutcome) => void;
}

/**
 * Sends messages to parties, of every kind in one way. Each party has a room of its own, so that one
 * that is away delays no other. What fails is due again.
 */
export class Sender {
  private readonly rooms = new Map<string, BulkheadPolicy>();
  private readonly work: BackgroundWork;
  private readonly leases: Leases;
  private readonly callParty: CallParty;
  private readonly stopping = new AbortController();

  constructor(private readonly parts: SenderParts) {
    this.work = new BackgroundWork(parts.logger);
    this.leases = new Leases((ids) => renewMessageLeases(parts.db, ids));
    this.callParty = callingUntil(this.stopping.signal, parts.logger);
  }

  /**
   * Begins to send what is due, of any process, and waits for no call. What finds no place in the room
   * of its party stays due. Returns how many messages it begins with.
   */
  async sendDue(): Promise<number> {
    const due = await dueMessages(this.parts.db, { limit: PER_ROUND, ofParty: OF_PARTY });
    let begun = 0;
    for (const message of due) {
      const { id: messageId, kind, party } = message;
      if (this.roomOf(party).executionSlots <= (SENT_AFTER_COMMIT.has(kind) ? 0 : KEPT)) continue;
      this.work.track({ messageId, kind }, () => this.send(message));
      begun += 1;
    }
    return begun;
  }

  /**
   * Sends what was committed about a subject and what nobody has sent yet. Resolves when it is sent.
   * @throws the error of the call, or of the database
   */
  async sendAbout(subjectId: string): Promise<void> {
    const messages = await messagesAbout(this.parts.db, subjectId);
    await Promise.all(messages.filter(({ attempts }) => attempts === 0).map((message) => this.send(message)));
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

  private send(message: Due): Promise<void> {
    const { db, ports, passOn } = this.parts;
    const sending = { db, ports, leases: this.leases, callParty: this.callParty, sentBy: 'process' as const };
    return this.roomOf(message.party).execute(async () => {
      const sent = await sendMessage(sending, message);
      if (sent?.outcome !== undefined) passOn(message.subjectId, sent.outcome);
    });
  }

  private roomOf(party: Message['party']): BulkheadPolicy {
    const room = this.rooms.get(party) ?? bulkhead(OF_PARTY, Infinity);
    this.rooms.set(party, room);
    return room;
  }
}
