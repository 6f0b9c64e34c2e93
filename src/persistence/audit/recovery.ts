import type { DataSource, EntityManager } from 'typeorm';
import { RecoveryRow } from '../entities/traffic/audit.entities.js';
import { inTransaction } from '../unit-of-work.js';
import { databaseNow } from '../clock.js';
import { newId } from '../ids.js';
import { appendAudit, SYSTEM_CHAIN } from './append-audit.js';
import { newestNamed } from './checkpoint.js';
import type { KeptCheckpoints, NamedCheckpoint } from './kept-checkpoint.js';
import { keptOutside, mayBeRestored } from './may-be-restored.js';

/** The advisory lock of who writes a row of `recovery`: any fixed number, always the same. */
const RECOVERY_LOCK = 1441_0031;

/** Returns whether the newest row of `recovery` asks for a person. */
async function isRecoveryNeeded(manager: EntityManager): Promise<boolean> {
  const [newest] = await manager.find(RecoveryRow, { order: { number: 'DESC' }, take: 1 });
  return newest?.kind === 'needed';
}

/** What a person puts on record. */
export type Recorded = Pick<RecoveryRow, 'recoveredTo' | 'recordedBy' | 'caseNoFrom' | 'caseNoThrough'>;

/**
 * Writes a row of `recovery` with its event in the system's chain. `recorded`: what a person puts on record; null:
 * that one is needed. Call it last in its transaction.
 */
export async function writeRecovery(
  manager: EntityManager,
  kept: Pick<KeptCheckpoints, 'last'> | undefined,
  recorded: Recorded | null,
): Promise<RecoveryRow> {
  const [newest] = await manager.find(RecoveryRow, { order: { number: 'DESC' }, take: 1 });
  const outside = kept && keptOutside(kept);
  const named = outside === 'unread' ? undefined : outside;
  const found = await newestNamed(manager);
  const row = manager.create(RecoveryRow, {
    id: newId(),
    number: (newest?.number ?? 0) + 1,
    kind: recorded === null ? 'needed' : 'recorded',
    at: await databaseNow(manager),
    ...columnsOf(named, found),
    ...(recorded ?? { recoveredTo: null, recordedBy: null, caseNoFrom: null, caseNoThrough: null }),
  });
  await manager.insert(RecoveryRow, row);
  const { at, kind, ...rest } = row;
  const payload = { ...rest, recoveredTo: row.recoveredTo?.toISOString() ?? null };
  await appendAudit(manager, SYSTEM_CHAIN, 'system', at, [{ type: `recovery.${kind}`, payload }]);
  return row;
}

function columnsOf(
  kept: NamedCheckpoint | undefined,
  found: NamedCheckpoint | undefined,
): Pick<RecoveryRow, 'keptNumber' | 'keptHash' | 'foundNumber' | 'foundHash'> {
  return {
    keptNumber: kept?.number ?? null,
    keptHash: kept?.hash ?? null,
    foundNumber: found?.number ?? null,
    foundHash: found?.hash ?? null,
  };
}

/** Keeps all others from writing to `recovery` until the end of the transaction. */
export async function lockRecovery(manager: EntityManager): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [RECOVERY_LOCK]);
}

/**
 * Returns whether nothing may serve on a database until a person has put its recovery on record. Where what is kept
 * outside says that it may be older than it was seen, this is noted for the processes that keep nothing, once.
 */
export async function awaitsRecovery(db: DataSource, kept: KeptCheckpoints | undefined): Promise<boolean> {
  if (kept === undefined || !(await mayBeRestored(db.manager, kept))) return isRecoveryNeeded(db.manager);
  return inTransaction(db, async (manager) => {
    await lockRecovery(manager);
    // Another process may have noted it, or a person put it on record, since it was seen.
    if (!(await isRecoveryNeeded(manager)) && (await mayBeRestored(manager, kept)))
      await writeRecovery(manager, kept, null);
    return isRecoveryNeeded(manager);
  });
}
