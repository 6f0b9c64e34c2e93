import type { DataSource } from 'typeorm';
import { EVIDENCE_READERS } from '../../../domain/evidence/who-reads.js';
import type { Actor, Role } from '../../../domain/freeze-request/freeze-request.js';
import { appendAudit, SYSTEM_CHAIN } from '../../../persistence/audit/append-audit.js';
import { databaseNow } from '../../../persistence/clock.js';
import { inTransaction } from '../../../persistence/unit-of-work.js';
import { openCases } from '../work/open-case.js';

/** What a person read across cases. */
export type AccessType =
  | 'exchange_register.read'
  | 'monthly_report.read'
  | 'holds_of_account.read'
  | 'victims_to_tell.read'
  | 'complaints.searched'
  | 'audit_chain.read'
  | 'suspect_lookups.read'
  | 'readings.read';

/**
 * Notes on the system's audit chain that a person reads across cases. It is noted before anything
 * is handed out, so that an export that breaks off counts as read. `payload` says what was asked
 * for, by codes, ids and instants.
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

/** Readings of personal data of one case, and the roles that may do each. */
export const CASE_READERS = {
  'call_record.read': ['hotline_operator', ...OFFICERS],
  'evidence.read': EVIDENCE_READERS,
  'account.revealed': OFFICERS,
  'person.revealed': ['hotline_operator', ...OFFICERS],
  'notes.read': [...OFFICERS, 'auditor'],
  'attachment.read': ['hotline_operator', 'unfreeze_desk', ...OFFICERS, 'auditor'],
  'order_document.read': [...OFFICERS, 'auditor', 'institution_user'],
  'appeal.read': ['hotline_operator', 'unfreeze_desk', ...OFFICERS, 'auditor', 'amlo_officer'],
} as const satisfies Record<string, readonly Role[]>;
export type CaseAccessType = keyof typeof CASE_READERS;

/**
 * Notes on a case's audit chain that a person reads personal data of the case: who, in which
 * roles, and what (`payload`, ids). It is noted before anything is handed out. It locks this case,
 * not the cases that share its money, because only the holder of the lock may append to the chain.
 * So the chain shows whether something was read before or after it changed. A reader waits for the
 * act in progress to commit, which calls nothing outside the database; an act waits for two
 * statements by primary key. Throws when there is no such case.
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
