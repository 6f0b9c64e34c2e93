import type { DataSource } from 'typeorm';

/** First in the path, so that a call without a schema finds the clock that stands still. */
const PATH = 'still, pg_catalog, public';

/** The database's clock as the product asks it: the instant that stands in `still.at`. */
const STILL_CLOCK = `
  CREATE SCHEMA still;
  CREATE TABLE still.at (instant timestamptz NOT NULL);
  INSERT INTO still.at VALUES (pg_catalog.now());
  CREATE FUNCTION still.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT instant FROM still.at';
  CREATE FUNCTION still.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT instant FROM still.at';
  GRANT USAGE ON SCHEMA still TO PUBLIC;
  GRANT SELECT ON still.at TO PUBLIC;`;

/**
 * Lets the clock of a database of one test file stand still, so that the product writes exactly the
 * instants that a story says. All its connections are made anew.
 */
export async function standStill(owner: DataSource, application: DataSource): Promise<void> {
  await owner.query(STILL_CLOCK);
  const [{ name }]: [{ name: string }] = await owner.query('SELECT current_database() AS name');
  await owner.query(`ALTER DATABASE ${name} SET search_path = ${PATH}`);
  for (const source of [owner, application]) {
    await source.destroy();
    await source.initialize();
  }
}

/** Sets the clock that stands still. */
export async function setClock(owner: DataSource, at: Date): Promise<void> {
  await owner.query('UPDATE still.at SET instant = $1', [at]);
}
