import { ConfigurationError, restingOn } from '../config/environment.js';
import { loadMigrateConfig } from '../config/migrate-config.js';
import { createDataSource } from '../persistence/data-source.js';
import { enrolDirectory, runMigrations } from './migrate-database.js';
import { DatabaseRoleRefused } from '../persistence/grant-rights.js';
import { CENTRE, CentreKeyRefused } from '../persistence/party/centre.js';
import { EnrolmentRefused } from '../persistence/party/enrol.js';
import { databaseErrorCode } from '../persistence/unit-of-work.js';

/**
 * Brings the database up to date and enrols the parties of the directory file. It runs before any
 * process of a new version starts.
 */
async function migrate(): Promise<void> {
  const { MIGRATE_DATABASE_URL, applicationRole, directory, signingKey } = loadMigrateConfig();
  const dataSource = createDataSource({
    url: MIGRATE_DATABASE_URL,
    poolSize: 3,
    applicationName: 'rangap-migrate',
    limits: 'migrating',
  });
  await restingOn('MIGRATE_DATABASE_URL', () => dataSource.initialize());
  try {
    const names = await runMigrations(dataSource, applicationRole);
    const { revoked, stayRevoked, besideEntries, keptAddresses } = await enrolDirectory(
      dataSource,
      directory.parties,
      signingKey,
      directory.revokedCentreKeys,
    );
    console.log(`migrations run: ${names.join(', ') || 'none'}; parties enrolled: ${directory.parties.length}`);
    for (const { keyId, party } of revoked)
      console.log(
        `revoked: key ${keyId} of ${party}, which ${party === CENTRE ? 'revokedCentreKeys names' : 'its entry no longer has'}`,
      );
    for (const { keyId, party } of stayRevoked)
      console.log(`stays revoked: key ${keyId} of ${party}; a new key needs a new id`);
    for (const { keyId, party } of besideEntries)
      console.log(`stays: key ${keyId} of ${party}, which two persons added and its entry does not have`);
    for (const { party, changeId } of keptAddresses)
      console.log(`stays: the address of ${party}, which two persons set by ${changeId}, and not that of its entry`);
  } finally {
    await dataSource.destroy();
  }
}

/** SQLSTATE of a statement that waited too long for a lock. */
const LOCK_NOT_AVAILABLE = '55P03';

migrate().catch((error: unknown) => {
  const expected = [ConfigurationError, DatabaseRoleRefused, EnrolmentRefused, CentreKeyRefused];
  const isExpected = error instanceof Error && expected.some((kind) => error instanceof kind);
  if (databaseErrorCode(error) === LOCK_NOT_AVAILABLE)
    console.error('a table is in use, and nothing of this migration was done; run migrate again');
  else console.error(isExpected ? error.message : error);
  process.exitCode = 1;
});
