import type { DataSource } from 'typeorm';
import { databaseNow } from '../persistence/clock.js';
import { centreParty } from '../persistence/party/centre.js';
import { enrolParties, type NewParty } from '../persistence/party/enrol.js';
import { writeListingsForNewInstitutions } from '../application/directive/write-listings-for-new-institutions.js';
import { inTransaction } from '../persistence/unit-of-work.js';

/** The advisory lock of a run of the migrations: any fixed number, but always the same. */
const MIGRATION_LOCK = 1441_0001;

/**
 * Runs the migrations that the database lacks and returns their names. Of several processes that
 * start together one runs, and the others wait for it.
 */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const migrations = await dataSource.runMigrations();
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return migrations.map((migration) => migration.name);
  } finally {
    await lock.release();
  }
}

/**
 * Enrols the parties and the centre's own key, all or none, and writes the messages of the
 * listings in force for new institutions. Throws `EnrolmentRefused`.
 */
export async function enrolDirectory(
  dataSource: DataSource,
  parties: readonly NewParty[],
  centreKey: Parameters<typeof centreParty>[0],
): Promise<void> {
  await inTransaction(dataSource, async (manager) => {
    await enrolParties(manager, [...parties, centreParty(centreKey, await databaseNow(manager))]);
  });
  await writeListingsForNewInstitutions(dataSource);
}
