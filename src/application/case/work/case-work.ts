import { setImmediate } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { HoldStart, HoldToSignal } from '../../../contract/outcomes.js';
import { holdWorkflowId, parseWorkflowId } from '../../../contract/ids.js';
import type { WaitingQuestion } from '../../../domain/debit/question-turn.js';
import { type Rulebook } from '../../../domain/rulebook/in-force.js';
import {
  acknowledgedAt,
  leasedAt,
  type LeasedMessage,
  messageToWrite,
  type NewMessage,
} from '../../../outgoing/write.js';
import { appendToLockedChain, type ChainHead, linkEvents } from '../../../persistence/audit/append-audit.js';
import type { AuditEvent } from '../../../persistence/audit/hash-event.js';
import { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import type { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { OutboxRow } from '../../../persistence/entities/traffic/outbox.entities.js';
import { OutgoingMessageRow } from '../../../persistence/entities/traffic/outgoing.entities.js';
import { exchangesToWrite, type NewExchange } from '../../../persistence/exchange/record-exchange.js';
import { type Beside, changeOf } from '../../../persistence/insert-together.js';
import { outboxRows, type OutboxEntry } from '../../../persistence/outbox/outbox.js';
import { type DerivedOfCase, derivedToWrite } from '../privacy/derived-of-case.js';
import { KnownComplaints } from './known-complaints.js';
import { RowsToWrite } from './rows-to-write.js';
import { type NewNews, newsToWrite } from './victim-news.js';

/**
 * The unit of work on a locked case: one transaction's case, rules and instant, and the traces
 * that the transaction leaves besides its rows. Audit events, exchanges, news for victims and
 * outbox entries are noted here, and `finish` writes them together, so that a change and its
 * traces are one commit.
 */
export class CaseWork {
  private readonly auditEvents: { type: string; payload: Record<string, unknown> }[] = [];
  private readonly exchanges: NewExchange[] = [];
  private readonly outboxEntries: OutboxEntry[] = [];
  private readonly news: NewNews[] = [];
  private readonly newHolds: HoldStart[] = [];
  private readonly rows = new RowsToWrite();
  /** What is leased to this process; undefined in a transaction that leases nothing. */
  private leased: LeasedMessage[] | undefined;
  /** The bodies of messages that may be leased. */
  private readonly bodies = new Map<string, object>();
  /** The messages of which nothing more is to be sent, as this transaction has noted. */
  private readonly acknowledged = new Set<string>();
  /** The stolen sums that this transaction has read and decides by. */
  private readonly sums = new Set<StolenSumRow>();
  /** The complaints about stolen sums that this transaction has read. */
  readonly complaints = new KnownComplaints();
  /** Something derived of the case changed, and is not written yet. */
  private isDerived = false;

  constructor(
    readonly manager: EntityManager,
    readonly caseFile: CaseFileRow,
    readonly rulebook: Rulebook,
    /** The database's clock, read after the case was locked. */
    readonly now: Date,
    /** Who acts: the subject of a person, the slug of a party, or `system`. */
    readonly actor: string,
    /** The end of the case's audit chain; nobody else appends to it while the case is locked. */
    private readonly chainHead: ChainHead,
  ) {}

  /**
   * Notes new rows, which `finish` inserts together with the traces: by one statement, whatever
   * their tables. No statement before it sees them; one that must see them comes after
   * `writeRows`.
   */
  insert<Row extends object>(entity: new () => Row, rows: readonly Row[]): void {
    this.rows.insert(entity, rows);
  }

  /** Notes more to write with the new rows; no two notes change the same row. */
  also(more: Beside): void {
    this.rows.also(more);
  }

  /**
   * Returns the row of an id that is noted and not written yet. What is changed of it until then is
   * written with it.
   */
  unwritten<Row extends object & { id: string }>(entity: new () => Row, id: string): Row | undefined {
    return this.rows.unwritten(entity, id);
  }

  /** Returns whether this transaction opens the case, and its row is not written yet. */
  isNewCase(): boolean {
    return this.unwritten(CaseFileRow, this.caseFile.id) !== undefined;
  }

  /** Writes what is noted now, for statements of this transaction that must see them. */
  writeRows(): Promise<void> {
    return this.rows.write(this.manager);
  }

  /** Writes new rows now; in a transaction that opens its case, with the row of the case. */
  async write<Row extends object>(entity: new () => Row, rows: readonly Row[]): Promise<void> {
    this.insert(entity, rows);
    if (!this.isNewCase()) await this.writeRows();
  }

  /**
   * Changes what is derived of the case: its status, sums and deadlines. `finish` writes it with
   * the rest; the case is locked, and nothing of this transaction reads its row after.
   */
  derive(change: DerivedOfCase): void {
    Object.assign(this.caseFile, change);
    this.isDerived = true;
  }

  /**
   * Notes stolen sums that were read, so that they follow what this transaction reserves and frees
   * of them. Only the statements that write the ledger change them.
   */
  noteSums(sums: readonly StolenSumRow[]): void {
    for (const sum of sums) this.sums.add(sum);
  }

  /** Brings a noted sum up to date with the row that a statement of the ledger returned. */
  sumIsNow({ id, reservedSatang, suspendedSatang }: StolenSumRow): void {
    for (const noted of this.sums) if (noted.id === id) Object.assign(noted, { reservedSatang, suspendedSatang });
  }

  /** Changes the row of the case. */
  async changeCase(change: Partial<CaseFileRow>): Promise<void> {
    Object.assign(this.caseFile, change);
    if (!this.isNewCase()) await this.manager.update(CaseFileRow, { id: this.caseFile.id }, change);
  }

  /** Notes an audit event. `payload` carries ids, amounts and codes only. */
  audit(type: string, payload: Record<string, unknown>): void {
    this.auditEvents.push({ type, payload });
  }

  /** Returns whether this transaction notes anything in the chain of the case. */
  hasEvents(): boolean {
    return this.auditEvents.length > 0;
  }

  /** Returns the kinds of the breaks that this transaction opened. */
  openedBreaks(): string[] {
    return this.auditEvents.flatMap(({ type, payload }) => (type === 'break.opened' ? [String(payload['kind'])] : []));
  }

  /** Notes a disclosure to a party (section 4). */
  exchange(exchange: Omit<NewExchange, 'caseId' | 'at'>): void {
    this.exchanges.push({ ...exchange, caseId: this.caseFile.id, at: this.now });
  }

  /**
   * Notes a message that goes out to a party after the commit, with its exchange. One that is
   * `leased` this process sends, without reading it again.
   */
  send(message: NewMessage, isLeased = false): void {
    const { row, exchange } = messageToWrite(message, { caseId: this.caseFile.id, now: this.now, isLeased });
    this.insert(OutgoingMessageRow, [row]);
    this.exchanges.push(exchange);
    if (isLeased) this.leased?.push({ message: row, body: message.body, turn: null });
    else if (this.leased !== undefined) this.bodies.set(message.id, message.body);
  }

  /**
   * Leases a message to this process, when everything is known that decides its `turn`. One whose row is
   * written already is sent like any other.
   */
  lease(messageId: string, turn: WaitingQuestion): void {
    const row = this.unwritten(OutgoingMessageRow, messageId);
    const body = this.bodies.get(messageId);
    if (row === undefined || body === undefined) return;
    this.leased?.push({ message: Object.assign(row, leasedAt(this.now)), body, turn });
  }

  /** Notes that parties have messages, or that nothing more is to be sent of them: they are not sent again. */
  acknowledge(...messageIds: readonly string[]): void {
    const written = messageIds.filter((id) => {
      if (this.acknowledged.has(id)) return false;
      this.acknowledged.add(id);
      const unwritten = this.unwritten(OutgoingMessageRow, id);
      if (unwritten !== undefined) Object.assign(unwritten, { acknowledgedAt: this.now, leasedUntil: null });
      return unwritten === undefined;
    });
    if (written.length > 0) this.also(acknowledgedAt(written, this.now));
  }

  /** Notes when the next call about a message is due, unless nothing more is to be sent of it. */
  callAgain(messageId: string, nextAttemptAt: Date): void {
    if (this.acknowledged.has(messageId)) return;
    this.also(changeOf(this.manager, OutgoingMessageRow, messageId, { nextAttemptAt, leasedUntil: null }));
  }

  /** Notes news that victims must be told (P-TELL). */
  tellVictims(news: NewNews): void {
    this.news.push(news);
  }

  /** Notes an outbox entry: a workflow starts, or looks again. */
  signal(workflowId: string, kind: 'start' | 'look', message: string, rowId: string): void {
    this.outboxEntries.push({ workflowId, kind, message, rowId });
  }

  /**
   * Leases the first orders of the holds that this transaction orders to this process, which sends
   * them right after the commit: they are not read again for it. Other messages may be leased too (`lease`).
   */
  leaseFirstOrders(): void {
    this.leased = [];
  }

  /** Returns whether first orders are leased to this process. */
  leasesFirstOrders(): boolean {
    return this.leased !== undefined;
  }

  /** Returns what is leased to this process. */
  leasedMessages(): readonly LeasedMessage[] {
    return this.leased ?? [];
  }

  /** Notes that the workflow of a new hold starts after commit. */
  startHold({ id, institution }: { id: string; institution: string }): void {
    this.newHolds.push({ holdId: id, institution });
    this.signal(holdWorkflowId(id), 'start', 'start', id);
  }

  /** Returns the holds whose workflow starts after commit. */
  holdsToStart(): readonly HoldStart[] {
    return this.newHolds;
  }

  /** Returns the signals to holds that got a new order or a release, each once. */
  holdsToSignal(): HoldToSignal[] {
    const signals = new Map<string, HoldToSignal>();
    for (const { workflowId, message, rowId } of this.outboxEntries) {
      const holdId = parseWorkflowId(workflowId)?.id;
      if (holdId === undefined || (message !== 'orderIssued' && message !== 'releaseOrdered')) continue;
      signals.set(`${holdId} ${message}`, { holdId, message, rowId });
    }
    return [...signals.values()];
  }

  /** Returns the ids of the cases that look again because a hold changed, or what they claim was answered. */
  casesToSignal(): string[] {
    const news = this.outboxEntries.filter(({ message }) => message === 'holdChanged' || message === 'evidenceArrived');
    return [...new Set(news.flatMap(({ workflowId }) => parseWorkflowId(workflowId)?.id ?? []))];
  }

  /** Writes everything that was noted; the last act of every transaction on a case. */
  async finish(): Promise<void> {
    const { manager, exchanges, outboxEntries, news, now } = this;
    this.insert(OutboxRow, outboxRows(manager, outboxEntries, now));
    if (this.isDerived && !this.isNewCase()) this.also(derivedToWrite(this.caseFile));
    this.isDerived = false;
    if (exchanges.length > 0) this.also(exchangesToWrite(exchanges));
    for (const toWrite of newsToWrite(news, this.rulebook, now)) this.also(toWrite);
    // The events are hashed while the database writes the rows: an order waits for both.
    const [events] = await Promise.all([this.linkEvents(), this.writeRows()]);
    await appendToLockedChain(manager, events);
  }

  /** Hashes the noted events, once what this process has to send is sent. */
  private async linkEvents(): Promise<AuditEvent[]> {
    await setImmediate();
    return linkEvents(this.chainHead, this.caseFile.id, this.actor, this.now, this.auditEvents);
  }
}
