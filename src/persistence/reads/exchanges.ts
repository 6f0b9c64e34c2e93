import type { EntityManager } from 'typeorm';
import { caseExists, rowsOf } from './rows.js';

interface Row {
  id: string;
  direction: 'out' | 'in';
  party: string;
  kind: string;
  messageId: string;
  legalBasis: string[];
  purpose: string;
  fields: string[];
  bodySha256: string | null;
  systemVersion: string;
  at: Date;
}

/** Every disclosure of a case (section 4), in order, or undefined when there is no such case. */
export async function readExchanges(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await rowsOf<Row>(
    manager,
    `SELECT id, direction, party, kind, message_id AS "messageId", legal_basis AS "legalBasis", purpose, fields,
            body_sha256 AS "bodySha256", system_version AS "systemVersion", at FROM exchange WHERE case_id = $1 ORDER BY at, id`,
    [caseId],
  );
  return { exchanges: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
}
