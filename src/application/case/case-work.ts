import type { EntityManager } from 'typeorm';
import type { HoldToSignal } from '../../contract/activities.js';
import { parseWorkflowId } from '../../contract/ids.js';
import { type Rulebook } from '../../domain/rulebook/in-force.js';
import { appendToLockedChain, type ChainHead } from '../../persistence/audit/append-audit.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { OutboxRow } from '../../persistence/entities/outbox.entities.js';
import { exchangesToWrite, type NewExchange } from '../../persistence/exchange/record-exchange.js';
import { type Beside, insertTogether, rowsTo, type RowsToInsert } from '../../persistence/insert-together.js';
import { outboxRows, type OutboxEntry } from '../../persistence/outbox/outbox.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { lockCases } from './lock-cases.js';
import { type NewNews, newsToWrite } from './victim-news.js';

/** The columns of a case that follow from its other rows. */
const DERIVED = ['status', 'held_satang', 'next_deadline_at', 'closed_at', 'assigned_route'] as const;
type DerivedColumn = 'status' | 'heldSatang' | 'nextDeadlineAt' | 'closedAt' | 'assignedRoute';

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
  private readonly more: Beside[] = [];
  /** Something derived of the case changed, and is not written yet. */
  private isDerived = false;
  /** New rows by their entity, in the order in which they were noted. */
  private readonly newRows = new Map<new () => object, object[]>();

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
    if (rows.length > 0) this.newRows.set(entity, [...(this.newRows.get(entity) ?? []), ...rows]);
  }

  /** Notes more to write with the new rows; no two notes change the same row. */
  also(more: Beside): void {
    this.more.push(more);
  }

  /**
   * Returns the row of an id that is noted and not written yet. What is changed of it until then is
   * written with it.
   */
  unwritten<Row extends object & { id: string }>(entity: new () => Row, id: string): Row | undefined {
    return (this.newRows.get(entity) as Row[] | undefined)?.find((row) => row.id === id);
  }

  /** Returns whether this transaction opens the case, and its row is not written yet. */
  isNewCase(): boolean {
    return this.unwritten(CaseFileRow, this.caseFile.id) !== undefined;
  }

  /** Writes what is noted now, for statements of this transaction that must see them. */
  async writeRows(): Promise<void> {
    if (this.newRows.size + this.more.length > 0)
      await insertTogether(this.manager, this.takeRows(), this.more.splice(0));
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
  derive(change: Partial<Pick<CaseFileRow, DerivedColumn>>): void {
    Object.assign(this.caseFile, change);
    this.isDerived = true;
  }

  /** Changes the row of the case. */
  async changeCase(change: Partial<CaseFileRow>): Promise<void> {
    Object.assign(this.caseFile, change);
    if (!this.isNewCase()) await this.manager.update(CaseFileRow, { id: this.caseFile.id }, change);
  }

  private derivedCase(): Beside[] {
    if (!this.isDerived || this.isNewCase()) return [];
    this.isDerived = false;
    const sets = DERIVED.map((column) => `${column} = n.${column}`).join(', ');
    const { id, status, heldSatang, nextDeadlineAt, closedAt, assignedRoute } = this.caseFile;
    const values = {
      id,
      status,
      held_satang: heldSatang.toString(),
      next_deadline_at: nextDeadlineAt,
      closed_at: closedAt,
      assigned_route: assignedRoute,
    } satisfies Record<(typeof DERIVED)[number] | 'id', unknown>;
    const sql = (first: number) =>
      `derived AS (UPDATE case_file f SET ${sets} FROM jsonb_populate_record(NULL::case_file, $${first}::jsonb) n WHERE f.id = n.id)`;
    return [{ sql, parameters: [JSON.stringify(values)] }];
  }

  private takeRows(): RowsToInsert[] {
    const groups = [...this.newRows].map(([entity, rows]) => rowsTo(entity, rows));
    this.newRows.clear();
    return groups;
  }

  /** Notes an audit event. `payload` carries ids, amounts and codes only. */
  audit(type: string, payload: Record<string, unknown>): void {
    this.auditEvents.push({ type, payload });
  }

  /** Notes a disclosure to a party (section 4). */
  exchange(exchange: Omit<NewExchange, 'caseId' | 'at'>): void {
    this.exchanges.push({ ...exchange, caseId: this.caseFile.id, at: this.now });
  }

  /** Notes news that victims must be told (P-TELL). */
  tellVictims(news: NewNews): void {
    this.news.push(news);
  }

  /** Notes an outbox entry: a workflow starts, or looks again. */
  signal(workflowId: string, kind: 'start' | 'look', message: string, rowId: string): void {
    this.outboxEntries.push({ workflowId, kind, message, rowId });
  }

  /** Returns the ids of the holds whose workflow starts after commit. */
  holdsToStart(): string[] {
    return this.outboxEntries.filter((entry) => entry.kind === 'start').map((entry) => entry.rowId);
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

  /** Returns the ids of the cases that look again because a hold changed. */
  casesToSignal(): string[] {
    const changes = this.outboxEntries.filter((entry) => entry.message === 'holdChanged');
    return [...new Set(changes.flatMap((entry) => parseWorkflowId(entry.workflowId)?.id ?? []))];
  }

  /** Writes everything that was noted; the last act of every transaction on a case. */
  async finish(): Promise<void> {
    const { manager, exchanges, outboxEntries, news, now } = this;
    this.insert(OutboxRow, outboxRows(manager, outboxEntries, now));
    const derived = this.derivedCase();
    const groups = this.takeRows();
    const beside = [
      ...derived,
      ...this.more.splice(0),
      ...(exchanges.length > 0 ? [exchangesToWrite(exchanges)] : []),
      ...newsToWrite(news, this.rulebook, now),
    ];
    if (groups.length + beside.length > 0) await insertTogether(manager, groups, beside);
    await appendToLockedChain(manager, this.caseFile.id, this.chainHead, this.actor, now, this.auditEvents);
  }
}

/**
 * Locks several cases for one act on all of them; returns them in order of id, without those that
 * do not exist. Other cases that share their money stay unlocked. The clock is read when all are
 * locked.
 */
export async function openCases(
  manager: EntityManager,
  caseIds: readonly string[],
  actor: string,
): Promise<CaseWork[]> {
  const locked = await lockCases(manager, '$1::text[]', 'NULL', [caseIds]);
  const works: CaseWork[] = [];
  for (const { caseFile, head, now } of locked) works.push(await workOn(manager, caseFile, head, now, actor));
  return works;
}

/**
 * Locks a case, and all cases that share a stolen sum with it, in order of id; undefined when
 * there is no such case. The clock is read after the lock, so that two acts on one case are judged
 * one after the other.
 */
export async function openCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork | undefined> {
  return openWithSharing(manager, '$1::text', caseId, actor);
}

/** Locks the case of a hold like `openCase`; throws when there is no such hold. */
export async function openCaseOfHold(manager: EntityManager, holdId: string, actor: string): Promise<CaseWork> {
  const work = await openWithSharing(manager, '(SELECT case_id FROM hold WHERE id = $1)', holdId, actor);
  if (work === undefined) throw new Error(`no hold ${holdId}`);
  return work;
}

/**
 * Opens the case whose id is `own`, SQL with the parameter `$1`, with those that share its sums.
 */
async function openWithSharing(
  manager: EntityManager,
  own: string,
  parameter: string,
  actor: string,
): Promise<CaseWork | undefined> {
  // An array of ids, not `id = $1 OR id IN (...)`: for an OR, PostgreSQL scans all cases.
  const ids = `ARRAY(SELECT other.case_id FROM claim mine JOIN claim other USING (stolen_sum_id)
                      WHERE mine.case_id = ${own}) || ${own}`;
  const locked = await lockCases(manager, ids, own, [parameter]);
  const opened = locked.find(({ isOwn }) => isOwn);
  return opened && workOn(manager, opened.caseFile, opened.head, opened.now, actor);
}

async function workOn(
  manager: EntityManager,
  caseFile: CaseFileRow,
  head: ChainHead,
  now: Date,
  actor: string,
): Promise<CaseWork> {
  return new CaseWork(manager, caseFile, await loadRulebook(manager, caseFile.rulebook), now, actor, head);
}

/** Locks a case like `openCase`, by an id from our own rows; throws when it is absent (a bug). */
export async function openKnownCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork> {
  const work = await openCase(manager, caseId, actor);
  if (work === undefined) throw new Error(`no case ${caseId}`);
  return work;
}
