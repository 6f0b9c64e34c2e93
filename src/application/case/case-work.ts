import type { EntityManager } from 'typeorm';
import type { HoldToSignal } from '../../contract/activities.js';
import { parseWorkflowId } from '../../contract/ids.js';
import { type Rulebook } from '../../domain/rulebook/in-force.js';
import { appendToLockedChain, type ChainHead, NEW_CHAIN } from '../../persistence/audit/append-audit.js';
import { AuditHeadRow } from '../../persistence/entities/audit.entities.js';
import { CaseFileRow } from '../../persistence/entities/case.entities.js';
import { recordExchanges, type NewExchange } from '../../persistence/exchange/record-exchange.js';
import { addToOutbox, type OutboxEntry } from '../../persistence/outbox/outbox.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { type NewNews, writeNews } from './victim-news.js';

/**
 * One transaction's work on one case: the locked case, the rules, the instant, and what the
 * transaction must leave behind besides its rows. Audit events, exchanges, news to victims and
 * entries are gathered and written together by `finish`, so that a change and its traces are one
 * commit.
 */
export class CaseWork {
  private readonly events: { type: string; payload: Record<string, unknown> }[] = [];
  private readonly exchanges: NewExchange[] = [];
  private readonly entries: OutboxEntry[] = [];
  private readonly news: NewNews[] = [];

  constructor(
    readonly manager: EntityManager,
    readonly caseFile: CaseFileRow,
    readonly rulebook: Rulebook,
    /** The database's clock, read after the case was locked. */
    readonly now: Date,
    /** Subject of the person, slug of the party, or `system`. */
    readonly actor: string,
    /**
     * Where the case's audit chain ended when the case was locked; nobody else appends to it until
     * commit.
     */
    private readonly chainHead: ChainHead,
  ) {}

  /** Notes an audit event. `payload` carries ids, amounts and codes only. */
  audit(type: string, payload: Record<string, unknown>): void {
    this.events.push({ type, payload });
  }

  /** Notes the disclosure that a message makes (section 4). */
  exchange(exchange: Omit<NewExchange, 'caseId' | 'at'>): void {
    this.exchanges.push({ ...exchange, caseId: this.caseFile.id, at: this.now });
  }

  /** Notes what the victims are to be told (P-TELL). */
  tellVictims(news: NewNews): void {
    this.news.push(news);
  }

  /** Notes that a workflow must start or look again. */
  signal(workflowId: string, kind: 'start' | 'look', message: string, rowId: string): void {
    this.entries.push({ workflowId, kind, message, rowId });
  }

  /** Outbox entries noted so far that begin the workflow of a hold. */
  holdsToStart(): string[] {
    return this.entries.filter((entry) => entry.kind === 'start').map((entry) => entry.rowId);
  }

  /** Holds that got a new order or a release; of each once. */
  holdsToSignal(): HoldToSignal[] {
    const told = new Map<string, HoldToSignal>();
    for (const { workflowId, message, rowId } of this.entries) {
      const holdId = parseWorkflowId(workflowId)?.id;
      if (holdId === undefined || (message !== 'orderIssued' && message !== 'releaseOrdered')) continue;
      told.set(`${holdId} ${message}`, { holdId, message, rowId });
    }
    return [...told.values()];
  }

  /** Cases that must look again because a hold changed. */
  casesToSignal(): string[] {
    const told = this.entries.filter((entry) => entry.message === 'holdChanged');
    return [...new Set(told.flatMap((entry) => parseWorkflowId(entry.workflowId)?.id ?? []))];
  }

  /** Writes what was noted. The last act of every transaction on a case. */
  async finish(): Promise<void> {
    if (this.exchanges.length > 0) await recordExchanges(this.manager, this.exchanges);
    if (this.news.length > 0) await writeNews(this.manager, this.news, this.rulebook, this.now);
    if (this.entries.length > 0) await addToOutbox(this.manager, this.entries, this.now);
    await appendToLockedChain(this.manager, this.caseFile.id, this.chainHead, this.actor, this.now, this.events);
  }
}

/**
 * Locks cases, whatever else shares their money, in order of id, for an act on all of them at once;
 * their clock is read when all are locked. Answers in order of id; one that is absent is left out.
 */
export async function openCases(
  manager: EntityManager,
  caseIds: readonly string[],
  actor: string,
): Promise<CaseWork[]> {
  await manager.query('SELECT id FROM case_file WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE', [caseIds]);
  const works: CaseWork[] = [];
  for (const caseId of [...caseIds].sort()) {
    const work = await readLocked(manager, caseId, actor);
    if (work !== undefined) works.push(work);
  }
  return works;
}

/**
 * Locks a case and reads the clock after the lock was won, so that two acts on one case are judged
 * one after the other. Cases that share a stolen sum with it are locked too, in order of id.
 * Returns undefined when there is no such case.
 */
export async function openCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork | undefined> {
  await manager.query(
    // An array of ids, not `id = $1 OR id IN (...)`: for that PostgreSQL goes through all cases
    // there ever were.
    `SELECT id FROM case_file WHERE id = ANY (ARRAY(
       SELECT other.case_id FROM claim own JOIN claim other USING (stolen_sum_id) WHERE own.case_id = $1) || $1::text)
     ORDER BY id FOR UPDATE`,
    [caseId],
  );
  return readLocked(manager, caseId, actor);
}

/**
 * Reads a locked case by a statement of its own, so that it sees what those committed on whom the
 * lock waited, and its clock is read after that.
 */
async function readLocked(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork | undefined> {
  const { raw, entities } = await manager
    .createQueryBuilder(CaseFileRow, 'f')
    .leftJoin(AuditHeadRow, 'head', 'head.chain = f.id')
    .addSelect(['clock_timestamp() AS now', 'head.sequence AS head_sequence', 'head.hash AS head_hash'])
    .where('f.id = :caseId', { caseId })
    .getRawAndEntities<{ now: Date; head_sequence: number | null; head_hash: string | null }>();
  const [caseFile] = entities;
  const [locked] = raw;
  if (caseFile === undefined || locked === undefined) return undefined;
  const { now, head_sequence: sequence, head_hash: hash } = locked;
  const head = sequence === null || hash === null ? NEW_CHAIN : { sequence, hash };
  return new CaseWork(manager, caseFile, await loadRulebook(manager, caseFile.rulebook), now, actor, head);
}

/** As `openCase`, for ids that our own rows name. Throws when the case is absent: a bug. */
export async function openKnownCase(manager: EntityManager, caseId: string, actor: string): Promise<CaseWork> {
  const work = await openCase(manager, caseId, actor);
  if (work === undefined) throw new Error(`no case ${caseId}`);
  return work;
}
