import { bulkhead } from 'cockatiel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { LEASE_MS } from '../contract/retry-times.js';
import { ABOUT_HOLDS } from '../domain/outgoing/outgoing-kind.js';
import { CALLS_AT_ONCE } from '../signed-http/circuits.js';
import { BackgroundWork } from './background-work.js';
import { type CallParty, callingUntil } from './call-party.js';
import type { Effect, Heard, Message, Ports } from './kind.js';
import { KINDS } from './kinds/all.js';
import { Leases } from './leases.js';
import { PartyLines } from './party-lines.js';
import { sendMessage, sendTaken } from './send.js';
import {
  type Due,
  dueMessages,
  giveBackUntried,
  messagesAbout,
  renewMessageLeases,
  stillToSend,
  takeTogether,
} from './take.js';
import { Together } from './together.js';
import type { LeasedMessage } from './write.js';

/** Messages that one round takes, in all and of one party. */
const PER_ROUND = { limit: 100, ofParty: CALLS_AT_ONCE };
/** Statements at the same time about what is not about a hold: few, because orders come first. */
const STATEMENTS_AT_ONCE = 2;
/** Answers of theirs that are recorded at the same time: each may wait for the lock of its case. */
const RECORDINGS_AT_ONCE = 2;
/** Transactions about holds at the same time: fewer than connections, so that requests find one too. */
const TRANSACTIONS_AT_ONCE = 4;
/**
 * Answers about one case that one transaction records, some 20 ms each: it may keep the case locked
 * for half a second.
 */
const ANSWERS_TOGETHER = 25;
/**
 * Commits whose messages one statement reads: under a burst, the crowd costs the messages few of the
 * statements that they share.
 */
const COMMITS_TOGETHER = 100;
/** Messages that one statement takes. */
const TAKEN_TOGETHER = 100;

/** What a message is about decides what it waits for. */
type About = 'holds' | 'others';

/**
 * A message in line. `leased`: this process wrote it with a lease and has its body, since `sinceMs` of
 * its own clock.
 */
interface InLine extends Due {
  leased?: { readonly body: object; readonly sinceMs: number };
}

/** An answer that waits for the lock of its case. */
type Answer = Heard<{ readonly kind: string }>;

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
  private readonly lines = new PartyLines<InLine, Effect>((message, isCalled) => this.send(message, isCalled));
  private readonly statements = bulkhead(STATEMENTS_AT_ONCE, Infinity);
  private readonly recordings = bulkhead(RECORDINGS_AT_ONCE, Infinity);
  private readonly transactions = bulkhead(TRANSACTIONS_AT_ONCE, Infinity);
  /**
   * The messages of several commits wait for a statement, and so one reads them; what is about a hold
   * waits for its like only.
   */
  private readonly commits = new Together<readonly string[], readonly Due[], When | 'about holds'>(
    COMMITS_TOGETHER,
    (commits, when) => this.putInLine(commits, when),
  );
  /** What has its turn while others are being taken waits, and one statement takes it all. */
  private readonly takes = new Together<Due, boolean, About>(TAKEN_TOGETHER, (messages, about) =>
    this.whichOf(takeTogether, messages, about),
  );
  /** What waited long for its turn is looked at again, by one statement for all that wait for it. */
  private readonly looks = new Together<Due, boolean, About>(TAKEN_TOGETHER, (messages, about) =>
    this.whichOf(stillToSend, messages, about),
  );
  /** Answers about one case wait for its lock, and so are recorded together. */
  private readonly answers = new Together<Answer, Effect>(ANSWERS_TOGETHER, (heard) => this.record(heard));
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
   * Puts what is due, of any process, in the lines of its parties, and waits for no call; what is for
   * parties that are `away` stays. Returns how many messages were not there yet.
   */
  async sendDue(away: readonly string[] = []): Promise<number> {
    return this.lines.add(await dueMessages(this.parts.db, PER_ROUND, away));
  }

  /**
   * Sends the messages about subjects, each when it is its turn. Resolves when they are sent, or have
   * failed.
   */
  async sendAbout(subjectIds: readonly string[], when: When): Promise<void> {
    const messages = await this.commits.add(when, subjectIds);
    await Promise.all(messages.map(({ id }) => this.lines.sent(id)));
  }

  /**
   * Sends the orders and releases of holds, those that are due and those that nobody has sent. Returns
   * what each led to; undefined for one that failed, or that another process sent.
   */
  async sendAboutHolds(holdIds: readonly string[]): Promise<readonly (Effect | undefined)[]> {
    const messages = await this.commits.add('about holds', holdIds);
    return Promise.all(messages.map(({ id }) => this.lines.sent(id)));
  }

  /**
   * Sends messages that this process wrote with a lease, without reading them. The lease is renewed while
   * they wait for their turn: another process that sent them then would only make the wait longer.
   */
  sendLeased(written: readonly LeasedMessage[]): void {
    if (this.stopping.signal.aborted) return;
    const sinceMs = performance.now();
    const fresh = { isDue: true, ageMs: 0, readAtMs: Date.now(), isTaken: false };
    this.lines.add(
      written.map(({ message, body, turn }) => ({ ...message, ...fresh, turn, leased: { body, sinceMs } })),
    );
    for (const { message } of written) void this.leases.during(message.id, () => this.lines.sent(message.id));
  }

  /** Runs a transaction about holds when it is its turn among those of this process. */
  inTurnOfHolds<T>(transaction: () => Promise<T>): Promise<T> {
    return this.transactions.execute(transaction);
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
    when: When | 'about holds',
  ): Promise<PromiseSettledResult<readonly Due[]>[]> {
    const reading = (): Promise<Due[]> => messagesAbout(this.parts.db, commits.flat());
    const about = await (when === 'about holds' ? reading() : this.statements.execute(reading));
    const messages = about.filter(({ attempts, isDue }) => isDue || (when !== 'due' && attempts === 0));
    if (!this.stopping.signal.aborted) this.lines.add(messages);
    return commits.map((subjectIds) => ({
      status: 'fulfilled',
      value: messages.filter(({ subjectId }) => subjectIds.includes(subjectId)),
    }));
  }

  /** Asks by one statement, when it is its turn, which of some messages are among those that it finds. */
  private async whichOf(
    find: (db: DataSource, messages: readonly Due[]) => Promise<ReadonlySet<string>>,
    messages: readonly Due[],
    about: About,
  ): Promise<PromiseSettledResult<boolean>[]> {
    const finding = (): Promise<ReadonlySet<string>> => find(this.parts.db, messages);
    const found = await (about === 'holds' ? finding() : this.statements.execute(finding));
    return messages.map(({ id }) => ({ status: 'fulfilled', value: found.has(id) }));
  }

  /** Records answers about one case; they are of one kind, because one kind alone does so together. */
  private async record(heard: readonly Answer[]): Promise<PromiseSettledResult<Effect>[]> {
    const [first] = heard;
    const kind = first && KINDS[first.message.kind];
    if (kind?.recordTogether === undefined) throw new Error('these answers are not recorded together');
    return this.transactions.execute(async () => kind.recordTogether?.(this.parts.db, heard) ?? []);
  }

  private async send(message: InLine, isCalled: () => void): Promise<Effect | undefined> {
    const { id: messageId, kind } = message;
    try {
      const effect = await this.sendInTurn(message, isCalled);
      if (effect !== undefined) this.parts.passOn(message, effect);
      return effect;
    } catch (error) {
      this.work.note({ messageId, kind }, error);
      return undefined;
    }
  }

  private async sendInTurn(message: InLine, isCalled: () => void): Promise<Effect | undefined> {
    const { db, ports } = this.parts;
    const about = ABOUT_HOLDS.has(message.kind) ? 'holds' : 'others';
    const own = { leases: this.leases, callParty: this.callParty, sentBy: 'process' as const };
    const sending = {
      db,
      ports,
      ...own,
      isCalled,
      inTurn: <T>(use: 'reading' | 'recording', work: () => Promise<T>): Promise<T> => {
        if (about === 'holds') return work();
        return (use === 'reading' ? this.statements : this.recordings).execute(work);
      },
      take: (due: Due): Promise<boolean> => this.takes.add(about, due),
      recordTogether: (answer: Answer): Promise<Effect> =>
        this.answers.add(answer.message.caseId ?? answer.message.subjectId, answer),
    };
    const { leased } = message;
    if (leased === undefined) return sendMessage(sending, message);
    // What it is about may have ended while it waited for its turn.
    const isFresh = performance.now() - leased.sinceMs < LEASE_MS / 2;
    if (isFresh || (await this.looks.add(about, message))) return sendTaken(sending, message, leased.body);
    // It is not needed any more, or the lease ran out all the same: as if nobody had taken it.
    await giveBackUntried(db, message, 0, message.attempts);
    return sendMessage(sending, { ...message, attempts: message.attempts - 1 });
  }
}
