import type { EntityManager } from 'typeorm';
import { neverChanges, TABLES } from '../../persistence/entities/all.js';
import { writtenFunctions } from '../../persistence/migrations/written-functions.js';
import type { Check } from '../check.js';

/** What in the catalogue no longer refuses a change of the past; $1 are the append-only tables. */
const OPEN_GUARDS = `
  WITH fixed AS (
    SELECT oid, relname, relowner, relacl FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1))
  SELECT tgrelid::regclass || '.' || tgname AS id, 'the trigger is switched off' AS why
    FROM pg_trigger WHERE NOT tgisinternal AND tgenabled NOT IN ('O', 'A')
  UNION ALL
  SELECT relname, 'has no trigger that refuses ' || kind
    FROM fixed, (VALUES ('a change of rows', 27), ('emptying', 34)) guard (kind, bits)
   WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = fixed.oid AND tgtype::int = bits
                        AND tgfoid IN (SELECT oid FROM pg_proc WHERE proname = 'refuse_change'))
  UNION ALL
  SELECT relname, 'a role that does not own it has the right to ' || lower(privilege_type)
    FROM fixed, aclexplode(relacl) WHERE grantee <> relowner AND privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
  UNION ALL
  SELECT relname || '.' || attname, 'a role that does not own it has the right to ' || lower(privilege_type)
    FROM fixed JOIN pg_attribute a ON a.attrelid = fixed.oid, aclexplode(attacl)
   WHERE grantee <> relowner AND privilege_type = 'UPDATE'`;

async function changedFunctions(manager: EntityManager): Promise<string[]> {
  const written = writtenFunctions();
  const stored: { name: string; body: string }[] = await manager.query(
    `SELECT proname AS name, prosrc AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
  );
  const found = new Map(stored.map(({ name, body }) => [name, body]));
  return [
    ...[...written].filter(([name, body]) => found.get(name) !== body).map(([name]) => name),
    ...[...found.keys()].filter((name) => !written.has(name)),
  ].map((name) => `${name}: the function is not the one that the migrations made`);
}

/**
 * The guards of the database itself: triggers that refuse changes, their functions, and rights.
 * It finds what an owner of the tables left open, not what was opened and closed again.
 */
export const guards: Check = {
  id: 'GUARDS',
  title: 'append-only tables refuse every change, and no role of a process has the right to one',
  async run({ manager }) {
    const tables = TABLES.filter(neverChanges).map(({ entity }) => manager.dataSource.getMetadata(entity).tableName);
    const open: { id: string; why: string }[] = await manager.query(OPEN_GUARDS, [tables]);
    const violations = [...open.map(({ id, why }) => `${id}: ${why}`), ...(await changedFunctions(manager))];
    return { checked: tables.length + writtenFunctions().size, violations };
  },
};
