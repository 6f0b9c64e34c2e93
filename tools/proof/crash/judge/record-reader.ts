import { Pool } from 'pg';
import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import { ROWS_BY_TOKEN, type ActKind } from '../act/act.js';

/** What is still open in the cases of the run. */
export interface Progress {
  openHolds: number;
  unreadEntries: number;
  waitingMessages: number;
  /** The age of the oldest entry or message, in ms; 0 when there is none. */
  oldestWaitMs: number;
  /** The latest expiry of all their holds, epoch ms; null while there is no hold. */
  lastExpiryMs: number | null;
}

/**
 * SQL that counts what is still open. It leaves out the sample cases of every start: they run on
 * the law's own rulebook, for days.
 */
const PROGRESS = `
  SELECT count(*) FILTER (WHERE h.state IN (${sqlList([...LIVE_HOLD_STATES, 'release_ordered'])}))::int AS "openHolds",
         (SELECT count(*)::int FROM outbox WHERE read_at IS NULL) AS "unreadEntries",
         (SELECT count(*)::int FROM inbox_message WHERE processed_at IS NULL) AS "waitingMessages",
         (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(w.since)) * 1000, 0)::float8
            FROM (SELECT created_at AS since FROM outbox WHERE read_at IS NULL
                  UNION ALL SELECT received_at FROM inbox_message WHERE processed_at IS NULL) w) AS "oldestWaitMs",
         (extract(epoch FROM max(h.expires_at)) * 1000)::float8 AS "lastExpiryMs"
    FROM hold h JOIN case_file f ON f.id = h.case_id WHERE f.rulebook = 'demo'`;

/**
 * SQL that tells if a case is driven: its workflow has read the database, and every order so far
 * has reached its institution or is over.
 */
const IS_DRIVEN = `
  SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE workflow_id = 'complaint-' || $1::text AND kind = 'start' AND read_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM hold_order o JOIN hold h ON h.id = o.hold_id
                      WHERE h.case_id = $1::text AND o.sent_at IS NULL AND h.state IN ('ordered', 'unconfirmed')) AS driven`;

/** SQL that tells if every order of a case so far has reached its institution or is over. */
const IS_ORDERED = `
  SELECT NOT EXISTS (SELECT 1 FROM hold_order o JOIN hold h ON h.id = o.hold_id
                      WHERE h.case_id = $1::text AND o.sent_at IS NULL AND h.state IN ('ordered', 'unconfirmed')) AS ordered`;

/** Reads the database directly, without the API; it reconnects after every outage. */
export class RecordReader {
  private readonly pool: Pool;

  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 3, connectionTimeoutMillis: 2_000 });
    // a killed server ends idle connections; the next query opens another
    this.pool.on('error', () => undefined);
  }

  /**
   * Returns true if an act is in the database now; false also when the database does not answer.
   */
  async isOnRecord(kind: ActKind, token: string): Promise<boolean> {
    try {
      const found = await this.pool.query(`SELECT 1 FROM (${ROWS_BY_TOKEN[kind]}) rows WHERE token = $1`, [token]);
      return found.rows.length > 0;
    } catch {
      return false; // no database: the caller goes on without an answer
    }
  }

  /** Returns true if a case is driven; false also when the database does not answer. */
  async isDriven(caseId: string): Promise<boolean> {
    try {
      return (await this.pool.query<{ driven: boolean }>(IS_DRIVEN, [caseId])).rows[0]?.driven ?? false;
    } catch {
      return false;
    }
  }

  /** Returns true if every order of a case is sent; false also when the database does not answer. */
  async isOrdered(caseId: string): Promise<boolean> {
    try {
      return (await this.pool.query<{ ordered: boolean }>(IS_ORDERED, [caseId])).rows[0]?.ordered ?? false;
    } catch {
      return false;
    }
  }

  /** Returns what is still open, or undefined when the database does not answer. */
  async progress(): Promise<Progress | undefined> {
    try {
      return (await this.pool.query<Progress>(PROGRESS)).rows[0];
    } catch {
      return undefined;
    }
  }

  /** Returns the rows of a query. Throws when the database does not answer. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...parameters])).rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
