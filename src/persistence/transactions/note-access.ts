import type { DataSource } from 'typeorm';
import { appendAudit, SYSTEM_CHAIN } from '../audit/append-audit.js';
import { databaseNow } from '../clock.js';
import { inTransaction } from '../unit-of-work.js';

/** What a person read over all cases. */
export type AccessType =
  'exchange_register.read' | 'monthly_report.read' | 'holds_of_account.read' | 'victims_to_tell.read';

/**
 * Notes on the system's audit chain that a person reads across cases, before anything is handed out: an export that is broken off was read as well.
 * `payload` says what was asked for, by codes, ids and instants.
 */
export async function noteAccess(
  db: DataSource,
  type: AccessType,
  person: string,
  payload: Record<string, unknown>,
): Promise<void> {
  await inTransaction(db, async (manager) =>
    appendAudit(manager, SYSTEM_CHAIN, person, await databaseNow(manager), [{ type, payload }]),
  );
}
