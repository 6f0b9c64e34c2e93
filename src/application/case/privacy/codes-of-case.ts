import type { CaseCodes } from '../../../contract/activities.js';
import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';

/** Returns what the workflow of a case tells of it. */
export function codesOfCase({
  status,
  assignedRoute,
  nextDeadlineAt,
}: Pick<CaseFileRow, 'status' | 'assignedRoute' | 'nextDeadlineAt'>): CaseCodes {
  return { status, route: assignedRoute, nextDeadlineMs: nextDeadlineAt?.getTime() ?? null };
}
