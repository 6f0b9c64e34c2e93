import type { EntityManager, EntityMetadata } from 'typeorm';

/** Rows of an entity, in an order, as one part of a reading. */
interface RowsPart<Row extends object> {
  readonly entity: new () => Row;
  /** An SQL condition on a row `r`, with the parameters of the reading. */
  readonly where: string;
  /** SQL after ORDER BY; without it the order is PostgreSQL's. */
  readonly orderBy: string | undefined;
}

/** One value by SQL, as JSON, as one part of a reading. */
interface ValuePart<Value> {
  readonly sql: string;
  /** Never there: it tells the compiler what the value is. */
  readonly value?: Value;
}

type Part = RowsPart<object> | ValuePart<unknown>;

/** The parts of a reading by name, and their SQL. */
type Parts = Readonly<Record<string, Part>>;

/** What a reading gives: rows or a value under the name of each part. */
export type ReadTogether<P extends Parts> = {
  -readonly [Name in keyof P]: P[Name] extends RowsPart<infer Row>
    ? Row[]
    : P[Name] extends ValuePart<infer Value>
      ? Value
      : never;
};

/** Reads all parts by one statement, whose parameters each part may use. */
type Reading<P extends Parts> = (manager: EntityManager, parameters: unknown[]) => Promise<ReadTogether<P>>;

/** Names the rows of an entity that match `where`, a condition on a row `r`. */
export function rows<Row extends object>(entity: new () => Row, where: string, orderBy?: string): RowsPart<Row> {
  return { entity, where, orderBy };
}

/** Names a value: a SELECT of one row and one column, read as JSON (instants as text). */
export function value<Value>(sql: string): ValuePart<Value> {
  return { sql };
}

/**
 * Makes a reading of several tables in one statement: one round trip, and one view of the database
 * for all parts. Entities come as a repository would give them. `before` is SQL of a WITH whose
 * parts change rows by the same statement; the reading does not see those changes.
 */
export function reading<P extends Parts>(parts: P, before = ''): Reading<P> {
  const named = Object.entries(parts);
  let sql: string | undefined;
  return async (manager, parameters) => {
    sql ??= `${before === '' ? '' : `WITH ${before} `}SELECT ${named.map(([name, part]) => `(${sqlOf(manager, part)}) AS "${name}"`).join(',\n')}`;
    const [read] = await manager.query<Record<string, unknown>[]>(sql, parameters);
    if (read === undefined) throw new Error('a reading gave no row');
    return Object.fromEntries(
      named.map(([name, part]) => [name, 'entity' in part ? entitiesOf(manager, part, read[name]) : read[name]]),
    ) as ReadTogether<P>;
  };
}

function sqlOf(manager: EntityManager, part: Part): string {
  if (!('entity' in part)) return `SELECT to_json(v) FROM (${part.sql}) AS one (v)`;
  const { tableName } = metadataOf(manager, part.entity);
  const order = part.orderBy === undefined ? '' : ` ORDER BY ${part.orderBy}`;
  return `SELECT coalesce(json_agg(${rowAsJson(manager, part.entity)}${order}), '[]') FROM ${tableName} r WHERE ${part.where}`;
}

function entitiesOf<Row extends object>(manager: EntityManager, part: RowsPart<Row>, read: unknown): Row[] {
  return (read as unknown[]).map((row) => entityOf(manager, part.entity, row));
}

/** Returns SQL that makes JSON of a row `r` of an entity, for `entityOf`. */
export function rowAsJson(manager: EntityManager, entity: new () => object): string {
  const { columns } = metadataOf(manager, entity);
  const fields = columns.map(({ type, databaseName }) => {
    if (type === 'bytea') return `encode(r.${databaseName}, 'base64')`;
    // JSON has no 64-bit integer: a number would lose satang.
    return `r.${databaseName}${type === 'bigint' ? '::text' : ''}`;
  });
  return `json_build_array(${fields.join(', ')})`;
}

/** Makes the entity of what `rowAsJson` gave. */
export function entityOf<Row extends object>(manager: EntityManager, entity: new () => Row, row: unknown): Row {
  const { driver } = manager.dataSource;
  const fields = metadataOf(manager, entity).columns.map((column, index): [string, unknown] => {
    const read = (row as unknown[])[index];
    const value = column.type === 'bytea' && typeof read === 'string' ? Buffer.from(read, 'base64') : read;
    return [column.propertyName, driver.prepareHydratedValue(value, column)];
  });
  return Object.assign(new entity(), Object.fromEntries(fields));
}

function metadataOf(manager: EntityManager, entity: new () => object): EntityMetadata {
  return manager.dataSource.getMetadata(entity);
}
