import type { EntityManager } from 'typeorm';
import { linesOfRecord, type RecordLine } from '../../../domain/complaint/words/record-lines.js';
import { loadPartyDirectory } from '../../../persistence/party/party-directory.js';
import { rowsOf } from '../../case/work/read-rows.js';

/** A record of notice as it is stored. */
interface CallRecord {
  document: Record<string, unknown>;
  documentSha256: string;
  signature: string;
  keyId: string;
  createdAt: Date;
}

/**
 * Reads the signed record of notice (section 8), with all that it says and what proves it in words;
 * undefined when there is no such complaint.
 */
export async function readCallRecord(manager: EntityManager, caseId: string) {
  const [row] = await rowsOf<CallRecord>(
    manager,
    `SELECT document, document_sha256 AS "documentSha256", signature, key_id AS "keyId", created_at AS "createdAt"
       FROM call_record WHERE case_id = $1`,
    [caseId],
  );
  if (row === undefined) return undefined;
  const parties = await loadPartyDirectory(manager);
  const said = linesOfRecord(row.document, (slug) => {
    const party = parties.find(slug);
    return { th: party?.nameTh ?? slug, en: party?.nameEn ?? slug };
  });
  return { ...row, createdAt: row.createdAt.toISOString(), lines: [...said, ...proofOf(row)] };
}

function proofOf({ documentSha256, signature, keyId }: CallRecord): RecordLine[] {
  const signed = `${signature} (${keyId})`;
  return [
    {
      name: { th: 'แฮชของบันทึก (SHA-256)', en: 'Hash of the record (SHA-256)' },
      value: { th: documentSha256, en: documentSha256 },
    },
    { name: { th: 'ลายมือชื่อของศูนย์', en: "The centre's signature" }, value: { th: signed, en: signed } },
  ];
}
