import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { mayReadAdvice } from '../../domain/session/case-workers.js';
import { caseExists } from '../case/case.queries.js';
import { iso, rowsOf } from '../case/read-rows.js';

interface Row {
  sequence: number;
  type: string;
  actor: string;
  at: Date;
  saidAt: Date | null;
  payload: Record<string, unknown>;
  hash: string;
}

/**
 * Reads the audit chain of a case in its order; undefined when there is no such case. `saidAt` is
 * the other side's clock: when the party signed the message that the event is about (RFC 9421
 * `created`), to its second. Of advice, who may not read it learns that it was given, shown or judged,
 * and by whom, and not what was said: the payload is empty.
 */
export async function readTimeline(manager: EntityManager, caseId: string, roles: readonly Role[]) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    `SELECT e.sequence, e.type, e.actor, e.at, e.payload, e.hash,
            to_timestamp(substring(m.signature_base from ';created=([0-9]+)')::double precision) AS "saidAt"
       FROM audit_event e LEFT JOIN inbox_message m ON m.id = e.payload ->> 'messageId'
      WHERE e.chain = $1 ORDER BY e.sequence`,
    [caseId],
  );
  const readsAdvice = mayReadAdvice(roles);
  return {
    events: rows.map((row) => ({
      ...row,
      payload: readsAdvice || !row.type.startsWith('advice.') ? row.payload : {},
      at: row.at.toISOString(),
      saidAt: iso(row.saidAt),
    })),
  };
}
