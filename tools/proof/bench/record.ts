import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';

const SETTLED_WITHIN_MS = 300_000;
const TRAIL_WITHIN_MS = 1_800_000;
const LOOK_EVERY_MS = 25;
/** Reading a long trail costs something, so it is done seldom. */
const LOOK_SELDOM_EVERY_MS = 1_000;
const LOOK_CLOSELY_EVERY_MS = 3;
const REST_LOOK_EVERY_MS = 500;
/** Hundreds of made-up complaints take a busy machine long to close. */
const REST_WITHIN_MS = 1_800_000;
/** An idle backend publishes its statistics after ten seconds at most. */
const STATISTICS_WITHIN_MS = 11_000;

/**
 * SQL that finds settled cases. Nothing happens in one until a person decides or a clock ends: the
 * receipt is in the ledger, the victim's institution and every agency have answered, every answer
 * is applied and judged, and every workflow has read its outbox entries.
 */
const SETTLED = `
  SELECT c.id FROM case_file c WHERE c.id = ANY($1)
     AND EXISTS (SELECT 1 FROM judgement j WHERE j.case_id = c.id)
     AND EXISTS (SELECT 1 FROM evidence_request q WHERE q.case_id = c.id)
     AND NOT EXISTS (SELECT 1 FROM evidence_request q WHERE q.case_id = c.id AND q.state = 'asked')
     AND NOT EXISTS (SELECT 1 FROM debit_confirmation d WHERE d.case_id = c.id AND d.state = 'asked')
     AND NOT EXISTS (SELECT 1 FROM inbox_message m WHERE m.case_id = c.id AND m.processed_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM outbox t WHERE t.workflow_id = 'complaint-' || c.id AND t.read_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.case_id = c.id AND (h.state IN ('ordered', 'unconfirmed')
           OR EXISTS (SELECT 1 FROM outbox t WHERE t.workflow_id = 'hold-' || h.id AND t.read_at IS NULL)))`;

/** How many rows were read, by table. */
export type RowsRead = ReadonlyMap<string, number>;

interface TableRows {
  name: string;
  rows: number;
}

const readIn = (statistics: string): string =>
  `SELECT relname AS name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS rows FROM ${statistics}`;

/** The first order of a hold. */
export interface FirstOrder {
  readonly id: string;
  readonly holdId: string;
  /** The time of the intake transaction. */
  readonly receivedAt: Date;
}

/** An order that its bank has answered: the money is held. */
export interface AnsweredOrder {
  readonly orderId: string;
  readonly institution: string;
  readonly heldSatang: string;
  /** The number of its newest receipt. */
  readonly receiptSeq: number;
}

/** Reads the database for the bench. */
export class RecordReader {
  private readonly pool: Pool;
  private readonly waiting = new Map<string, () => void>();
  private watching: Promise<void> | undefined;

  constructor(databaseUrl: string) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: 3,
      // Kept for the whole run: what an ended connection used would count as the server's.
      idleTimeoutMillis: 0,
      application_name: 'rangap-bench',
    });
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /**
   * Waits until a case is settled; one query asks for all waiting cases. Throws after five
   * minutes.
   */
  async settled(caseId: string): Promise<void> {
    const arrived = new Promise<void>((resolve) => this.waiting.set(caseId, resolve));
    this.watching ??= this.watch().finally(() => (this.watching = undefined));
    await Promise.race([arrived, this.watching.then(() => arrived)]);
  }

  private async watch(): Promise<void> {
    let giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    while (this.waiting.size > 0) {
      const { rows } = await this.pool.query<{ id: string }>(SETTLED, [[...this.waiting.keys()]]);
      for (const { id } of rows) {
        this.waiting.get(id)?.();
        this.waiting.delete(id);
        giveUpAt = Date.now() + SETTLED_WITHIN_MS;
      }
      if (Date.now() > giveUpAt) throw new Error(`${this.waiting.size} cases do not settle`);
      await sleep(LOOK_EVERY_MS);
    }
  }

  /**
   * Returns the milliseconds from the arrival of an institution's callback until the ledger shows
   * the money as held.
   */
  async receiptToLedgerMs(caseId: string): Promise<number> {
    const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const { rows } = await this.pool.query<{ at: Date; held: boolean }>(
        `SELECT m.received_at AS at, h.held_satang > 0 AS held FROM hold h
           JOIN hold_order o ON o.hold_id = h.id JOIN inbox_message m ON m.subject_id = o.id AND m.channel = 'callback'
          WHERE h.case_id = $1`,
        [caseId],
      );
      const [row] = rows;
      if (row?.held === true) return Date.now() - row.at.getTime();
      if (Date.now() > giveUpAt) throw new Error(`the receipt of case ${caseId} does not come`);
      await sleep(LOOK_CLOSELY_EVERY_MS);
    }
  }

  /**
   * Waits until a case has the order of its next hop. Returns it with the time at which the receipt
   * before it was committed.
   */
  async nextOrder(caseId: string): Promise<{ orderId: string; receivedAt: Date }> {
    const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const { rows } = await this.pool.query<{ orderId: string; receivedAt: Date }>(
        `SELECT o.id AS "orderId", m.received_at AS "receivedAt"
           FROM hold h JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1
           JOIN trail_link l ON l.id = h.trail_link_id JOIN hold_order before ON before.hold_id = l.parent_hold_id
           JOIN inbox_message m ON m.subject_id = before.id AND m.channel = 'callback'
          WHERE h.case_id = $1 AND h.hop = 1`,
        [caseId],
      );
      const [row] = rows;
      if (row !== undefined) return row;
      if (Date.now() > giveUpAt) throw new Error(`the next hop of case ${caseId} is not ordered`);
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Reads the newest order of each of at most `limit` holds that are held in full. */
  async answeredOrders(limit: number): Promise<AnsweredOrder[]> {
    const { rows } = await this.pool.query<AnsweredOrder>(
      `SELECT DISTINCT ON (h.id) o.id AS "orderId", h.institution, h.held_satang::text AS "heldSatang", o.receipt_seq AS "receiptSeq"
         FROM hold h JOIN hold_order o ON o.hold_id = h.id
        WHERE h.state = 'held' AND h.held_satang = o.requested_satang AND o.answered_at IS NOT NULL
        ORDER BY h.id DESC, o.sequence DESC LIMIT $1`,
      [limit],
    );
    return rows;
  }

  /** Reads the first question about a debit of each case. */
  async firstQuestions(caseIds: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await this.pool.query<{ id: string; caseId: string }>(
      `SELECT DISTINCT ON (case_id) id, case_id AS "caseId" FROM debit_confirmation
        WHERE case_id = ANY($1) AND asks_again IS NULL ORDER BY case_id, id`,
      [caseIds],
    );
    return new Map(rows.map(({ id, caseId }) => [caseId, id]));
  }

  /** Waits until no question about a debit is open, and no order or message waits to be sent or read. */
  async atRest(): Promise<void> {
    const giveUpAt = Date.now() + REST_WITHIN_MS;
    for (;;) {
      const { rows } = await this.pool.query(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM debit_confirmation WHERE state = 'asked')
            OR EXISTS (SELECT 1 FROM hold WHERE state IN ('ordered', 'release_ordered'))
            OR EXISTS (SELECT 1 FROM inbox_message WHERE processed_at IS NULL)
            OR EXISTS (SELECT 1 FROM outbox WHERE read_at IS NULL)`,
      );
      if (rows.length === 0) return;
      if (Date.now() > giveUpAt) throw new Error('the system does not come to rest');
      await sleep(REST_LOOK_EVERY_MS);
    }
  }

  /** Waits until no message of a party waits for its effect. */
  async messagesApplied(): Promise<void> {
    const giveUpAt = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const { rows } = await this.pool.query('SELECT 1 FROM inbox_message WHERE processed_at IS NULL LIMIT 1');
      if (rows.length === 0) return;
      if (Date.now() > giveUpAt) throw new Error('messages of parties have no effect');
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Reads the first hold order of each case. */
  async firstOrders(caseIds: readonly string[]): Promise<Map<string, FirstOrder>> {
    const { rows } = await this.pool.query<FirstOrder & { caseId: string }>(
      `SELECT o.id, o.case_id AS "caseId", o.hold_id AS "holdId", c.received_at AS "receivedAt"
         FROM hold_order o JOIN complaint c ON c.id = o.case_id WHERE o.case_id = ANY($1) AND o.sequence = 1`,
      [caseIds],
    );
    return new Map(rows.map((row) => [row.caseId, row]));
  }

  /**
   * Waits until a case with a long trail is settled: every followed part has its answer. Returns
   * the rows that the waiting itself read, by table. Throws after half an hour.
   */
  async trailSettled(caseId: string): Promise<RowsRead> {
    const giveUpAt = Date.now() + TRAIL_WITHIN_MS;
    const looked = new Map<string, number>();
    for (;;) {
      const { isSettled, read } = await this.lookAtTrail(caseId);
      for (const [table, rows] of read) looked.set(table, (looked.get(table) ?? 0) + rows);
      if (isSettled) return looked;
      if (Date.now() > giveUpAt) throw new Error(`case ${caseId} does not settle`);
      await sleep(LOOK_SELDOM_EVERY_MS);
    }
  }

  private async lookAtTrail(caseId: string): Promise<{ isSettled: boolean; read: RowsRead }> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query(SETTLED, [[caseId]]);
      const own = await client.query<TableRows>(readIn('pg_stat_xact_user_tables'));
      await client.query('COMMIT');
      return { isSettled: rows.length === 1, read: new Map(own.rows.map(({ name, rows: read }) => [name, read])) };
    } finally {
      client.release();
    }
  }

  /** Counts what the database has of a case's trail. Throws when there is no such case. */
  async trailFigures(
    caseId: string,
  ): Promise<{ holds: number; orders: number; judgements: number; toLastReceiptSeconds: number }> {
    const { rows } = await this.pool.query<{ holds: number; orders: number; judgements: number; seconds: number }>(
      `SELECT (SELECT count(*)::int FROM hold WHERE case_id = c.id) AS holds,
              (SELECT count(*)::int FROM hold_order WHERE case_id = c.id) AS orders,
              (SELECT count(*)::int FROM judgement WHERE case_id = c.id) AS judgements,
              (SELECT count(*)::int FROM finding WHERE case_id = c.id) AS findings,
              (SELECT extract(epoch FROM max(r.received_at) - c.received_at)::float8 FROM receipt r JOIN hold h ON h.id = r.hold_id
                WHERE h.case_id = c.id) AS seconds
         FROM complaint c WHERE c.id = $1`,
      [caseId],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no case ${caseId}`);
    const { seconds, ...figures } = row;
    return { ...figures, toLastReceiptSeconds: seconds };
  }

  async holdsOf(caseId: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>('SELECT id FROM hold WHERE case_id = $1', [caseId]);
    return rows.map(({ id }) => id);
  }

  /** Counts the open cases whose numbers begin with `numberBegins`. */
  async openCases(numberBegins = ''): Promise<number> {
    const { rows } = await this.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM case_file WHERE status <> 'closed' AND starts_with(case_no, $1)",
      [numberBegins],
    );
    return rows[0]?.n ?? 0;
  }

  /** Returns the process ids of the server's backends for the bench's own connections. */
  async ownBackends(): Promise<number[]> {
    const sql = "SELECT pid FROM pg_stat_activity WHERE application_name = 'rangap-bench'";
    const { rows } = await this.pool.query<{ pid: number }>(sql);
    return rows.map(({ pid }) => pid);
  }

  /** Returns the rows read so far by scanning whole tables, by table. */
  async rowsScanned(): Promise<ReadonlyMap<string, number>> {
    await sleep(STATISTICS_WITHIN_MS);
    const sql = 'SELECT relname AS name, seq_tup_read::float8 AS rows FROM pg_stat_user_tables';
    const { rows } = await this.pool.query<{ name: string; rows: number }>(sql);
    return new Map(rows.map(({ name, rows: read }) => [name, read]));
  }

  /** Returns the rows read so far, by index or by scanning whole tables, by table. */
  async rowsRead(): Promise<RowsRead> {
    await sleep(STATISTICS_WITHIN_MS);
    const { rows } = await this.pool.query<TableRows>(readIn('pg_stat_user_tables'));
    return new Map(rows.map(({ name, rows: read }) => [name, read]));
  }

  /** Runs statements that change the server's settings or its planner's statistics. */
  async configure(statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.pool.query(statement);
  }
}
