import { sha256Hex } from '../../persistence/sha256.js';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import { standingFindings } from '../case/work/case.queries.js';

/**
 * Returns the hash of the evidence that a decision on a case rests on: the agencies' answers as
 * received, what the victims' institutions said of the debits, and the newest findings. A decision
 * names the hash that the person saw. Receipts of holds are left out, so that not each of them makes
 * every approval on a long trail stale: the blast radius, whose hash an approval names too, has them.
 */
export async function evidenceHash(manager: EntityManager, caseId: string): Promise<string> {
  const [row]: { content: unknown }[] = await manager.query(
    `SELECT jsonb_build_object(
       'evidence', (SELECT coalesce(jsonb_agg(jsonb_build_array(id, raw_sha256) ORDER BY id), '[]') FROM evidence WHERE case_id = $1),
       'debits', (SELECT coalesce(jsonb_agg(jsonb_build_array(d.id, d.state) ORDER BY d.id), '[]')
                    FROM debit_confirmation d JOIN stolen_sum s ON s.transfer_id = d.transfer_id
                    JOIN claim c ON c.stolen_sum_id = s.id WHERE c.case_id = $1),
       'findings', (SELECT coalesce(jsonb_agg(jsonb_build_array(rule_row_id, subject, outcome) ORDER BY rule_row_id, subject), '[]')
                      FROM finding WHERE id IN ${standingFindings('$1')})
     ) AS content`,
    [caseId],
  );
  const text = canonicalize(row?.content);
  if (text === undefined) throw new Error(`evidence of case ${caseId} has no canonical form`);
  return sha256Hex(text);
}
