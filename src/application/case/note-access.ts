import type { DataSource } from 'typeorm';
import type { Actor, Role } from '../../domain/freeze-request/freeze-request.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openCases } from './case-work.js';

/** What a person read over all cases. */
export type AccessType =
  'exchange_register.read' | 'monthly_report.read' | 'holds_of_account.read' | 'victims_to_tell.read';

/**
 * Notes on the system's audit chain that a person reads across cases, before anything is handed
 * out: an export that is broken off was read as well. `payload` says what was asked for, by codes,
 * ids and instants.
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

const OFFICERS = ['aoc_officer', 'aoc_supervisor', 'inquiry_officer'] as const;

/**
 * What shows what people said or parties answered in one case, and who may read it. Whoever needs
 * it in another role has to get that role first.
 */
export const CASE_READERS = {
  'call_record.read': ['hotline_operator', ...OFFICERS],
  'evidence.read': [...OFFICERS, 'auditor'],
  'accounts.read': OFFICERS,
  'appeal.read': ['hotline_operator', ...OFFICERS, 'auditor'],
} as const satisfies Record<string, readonly Role[]>;
export type CaseAccessType = keyof typeof CASE_READERS;

/**
 * Notes on the case's audit chain that a person reads what is personal in it, before it is handed
 * out: who, in which of his roles, and by `payload` (ids) what. The case alone is locked, not those
 * that share its money: every act of the case counts on nobody else appending to its chain. So a
 * reader waits until the act that goes on has committed, which asks nothing outside the database,
 * and an act waits for two statements by primary key. In return the chain tells whether something
 * was read before or after it changed.
 */
export async function noteCaseAccess(
  db: DataSource,
  type: CaseAccessType,
  person: Actor,
  { caseId, ...payload }: { caseId: string } & Record<string, unknown>,
): Promise<void> {
  const roles = CASE_READERS[type].filter((role) => person.roles.includes(role));
  await inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], person.subject);
    if (work === undefined) throw new Error(`no case ${caseId}`);
    work.audit(type, { caseId, roles, ...payload });
    await work.finish();
  });
}
