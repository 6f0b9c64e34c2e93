import { Pool } from 'pg';
import { ROWS_BY_TOKEN, type ActKind } from './act.js';

/** How far the cases of the run are from their end. */
export interface Progress {
  openHolds: number;
  unreadHints: number;
  waitingMessages: number;
  /** Latest expiry of all their holds, epoch ms; null while there is no hold. */
  lastExpiryMs: number | null;
}

/** The samples that every start posts live by the law's days, so the run's end does not wait for them. */
const PROGRESS = `
  SELECT count(*) FILTER (WHERE h.state IN ('ordered', 'unconfirmed', 'held', 'partly_held', 'release_ordered'))::int AS "openHolds",
         (SELECT count(*)::int FROM hint WHERE read_at IS NULL) AS "unreadHints",
         (SELECT count(*)::int FROM inbox_message WHERE processed_at IS NULL) AS "waitingMessages",
         (extract(epoch FROM max(h.expires_at)) * 1000)::float8 AS "lastExpiryMs"
    FROM hold h JOIN case_file f ON f.id = h.case_id WHERE f.rulebook = 'demo'`;

/** Reads the record past the API, as an examiner would; reconnects after every outage. */
export class RecordReader {
  private readonly pool: Pool;

  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 3, connectionTimeoutMillis: 2_000 });
    this.pool.on('error', () => undefined); // a killed server ends idle connections; the next query opens another
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
