import type { DataSource } from 'typeorm';
import { databaseNow } from '../persistence/clock.js';
import { centreParty } from '../persistence/party/centre.js';
import { enrolParties, type NewParty } from '../persistence/party/enrol.js';
import { writeListingsForNewInstitutions } from '../application/directive/write-listings-for-new-institutions.js';
import { inTransaction } from '../persistence/unit-of-work.js';

/** Any fixed number: whoever migrates this database takes this lock. */
const MIGRATION_LOCK = 1441_0001;

/**
 * Runs the migrations that are missing, one at a time even when several processes start together.
 * Returns their names.
 */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return done.map((migration) => migration.name);
  } finally {
    await lock.release();
  }
}

/**
 * Enrols the parties and the centre's own key, all or none; who is new learns of the listings in
 * force. Throws `EnrolmentRefused`.
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
