import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Rows of an entity to insert. */
export interface RowsToInsert {
  readonly entity: EntityTarget<ObjectLiteral>;
  readonly rows: readonly ObjectLiteral[];
}

/** Names rows of an entity for `insertTogether`; every column needs a value, or may be null. */
export function rowsTo<Row extends object>(entity: new () => Row, rows: readonly Row[]): RowsToInsert {
  return { entity, rows };
}

/** Rows to insert beside others by SQL of its own. */
export interface Beside {
  /** Returns parts of a WITH, whose parameters are numbered from `first` on. */
  sql(first: number): string;
  readonly parameters: readonly unknown[];
}

/** Names a change of the row of an id, to write with others. */
export function changeOf<Row extends { id: string }>(
  manager: EntityManager,
  entity: new () => Row,
  id: string,
  change: Partial<Row>,
): Beside {
  const { driver } = manager.dataSource;
  const { columns, tableName } = manager.dataSource.getMetadata(entity);
  const changed = columns.filter(({ propertyName }) => propertyName in change);
  return {
    sql(first) {
      const sets = changed.map(
        ({ databaseName, type, isArray }, index) =>
          `${databaseName} = $${first + 1 + index}::${String(type)}${isArray ? '[]' : ''}`,
      );
      return `changed_${first} AS (UPDATE ${tableName} SET ${sets.join(', ')} WHERE id = $${first})`;
    },
    parameters: [
      id,
      ...changed.map((column): unknown =>
        driver.preparePersistentValue((change as Record<string, unknown>)[column.propertyName], column),
      ),
    ],
  };
}

/**
 * Inserts rows of several tables by one statement, whose text is the same however many rows there
 * are, so that it is prepared once. Foreign keys between them are checked when all are written. No
 * row trigger that runs before sees the other rows. `beside` writes more by the same statement.
 */
export async function insertTogether(
  manager: EntityManager,
  groups: readonly RowsToInsert[],
  beside: readonly Beside[] = [],
): Promise<void> {
  const parts = groups.map((group, index) => `inserted_${index} AS (${insertSql(manager, group, index + 1)})`);
  const parameters: unknown[] = groups.map((group) =>
    JSON.stringify(group.rows.map((row) => fieldsOf(manager, group, row))),
  );
  for (const more of beside) {
    parts.push(more.sql(parameters.length + 1));
    parameters.push(...more.parameters);
  }
  await manager.query(`WITH ${parts.join(', ')} SELECT 1`, parameters);
}

function insertSql(manager: EntityManager, { entity }: RowsToInsert, parameter: number): string {
  const { columns, tableName } = manager.dataSource.getMetadata(entity);
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  const typed = columns.map(
    ({ databaseName, type, isArray }) => `${databaseName} ${String(type)}${isArray ? '[]' : ''}`,
  );
  return `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM jsonb_to_recordset($${parameter}::jsonb) AS r (${typed.join(', ')})`;
}

function fieldsOf(manager: EntityManager, { entity }: RowsToInsert, row: ObjectLiteral): object {
  const { driver } = manager.dataSource;
  const fields = manager.dataSource.getMetadata(entity).columns.map((column): [string, unknown] => {
    const value: unknown = row[column.propertyName];
    if (value === undefined && column.default !== undefined)
      throw new Error(`${column.entityMetadata.tableName}.${column.databaseName} has no value`);
    // The driver would make text of JSON; here it is JSON already.
    return [column.databaseName, column.type === 'jsonb' ? value : driver.preparePersistentValue(value, column)];
  });
  return Object.fromEntries(fields);
}
