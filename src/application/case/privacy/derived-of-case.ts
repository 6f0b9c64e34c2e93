import type { CaseFileRow } from '../../../persistence/entities/case/case.entities.js';
import type { Beside } from '../../../persistence/insert-together.js';

/** What follows from the other rows of a case. */
export type DerivedOfCase = Partial<Pick<CaseFileRow, 'status' | 'nextDeadlineAt' | 'closedAt' | 'assignedRoute'>>;

const COLUMNS = ['status', 'next_deadline_at', 'closed_at', 'assigned_route'] as const;

/** Returns the change of a case's row to what is derived of it, for a statement with others. */
export function derivedToWrite(caseFile: CaseFileRow): Beside {
  const { id, status, nextDeadlineAt, closedAt, assignedRoute } = caseFile;
  const values = {
    id,
    status,
    next_deadline_at: nextDeadlineAt,
    closed_at: closedAt,
    assigned_route: assignedRoute,
  } satisfies Record<(typeof COLUMNS)[number] | 'id', unknown>;
  const sets = COLUMNS.map((column) => `${column} = n.${column}`).join(', ');
  const sql = (first: number): string =>
    `derived AS (UPDATE case_file f SET ${sets} FROM jsonb_populate_record(NULL::case_file, $${first}::jsonb) n WHERE f.id = n.id)`;
  return { sql, parameters: [JSON.stringify(values)] };
}
