import { bulkhead } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { ABOUT_HOLDS } from '../domain/outgoing/outgoing-kind.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { BackgroundWork } from './background-work.js';
import { type CallParty, callingUntil } from './call-party.js';
import type { Effect, Message, Ports } from './kind.js';
import { Leases } from './leases.js';
import { PartyLines } from './party-lines.js';
import { sendMessage } from './send.js';
import { type Due, dueMessages, messagesAbout, renewMessageLeases, takeTogether } from './take.js';
import { Together } from './together.js';

/** Messages that one round takes, in all and of one party. */
const PER_ROUND = { limit: 100, ofParty: CALLS_AT_ONCE };
/** Statements at the same time about what is not about a hold: few, because orders come first. */
const STATEMENTS_AT_ONCE = 2;
/**
 * Commits whose messages one statement reads: under a burst, the crowd costs the messages few of the
 * statements that they share.
 */
const COMMITS_TOGETHER = 100;
/** Messages that one statement takes. */
const TAKEN_TOGETHER = 100;

/** Which messages go: those that are due, or also those that nobody has sent, because the caller committed them. */
export type When = 'due' | 'first or due';

interface SenderParts {
  db: DataSource;
  ports: Ports;
  logger: Logger;
  /** Passes on what the answer to a message led to. */
  passOn: (message: Message, effect: Effect) => void;
}

/**
 * Sends messages to parties, of every kind in one way. Each party has a line of its own, so that one
 * that is away delays no other. What fails is logged, and due again.
 */
export class Sender {
  private readonly lines = new PartyLines<Due>((message) => this.send(message));
  private readonly statements = bulkhead(STATEMENTS_AT_ONCE, Infinity);
  /** The messages of several commits wait for a statement, and so one reads them. */
  private readonly commits = new Together<readonly string[], readonly Due[], When>(COMMITS_TOGETHER, (commits, when) =>
    this.putInLine(commits, when),
  );
  /** What has its turn while others are being taken waits, and one statement takes it all; what is about a hold waits for its like only. */
  private readonly takes = new Together<Due, boolean, 'about holds' | 'others'>(TAKEN_TOGETHER, (messages, kinds) =>
    this.takeTogether(messages, kinds === 'about holds'),
  );
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
   * Puts what is due, of any process, in the lines of its parties, and waits for no call. Returns how
   * many messages were not there yet.
   */
  async sendDue(): Promise<number> {
    return this.lines.add(await dueMessages(this.parts.db, PER_ROUND));
  }

  /**
   * Sends the messages about subjects, each when it is its turn. Resolves when they are sent, or have
   * failed.
   */
  async sendAbout(subjectIds: readonly string[], when: When): Promise<void> {
    const messages = await this.commits.add(when, subjectIds);
    await Promise.all(messages.map(({ id }) => this.lines.sent(id)));
  }

  /** Resolves when nothing waits or is being sent. */
  drain(): Promise<void> {
    return this.lines.drain();
  }

  /** Ends the calls that still run, forgets what waits, and resolves when nothing is under way. */
  stop(): Promise<void> {
    this.stopping.abort();
    this.lines.clear();
    return this.drain();
  }

  /** Puts the messages of some commits in their lines; their turns count from when all are there. */
  private async putInLine(
    commits: readonly (readonly string[])[],
    when: When,
  ): Promise<PromiseSettledResult<readonly Due[]>[]> {
    const about = await this.statements.execute(() => messagesAbout(this.parts.db, commits.flat()));
    const messages = about.filter(({ attempts, isDue }) => isDue || (when === 'first or due' && attempts === 0));
    if (!this.stopping.signal.aborted) this.lines.add(messages);
    return commits.map((subjectIds) => ({
      status: 'fulfilled',
      value: messages.filter(({ subjectId }) => subjectIds.includes(subjectId)),
    }));
  }

  private async takeTogether(messages: readonly Due[], atOnce: boolean): Promise<PromiseSettledResult<boolean>[]> {
    const taking = (): Promise<ReadonlySet<string>> => takeTogether(this.parts.db, messages);
    const taken = await (atOnce ? taking() : this.statements.execute(taking));
    return messages.map(({ id }) => ({ status: 'fulfilled', value: taken.has(id) }));
  }

  private async send(message: Due): Promise<void> {
    const { db, ports, passOn } = this.parts;
    const { id: messageId, kind } = message;
    const isAboutHold = ABOUT_HOLDS.has(kind);
    const inTurn = <T>(work: () => Promise<T>): Promise<T> => (isAboutHold ? work() : this.statements.execute(work));
    const take = (due: Due): Promise<boolean> => this.takes.add(isAboutHold ? 'about holds' : 'others', due);
    const own = { leases: this.leases, callParty: this.callParty, sentBy: 'process' as const };
    const sending = { db, ports, ...own, inTurn, take };
    try {
      const effect = await sendMessage(sending, message);
      if (effect !== undefined) passOn(message, effect);
    } catch (error) {
      this.work.note({ messageId, kind }, error);
    }
  }
}
