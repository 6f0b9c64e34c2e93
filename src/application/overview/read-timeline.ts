import type { EntityManager } from 'typeorm';
import { caseExists } from '../case/case.queries.js';
import { rowsOf } from '../case/read-rows.js';

interface Row {
  sequence: number;
  type: string;
  actor: string;
  at: Date;
  payload: Record<string, unknown>;
  hash: string;
}

/** Reads the audit chain of a case in its order; undefined when there is no such case. */
export async function readTimeline(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    'SELECT sequence, type, actor, at, payload, hash FROM audit_event WHERE chain = $1 ORDER BY sequence',
    [caseId],
  );
  return { events: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}
