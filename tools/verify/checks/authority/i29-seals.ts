import type { EntityManager } from 'typeorm';
import { SEALED_TABLES, type SealedTable } from '../../../../src/persistence/audit/sealed-tables.js';
import type { Check } from '../../check.js';
import { countOf } from '../../sql-rules.js';

/** A row whose seal differs from what the chain says. */
interface Broken {
  table: string;
  row: string;
  isThere: boolean;
  isSealed: boolean;
}

/**
 * A callback waits here, signed by its party (I10), until it takes effect; its exchange waits with
 * it. Both are sealed then.
 */
const STILL_WAITING: Readonly<Record<string, string>> = {
  inbox_message: 'r.processed_at IS NULL',
  exchange: `r.direction = 'in' AND r.message_id IN (SELECT id FROM inbox_message WHERE processed_at IS NULL)`,
};

/** Writes names of columns as an array, as the arguments of the triggers have it. */
function textArray(columns: readonly string[]): string {
  return `{${columns.join(',')}}`;
}

/** SQL of the seals as the rows of a table give them now: it hashes what `add_seal` hashes. */
function presentSeals([table, { key, unsealed }]: [string, SealedTable]): string {
  return `
  SELECT '${table}' AS "table", ${key.map((column) => `r.${column}`).join(` || ' ' || `)} AS "row", ${STILL_WAITING[table] ?? 'false'} AS waits,
         (SELECT encode(sha256(convert_to(coalesce(jsonb_object_agg(key, value), '{}')::text, 'UTF8')), 'hex')
            FROM jsonb_each(to_jsonb(r) - '${textArray(Object.keys(unsealed))}'::text[]) WHERE value <> 'null') AS sha256
    FROM ${table} r`;
}

/** SQL of the last seal of each row of the tables `$1`, as the chains have it. */
const NOTED = `
  SELECT DISTINCT ON (seal->>0, seal->>1) seal->>0 AS "table", seal->>1 AS "row", seal->>3 AS sha256
    FROM audit_event, jsonb_array_elements(seals::jsonb) AS seal WHERE seals IS NOT NULL AND seal->>0 = ANY ($1)
   ORDER BY seal->>0, seal->>1, (seal->>2)::bigint DESC`;

/**
 * Returns what is wrong with the rows of sealed tables, a line each: changed, gone, or never
 * sealed.
 */
export async function brokenSeals(
  manager: EntityManager,
  tables: readonly [string, SealedTable][] = Object.entries(SEALED_TABLES),
): Promise<string[]> {
  const broken: Broken[] = await manager.query(
    `WITH present AS MATERIALIZED (${tables.map(presentSeals).join('\n UNION ALL ')}), noted AS MATERIALIZED (${NOTED})
     SELECT "table", "row", present.sha256 IS NOT NULL AS "isThere", noted.sha256 IS NOT NULL AS "isSealed"
       FROM present FULL JOIN noted USING ("table", "row")
      WHERE present.sha256 IS DISTINCT FROM noted.sha256 AND NOT (coalesce(waits, false) AND noted.sha256 IS NULL)
      ORDER BY "table", "row"`,
    [tables.map(([table]) => table)],
  );
  return broken.map(lineOf);
}

/** The triggers that note seals; whether one is switched off, GUARDS says. */
const TRIGGERS = `
  SELECT c.relname AS "table", encode(t.tgargs, 'escape') AS arguments
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE t.tgfoid = to_regproc('note_seal')`;

/**
 * I29: each row that decides or proves is the one that the audit chain sealed when it was written.
 * Which columns no seal covers stands in `SEALED_TABLES`, with the reason.
 */
export const seals: Check = {
  id: 'I29',
  title: 'each row that decides or proves is as the audit chain sealed it, and none is missing',
  async run({ manager }) {
    const counts = Object.keys(SEALED_TABLES).map((table) => `(SELECT count(*) FROM ${table})`);
    return {
      checked: await countOf(manager, `SELECT ${counts.join(' + ')}`),
      violations: [...(await brokenSeals(manager)), ...(await missingTriggers(manager))],
    };
  },
};

function lineOf({ table, row, isThere, isSealed }: Broken): string {
  if (!isThere) return `${table} ${row}: was sealed and is gone`;
  return `${table} ${row}: ${isSealed ? 'is not what was sealed' : 'was written beside the programs: nobody sealed it'}`;
}

/** Returns the tables whose rows are no longer sealed as they are written. */
async function missingTriggers(manager: EntityManager): Promise<string[]> {
  const triggers: { table: string; arguments: string }[] = await manager.query(TRIGGERS);
  return Object.entries(SEALED_TABLES).flatMap(([table, { key, unsealed }]) => {
    const wanted = [textArray(Object.keys(unsealed)), ...key].map((argument) => `${argument}\\000`).join('');
    return triggers.some((found) => found.table === table && found.arguments === wanted)
      ? []
      : [`${table}: its rows are no longer sealed as they are written`];
  });
}
