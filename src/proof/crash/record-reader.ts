import { Pool } from 'pg';
import { ROWS_BY_TOKEN, type ActKind } from './act.js';

/** How far the cases of the run are from their end. */
export interface Progress {
  openHolds: number;
  unreadEntries: number;
  waitingMessages: number;
  /** Age of the oldest of them, in ms; 0 when there is none. */
  oldestWaitMs: number;
  /** Latest expiry of all their holds, epoch ms; null while there is no hold. */
  lastExpiryMs: number | null;
}

/**
 * The samples that every start posts live by the law's days, so the run's end does not wait for
 * them.
 */
const PROGRESS = `
  SELECT count(*) FILTER (WHERE h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held', 'release_ordered'))::int AS "openHolds",
         (SELECT count(*)::int FROM outbox WHERE read_at IS NULL) AS "unreadEntries",
         (SELECT count(*)::int FROM inbox_message WHERE processed_at IS NULL) AS "waitingMessages",
         (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(w.since)) * 1000, 0)::float8
            FROM (SELECT created_at AS since FROM outbox WHERE read_at IS NULL
                  UNION ALL SELECT received_at FROM inbox_message WHERE processed_at IS NULL) w) AS "oldestWaitMs",
         (extract(epoch FROM max(h.expires_at)) * 1000)::float8 AS "lastExpiryMs"
    FROM hold h JOIN case_file f ON f.id = h.case_id WHERE f.rulebook = 'demo'`;

/**
 * A case that is driven: its workflow has read the record, and what was ordered so far has reached
 * the banks or is over.
 */
const IS_DRIVEN = `
  SELECT NOT EXISTS (SELECT 1 FROM outbox WHERE workflow_id = 'complaint-' || $1::text AND kind = 'start' AND read_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM hold_order o JOIN hold h ON h.id = o.hold_id
                      WHERE h.case_id = $1::text AND o.sent_at IS NULL AND h.state IN ('ordered', 'unconfirmed')) AS driven`;

/** Reads the record past the API, as an examiner would; reconnects after every outage. */
export class RecordReader {
  private readonly pool: Pool;

  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 3, connectionTimeoutMillis: 2_000 });
    // a killed server ends idle connections; the next query opens another
    this.pool.on('error', () => undefined);
  }

  /** Whether an act is on record now; false also when the database cannot be asked. */
  async isOnRecord(kind: ActKind, token: string): Promise<boolean> {
    try {
      const found = await this.pool.query(`SELECT 1 FROM (${ROWS_BY_TOKEN[kind]}) rows WHERE token = $1`, [token]);
      return found.rows.length > 0;
    } catch {
      return false; // away: then nothing is seen, and the caller goes on without
    }
  }

  /** Whether a case is past its first steps; false also when the database cannot be asked. */
  async isDriven(caseId: string): Promise<boolean> {
    try {
      return (await this.pool.query<{ driven: boolean }>(IS_DRIVEN, [caseId])).rows[0]?.driven ?? false;
    } catch {
      return false;
    }
  }

  /** Undefined when the database cannot be asked at the moment. */
  async progress(): Promise<Progress | undefined> {
    try {
      return (await this.pool.query<Progress>(PROGRESS)).rows[0];
    } catch {
      return undefined;
    }
  }

  /** Rows of a query. Throws when the database cannot be asked. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...parameters])).rows;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
