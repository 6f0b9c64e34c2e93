import type { DataSource, EntityManager } from 'typeorm';
import { type TableRights, TABLES } from './entities/all.js';

/** Thrown when the two roles of a database are not what they must be; the message is one line. */
export class DatabaseRoleRefused extends Error {
  override readonly name = 'DatabaseRoleRefused';
}

/**
 * Gives the application's role exactly the rights of `TABLES`, and takes every other right on the
 * schema from it and from everybody. Call it as the owner, after the migrations. Throws
 * `DatabaseRoleRefused` when there is no such role, or when it is the owner itself.
 */
export async function grantRights(dataSource: DataSource, role: string): Promise<void> {
  await refuseRoleOfOwner(dataSource.manager, role);
  await dataSource.transaction(async (manager) => {
    const [database]: { name: string }[] = await manager.query('SELECT current_database() AS name');
    for (const statement of statementsFor(dataSource, database?.name ?? '', role)) await manager.query(statement);
  });
}

async function refuseRoleOfOwner(manager: EntityManager, role: string): Promise<void> {
  const [found]: { exists: boolean; is_owner: boolean }[] = await manager.query(
    `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS exists, current_user = $1 AS is_owner`,
    [role],
  );
  if (found?.is_owner === true)
    throw new DatabaseRoleRefused(`DATABASE_ROLE_OWNER: ${role} runs the migrations, and must serve no process`);
  if (found?.exists !== true) throw new DatabaseRoleRefused(`DATABASE_ROLE_ABSENT: there is no role ${role}`);
}

function statementsFor(dataSource: DataSource, database: string, role: string): string[] {
  const to = quoted(role);
  return [
    `REVOKE CREATE, TEMPORARY ON DATABASE ${quoted(database)} FROM PUBLIC, ${to}`,
    `REVOKE ALL ON SCHEMA public FROM PUBLIC, ${to}`,
    `GRANT USAGE ON SCHEMA public TO ${to}`,
    ...['TABLES', 'SEQUENCES'].map((kind) => `REVOKE ALL ON ALL ${kind} IN SCHEMA public FROM PUBLIC, ${to}`),
    // USAGE draws the next number, and sets none.
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${to}`,
    ...TABLES.map((rights) => grantOf(dataSource, rights, to)),
  ];
}

function grantOf(dataSource: DataSource, { entity, insert, update, remove }: TableRights, to: string): string {
  const { tableName } = dataSource.getMetadata(entity);
  const columns = updatedColumns(dataSource, { entity, update });
  const rights = [
    'SELECT',
    ...(insert ? ['INSERT'] : []),
    ...(columns.length === 0 ? [] : [`UPDATE (${columns.map(quoted).join(', ')})`]),
    ...(remove ? ['DELETE'] : []),
  ];
  return `GRANT ${rights.join(', ')} ON ${quoted(tableName)} TO ${to}`;
}

/** Returns the columns of a table that the application's role may change. */
export function updatedColumns(
  dataSource: DataSource,
  { entity, update }: Pick<TableRights, 'entity' | 'update'>,
): string[] {
  const metadata = dataSource.getMetadata(entity);
  return update.map((property) => {
    const column = metadata.findColumnWithPropertyName(property);
    if (column === undefined) throw new Error(`${metadata.tableName} has no ${property}`);
    return column.databaseName;
  });
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * What a role may do that no serving process may: each row says in one word why it is refused.
 * Membership counts, because a member may become the other role.
 */
const TOO_STRONG = `
  SELECT current_user AS role, why FROM (
    SELECT 1 AS rank, 'is a superuser' AS why FROM pg_roles WHERE rolname = current_user AND rolsuper
    UNION ALL SELECT 2, 'may create roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
    UNION ALL SELECT 3, 'owns the table ' || relname FROM (
      SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
        AND pg_has_role(current_user, relowner, 'MEMBER') ORDER BY relname LIMIT 1) owned
    UNION ALL SELECT 4, 'may create in the schema' WHERE has_schema_privilege('public', 'CREATE')
    UNION ALL SELECT 5, 'may change the rows of ' || relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relname = 'audit_event'
       AND (has_any_column_privilege(oid, 'UPDATE') OR has_table_privilege(oid, 'DELETE, TRUNCATE'))
  ) found ORDER BY rank LIMIT 1`;

/**
 * Refuses a role that could change what must not change: a superuser, an owner of tables, one that
 * may create objects. Every serving process calls it at start. Throws `DatabaseRoleRefused`.
 */
export async function refuseStrongRole(dataSource: DataSource): Promise<void> {
  const [found]: { role: string; why: string }[] = await dataSource.query(TOO_STRONG);
  if (found === undefined) return;
  throw new DatabaseRoleRefused(
    `DATABASE_ROLE_TOO_STRONG: ${found.role}, the role of DATABASE_URL, ${found.why}; only migrate may connect so`,
  );
}
