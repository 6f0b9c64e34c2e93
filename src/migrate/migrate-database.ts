import type { DataSource } from 'typeorm';
import { databaseNow } from '../persistence/clock.js';
import { centreParty, refuseUnusableCentreKey, revokeCentreKeys } from '../persistence/party/centre.js';
import { grantRights } from '../persistence/grant-rights.js';
import { appendAudit, SYSTEM_CHAIN } from '../persistence/audit/append-audit.js';
import {
  enrolParties,
  type KeptAddress,
  type KeyOfParty,
  keysBesideEntries,
  type NewParty,
  revokedKeysOf,
  revokeLeftKeys,
} from '../persistence/party/enrol.js';
import { writeListingsForNewInstitutions } from '../application/directive/write-listings-for-new-institutions.js';
import { inTransaction } from '../persistence/unit-of-work.js';

/** The advisory lock of a run of the migrations: any fixed number, but always the same. */
const MIGRATION_LOCK = 1441_0001;

/**
 * Runs the migrations that the database lacks and returns their names; then the application's role
 * gets its rights, also on tables that are new. Of several processes that start together one runs,
 * and the others wait for it as long as it takes. Throws when a migration fails, of which nothing
 * stays, and `DatabaseRoleRefused`.
 */
export async function runMigrations(dataSource: DataSource, applicationRole: string): Promise<string[]> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SET lock_timeout = 0');
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('RESET lock_timeout');
    const migrations = await dataSource.runMigrations();
    await grantRights(dataSource, applicationRole);
    return migrations.map((migration) => migration.name);
  } finally {
    // The pool would keep the session with its lock. A lost session has freed it.
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
  }
}

/** What a run of the enrolment found of keys that are, or are now, revoked. */
export interface Enrolment {
  /** Keys that this run revoked: of parties whose entries no longer name them, and of the centre. */
  revoked: readonly KeyOfParty[];
  /** Keys that the entries name although they were revoked before: they stay revoked. */
  stayRevoked: readonly KeyOfParty[];
  /** Keys in force that two persons added, and that the entries of their parties lack. */
  besideEntries: readonly KeyOfParty[];
  /** Parties whose entries have another address than the one that two persons set. */
  keptAddresses: readonly KeptAddress[];
}

/**
 * Enrols the parties and the centre's own key, all or none, and revokes the keys of parties that
 * their entries no longer name, and the keys of the centre in `revokedCentreKeys`; its other keys of
 * before stay, and so does what two persons changed by route. Writes the messages of the listings
 * in force for new institutions. Throws `EnrolmentRefused` and `CentreKeyRefused`.
 */
export async function enrolDirectory(
  dataSource: DataSource,
  parties: readonly NewParty[],
  centreKey: Parameters<typeof centreParty>[0],
  revokedCentreKeys: readonly string[] = [],
): Promise<Enrolment> {
  const enrolment = await inTransaction(dataSource, async (manager) => {
    const now = await databaseNow(manager);
    const keptAddresses = await enrolParties(manager, [...parties, centreParty(centreKey, now)]);
    const stayRevoked = await revokedKeysOf(manager, parties);
    const revoked = [
      ...(await revokeLeftKeys(manager, parties, now)),
      ...(await revokeCentreKeys(manager, revokedCentreKeys, now)),
    ];
    await refuseUnusableCentreKey(manager, centreKey.keyId);
    const events = revoked.map(({ keyId, party }) => ({ type: 'party_key.revoked', payload: { keyId, party } }));
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, events);
    return { revoked, stayRevoked, besideEntries: await keysBesideEntries(manager, parties), keptAddresses };
  });
  await writeListingsForNewInstitutions(dataSource);
  return enrolment;
}
