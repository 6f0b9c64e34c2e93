import type { EntityManager } from 'typeorm';
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
 * `created`), to its second.
 */
export async function readTimeline(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    `SELECT e.sequence, e.type, e.actor, e.at, e.payload, e.hash,
            to_timestamp(substring(m.signature_base from ';created=([0-9]+)')::double precision) AS "saidAt"
       FROM audit_event e LEFT JOIN inbox_message m ON m.id = e.payload ->> 'messageId'
      WHERE e.chain = $1 ORDER BY e.sequence`,
    [caseId],
  );
  return { events: rows.map((row) => ({ ...row, at: row.at.toISOString(), saidAt: iso(row.saidAt) })) };
}
