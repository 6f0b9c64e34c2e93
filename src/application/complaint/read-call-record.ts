import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/read-rows.js';

/** A record of notice as it is stored. */
interface CallRecord {
  document: Record<string, unknown>;
  documentSha256: string;
  signature: string;
  keyId: string;
  createdAt: Date;
}

/** Reads the signed record of notice (section 8), or undefined when there is no such complaint. */
export async function readCallRecord(manager: EntityManager, caseId: string) {
  const [row] = await rowsOf<CallRecord>(
    manager,
    `SELECT document, document_sha256 AS "documentSha256", signature, key_id AS "keyId", created_at AS "createdAt"
       FROM call_record WHERE case_id = $1`,
    [caseId],
  );
  return row === undefined ? undefined : { ...row, createdAt: row.createdAt.toISOString() };
}
