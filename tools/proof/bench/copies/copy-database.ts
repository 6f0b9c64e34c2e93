import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolClient } from 'pg';
import type { Home } from '../../../embedded/begin/home.js';
import type { Theft } from '../town.js';
import { CaseTemplate, type CaseRows } from './case-template.js';
import { COPIED_TABLES } from './copied-tables.js';

/**
 * This long before a case was opened lies before all its own times and after every rule's: the
 * bench reports transfers of a minute ago.
 */
const BEFORE_CASE_MS = 5 * 60_000;

const LOOK_EVERY_MS = 100;
const ONLY_ITS_OWN = "copies of cases are written into the bench's own database only";

/**
 * SQL that finds what is still on its way: a settled case may still wait for a renewed order's
 * receipt.
 */
const UNDER_WAY = `
  SELECT 1 FROM hold_order WHERE case_id = $1 AND answered_at IS NULL
  UNION ALL SELECT 1 FROM inbox_message WHERE case_id = $1 AND processed_at IS NULL
  UNION ALL SELECT 1 FROM outbox WHERE read_at IS NULL
     AND (workflow_id = 'complaint-' || $1 OR row_id IN (SELECT id FROM hold WHERE case_id = $1))`;

/** Writes copies of cases into the database of the bench's own home. */
export class CopyDatabase {
  private constructor(private readonly pool: Pool) {}

  /**
   * Connects. Throws unless the server's data is in this home: copies have hashes and signatures
   * that do not match, so they may be written only into a database that is thrown away.
   */
  static async open(superuserUrl: string | undefined, home: Home): Promise<CopyDatabase> {
    if (superuserUrl === undefined) throw new Error(ONLY_ITS_OWN);
    const pool = new Pool({ connectionString: superuserUrl, max: 2, application_name: 'rangap-bench' });
    try {
      const { rows } = await pool.query<{ data_directory: string }>('SHOW data_directory');
      if (realpathSync(rows[0]?.data_directory ?? '/') !== realpathSync(home.pgDir)) throw new Error(ONLY_ITS_OWN);
    } catch (error) {
      await pool.end();
      throw error;
    }
    return new CopyDatabase(pool);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Reads a case that nobody acted on, as soon as nothing of it is on its way. */
  async template(caseId: string, theft: Theft): Promise<CaseTemplate> {
    for (;;) {
      const found = await this.inOneSnapshot((client) => readTemplate(client, caseId, theft));
      if (found !== undefined) return found;
      await sleep(LOOK_EVERY_MS);
    }
  }

  private async inOneSnapshot<T>(read: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      return await read(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /**
   * Writes copies in one transaction, through all constraints and triggers. With `start` it leaves
   * their outbox entries unread, so that the keeper starts their workflows.
   */
  async write(copies: readonly CaseRows[], start: boolean): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      for (const { name } of COPIED_TABLES) {
        const rows = copies.flatMap((copy) => JSON.parse(copy.get(name) ?? '[]') as Record<string, unknown>[]);
        const [first] = rows;
        if (first === undefined) continue;
        const columns = Object.keys(first).join(', ');
        await client.query(
          `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, $1::jsonb)`,
          [JSON.stringify(rows)],
        );
        await client.query('SELECT take_seals()'); // copies have no seals of their own: forget them
      }
      await client.query(
        `UPDATE outbox SET read_at = NULL, created_at = now(), next_attempt_at = now() WHERE kind = 'start' AND workflow_id = ANY($1)`,
        [start ? copies.flatMap(workflowsOf) : []],
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  /** Counts the workflows that are not started yet, or have not read the database yet. */
  async toStart(): Promise<number> {
    const sql = "SELECT count(*)::int AS n FROM outbox WHERE read_at IS NULL AND kind = 'start'";
    const { rows } = await this.pool.query<{ n: number }>(sql);
    return rows[0]?.n ?? 0;
  }

  /** Tells the planner how large the tables are now; autovacuum would do it some time later. */
  async analyse(): Promise<void> {
    await this.pool.query('ANALYZE');
  }
}

function workflowsOf(copy: CaseRows): string[] {
  const entries = JSON.parse(copy.get('outbox') ?? '[]') as { workflow_id: string }[];
  return [...new Set(entries.map((entry) => entry.workflow_id))];
}

/** Returns the values of the complaint that differ in every other one. */
function valuesOf(theft: Theft): string[] {
  const values = [theft.victimAccount?.accountNo, theft.reporter.phone, theft.victim.phone];
  for (const { to, reference } of theft.transfers)
    values.push(reference, ...('account' in to ? [to.account.accountNo] : []));
  for (const contact of theft.suspectContacts ?? []) values.push(contact.value);
  return [...new Set(values.filter((value) => value !== undefined))];
}

async function readTemplate(client: PoolClient, caseId: string, theft: Theft): Promise<CaseTemplate | undefined> {
  const { rows: underWay } = await client.query(UNDER_WAY, [caseId]);
  if (underWay.length > 0) return undefined;
  const rows = new Map<string, string>();
  for (const { name, where, without } of COPIED_TABLES) {
    const sql = `SELECT json_agg(to_jsonb(t) - $2::text[])::text AS rows FROM ${name} t WHERE ${where}`;
    const found = await client.query<{ rows: string | null }>(sql, [caseId, without ?? []]);
    const [row] = found.rows;
    if (row?.rows != null) rows.set(name, row.rows);
  }
  const own = await client.query<{ case_no: string; reporter_key: string; opened_at: Date }>(
    'SELECT case_no, reporter_key, opened_at FROM case_file JOIN complaint USING (id) WHERE id = $1',
    [caseId],
  );
  const [found] = own.rows;
  if (found === undefined) throw new Error(`no case ${caseId}`);
  const hashes = await client.query<{ key: string }>(
    "SELECT key FROM link_key WHERE case_id = $1 AND kind <> 'account'",
    [caseId],
  );
  const values = [found.case_no, found.reporter_key, ...hashes.rows.map(({ key }) => key), ...valuesOf(theft)];
  return new CaseTemplate(rows, values, found.opened_at.getTime() - BEFORE_CASE_MS);
}
