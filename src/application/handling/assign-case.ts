import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { type Assignee, endsClaim, refuseAssignee } from '../../domain/handling/work-claim.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { refuseInterestedAssignee } from '../../domain/interest/interest.js';
import { CASE_WORKERS } from '../../domain/session/case-workers.js';
import { CaseAssignmentRow } from '../../persistence/entities/case/handling.entities.js';
import { newId } from '../../persistence/ids.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';
import { openCases } from '../case/work/open-case.js';
import { rowsOf } from '../case/work/read-rows.js';
import { readInterest } from '../interest/read-interest.js';
import { claimOf, endNow } from './work-claim.js';

/** Returns the role in which a person works on cases. Throws when there is none: a bug of the route. */
export function workingRole(actor: ActingPerson): Role {
  const role = CASE_WORKERS.find((candidate) => actor.roles.includes(candidate));
  if (role === undefined) throw new Error('a person without a role for cases works on one');
  return role;
}

export type Assigned = { ok: true; id: string; assignedAt: Date } | Refusal;

/**
 * Assigns a case to a person, or to nobody, with a note for whoever takes it over. It ends the
 * claim of the person who hands the case over; a supervisor's assignment ends anybody's. Refusals:
 * `CASE.ABSENT`, `CASE.CLOSED`, `CASE.ASSIGNEE_UNKNOWN`, and `CASE.INTEREST` for who may decide nothing of it.
 */
export async function assignCase(
  db: DataSource,
  input: { caseId: string; body: { assignee: string | null; note?: string | undefined }; actor: ActingPerson },
): Promise<Assigned> {
  const { caseId, body, actor } = input;
  return inTransaction(db, async (manager) => {
    const [work] = await openCases(manager, [caseId], actor.subject);
    if (work === undefined) return refuse('CASE.ABSENT', 'there is no such case');
    if (work.caseFile.closedAt !== null) return refuse('CASE.CLOSED', 'the case is closed');
    const refusal = refuseAssignee(await readAssignee(manager, body.assignee, actor));
    if (refusal !== undefined) return refusal;
    const interested = await refuseAssigned(manager, caseId, body.assignee);
    if (interested !== null) return interested;
    const row = {
      id: newId(),
      caseId,
      assignee: body.assignee,
      note: body.note ?? null,
      assignedBy: actor.subject,
      assignedRole: workingRole(actor),
      assignedAt: work.now,
    };
    await manager.insert(CaseAssignmentRow, row);
    work.audit('case.assigned', {
      caseId,
      assignmentId: row.id,
      assignee: row.assignee,
      role: row.assignedRole,
      noteSha256: row.note === null ? null : sha256Hex(row.note),
    });
    const claim = await claimOf(work);
    if (claim !== null && endsClaim(claim, actor, body.assignee, work.now)) await endNow(work, claim.person);
    await work.finish();
    return { ok: true, id: row.id, assignedAt: work.now };
  });
}

/** Returns why a case is not given to a person who has an interest in it, or null. */
async function refuseAssigned(
  manager: EntityManager,
  caseId: string,
  assignee: string | null,
): Promise<Refusal | null> {
  if (assignee === null) return null;
  return refuseInterestedAssignee(await readInterest(manager, caseId, assignee));
}

/** Reads what is known of a person: the newest sign-in, and whether the person ever took a case. */
async function readAssignee(
  manager: EntityManager,
  assignee: string | null,
  actor: ActingPerson,
): Promise<Assignee | null> {
  if (assignee === null) return null;
  if (assignee === actor.subject) return { roles: actor.roles, institution: null, hasWorked: true };
  const [known] = await rowsOf<Assignee>(
    manager,
    `SELECT s.roles, s.institution, EXISTS (SELECT 1 FROM work_claim w WHERE w.person = $1) AS "hasWorked"
       FROM (SELECT 1) one LEFT JOIN LATERAL (
         SELECT roles, institution FROM person_session WHERE subject = $1 ORDER BY started_at DESC LIMIT 1) s ON true`,
    [assignee],
  );
  if (known === undefined) throw new Error('a reading of one row gave none');
  return known;
}
