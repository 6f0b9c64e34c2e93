import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

interface Shape {
  type: string;
  nullable: boolean;
}

describe('entities and tables', () => {
  let database: FreshDatabase;
  let inDatabase: Map<string, Shape>;
  let inEntities: Map<string, Shape>;

  beforeAll(async () => {
    database = await freshDatabase();
    inDatabase = await columnsOfDatabase(database.dataSource);
    inEntities = columnsOfEntities(database.dataSource);
  });
  afterAll(() => database.drop());

  it('have the same columns, no more and no fewer', () => {
    expect([...inEntities.keys()].sort()).toEqual([...inDatabase.keys()].sort());
  });

  it('agree on every type and on what may be null', () => {
    expect(Object.fromEntries([...inEntities].sort())).toEqual(Object.fromEntries([...inDatabase].sort()));
  });

  it('agree on every primary key', async () => {
    const rows: { table: string; columns: string[] }[] = await database.dataSource.query(
      `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attname) AS columns
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE i.indisprimary AND n.nspname = 'public' AND c.relname <> 'migrations' GROUP BY c.relname`,
    );
    const keys = database.dataSource.entityMetadatas.map((entity) => ({
      table: entity.tableName,
      columns: entity.primaryColumns.map((column) => column.databaseName).sort(),
    }));
    const byTable = (a: { table: string }, b: { table: string }) => (a.table < b.table ? -1 : 1);
    expect(keys.sort(byTable)).toEqual(rows.sort(byTable));
  });
});

async function columnsOfDatabase(dataSource: DataSource): Promise<Map<string, Shape>> {
  const rows: { column: string; type: string; nullable: boolean }[] = await dataSource.query(
    `SELECT c.relname || '.' || a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
            NOT a.attnotnull AS nullable
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        AND c.relname <> 'migrations'`,
  );
  return new Map(rows.map(({ column, type, nullable }) => [column, { type, nullable }]));
}

function columnsOfEntities(dataSource: DataSource): Map<string, Shape> {
  return new Map(
    dataSource.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => [
        `${entity.tableName}.${column.databaseName}`,
        { type: sqlType(column.databaseName, String(column.type), column.isArray), nullable: column.isNullable },
      ]),
    ),
  );
}

function sqlType(column: string, type: string, isArray: boolean): string {
  // The ORM does not know xid8; the column is only ever read, as text.
  if (column === 'xid') return 'xid8';
  const name = type === 'timestamptz' ? 'timestamp with time zone' : type;
  return isArray ? `${name}[]` : name;
}
