import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

interface Shape {
  type: string;
  nullable: boolean;
}

/** Tables that no entity describes, each with the reason. */
const WITHOUT_ENTITY: Record<string, string> = {
  migrations: 'the ORM itself keeps there which migrations ran',
};

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

  it('are the same: each table has one entity, or a written reason why it has none', async () => {
    const tables = await tablesOfDatabase(database.dataSource);
    const described = database.dataSource.entityMetadatas.map(({ tableName }) => tableName);
    expect([...described, ...Object.keys(WITHOUT_ENTITY)].sort()).toEqual(tables.sort());
  });

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
        WHERE i.indisprimary AND n.nspname = 'public' AND NOT c.relname = ANY ($1) GROUP BY c.relname`,
      [Object.keys(WITHOUT_ENTITY)],
    );
    const keys = database.dataSource.entityMetadatas.map((entity) => ({
      table: entity.tableName,
      columns: entity.primaryColumns.map((column) => column.databaseName).sort(),
    }));
    const byTable = (a: { table: string }, b: { table: string }) => (a.table < b.table ? -1 : 1);
    expect(keys.sort(byTable)).toEqual(rows.sort(byTable));
  });

  it('agree on every default: the database has one wherever an entity counts on it', async () => {
    const rows: { column: string }[] = await database.dataSource.query(
      `SELECT table_name || '.' || column_name AS column FROM information_schema.columns
        WHERE table_schema = 'public' AND column_default IS NOT NULL`,
    );
    const withDefault = database.dataSource.entityMetadatas.flatMap((entity) =>
      entity.columns
        .filter((column) => column.default !== undefined || !column.isInsert)
        .map((column) => `${entity.tableName}.${column.databaseName}`),
    );
    expect(rows.map(({ column }) => column)).toEqual(expect.arrayContaining(withDefault));
  });

  it('agree on what is append-only: the entity says so exactly where the database refuses changes', async () => {
    const rows: { table: string }[] = await database.dataSource.query(
      `SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgname LIKE '%_append_only'`,
    );
    expect(tablesSaidToBeAppendOnly().sort()).toEqual(rows.map(({ table }) => table).sort());
  });
});

async function tablesOfDatabase(dataSource: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')`,
  );
  return rows.map(({ name }) => name);
}

async function columnsOfDatabase(dataSource: DataSource): Promise<Map<string, Shape>> {
  const rows: { column: string; type: string; nullable: boolean }[] = await dataSource.query(
    `SELECT c.relname || '.' || a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
            NOT a.attnotnull AS nullable
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        AND NOT c.relname = ANY ($1)`,
    [Object.keys(WITHOUT_ENTITY)],
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
  // The ORM does not know xid8; it reads these columns as text and never writes them.
  if (column === 'xid' || column === 'through_xid') return 'xid8';
  const name = type === 'timestamptz' ? 'timestamp with time zone' : type;
  return isArray ? `${name}[]` : name;
}

/** Reads the docstring before each `@Entity`. */
function tablesSaidToBeAppendOnly(): string[] {
  const folder = path.join(__dirname, '../../src/persistence/entities');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    if (!file.endsWith('.ts')) return [];
    const entities = readFileSync(path.join(folder, file), 'utf8').matchAll(
      /\/\*\*((?:(?!\*\/).)*)\*\/\s*@Entity\('(\w+)'\)/gs,
    );
    return [...entities].filter(([, text]) => /append-only/i.test(text ?? '')).map(([, , table]) => table ?? '');
  });
}
