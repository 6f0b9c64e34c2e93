import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { runningClaim } from '../../domain/handling/work-claim.js';
import { CASE_READERS } from '../case/privacy/note-access.js';
import { rowsOf } from '../case/work/read-rows.js';

/** Who works on a case, and to whom it is assigned, as rows of JSON say it. */
export interface HandlingRow {
  claimPerson: string | null;
  claimUntil: string | null;
  assignee: string | null;
}

/** SQL that selects the columns of `HandlingRow` for the case `id` (SQL), as scalar subqueries. */
export const handlingColumns = (id: string): string => `${claimColumns(id)}, ${assigneeColumn(id)}`;

/** SQL that selects who claimed the case `id` (SQL), and until when. */
export const claimColumns = (id: string): string => `
  (SELECT person FROM work_claim WHERE work_claim.case_id = ${id}) AS "claimPerson",
  (SELECT to_jsonb(until_at) #>> '{}' FROM work_claim WHERE work_claim.case_id = ${id}) AS "claimUntil"`;

/** SQL that selects to whom the case `id` (SQL) is assigned. */
export const assigneeColumn = (id: string): string => `
  (SELECT assignee FROM case_assignment WHERE case_assignment.case_id = ${id} ORDER BY id DESC LIMIT 1) AS assignee`;

/** Returns who works on a case at an instant, and to whom it is assigned. */
export function handlingOf({ claimPerson, claimUntil, assignee }: HandlingRow, now: Date) {
  const claim =
    claimPerson === null || claimUntil === null ? null : { person: claimPerson, untilAt: new Date(claimUntil) };
  const running = runningClaim(claim, now);
  return {
    claim: running && { person: running.person, until: running.untilAt.toISOString() },
    assignee,
  };
}

/**
 * Reads who works on a case, and its assignments, newest first; undefined without such a case. The
 * notes of a handover are left out for who may not read the notes of a case.
 */
export async function readHandling(manager: EntityManager, caseId: string, roles: readonly Role[]) {
  const mayReadNotes = CASE_READERS['notes.read'].some((reader) => roles.includes(reader));
  const [row] = await rowsOf<HandlingRow & { now: Date }>(
    manager,
    `SELECT now() AS now, ${handlingColumns('c.id')} FROM case_file c WHERE c.id = $1`,
    [caseId],
  );
  if (row === undefined) return undefined;
  const assignments = await rowsOf<{
    id: string;
    assignee: string | null;
    note: string | null;
    assignedBy: string;
    assignedRole: string;
    assignedAt: Date;
  }>(
    manager,
    `SELECT id, assignee, note, assigned_by AS "assignedBy", assigned_role AS "assignedRole", assigned_at AS "assignedAt"
       FROM case_assignment WHERE case_id = $1 ORDER BY id DESC`,
    [caseId],
  );
  return {
    ...handlingOf(row, row.now),
    assignments: assignments.map(({ note, assignedAt, ...assignment }) => ({
      ...assignment,
      note: mayReadNotes ? note : null,
      assignedAt: assignedAt.toISOString(),
    })),
  };
}
