import type { Check } from '../check.js';
import { applySqlRules, type SqlRule } from '../sql-rules.js';

/** Claims with their stolen sums: what several reports say of one reference. */
const CLAIMS = `
  claims AS (
    SELECT t.id, t.from_institution, t.reference, t.to_institution, t.to_account_no, t.contested, s.id AS sum_id,
           s.amount_satang, s.reserved_satang
      FROM transfer t JOIN stolen_sum s ON s.transfer_id = t.id)`;

/** SQL condition: two claims, `a` and `b`, name one reference and one receiver. */
const SAME_RECEIVER = `(b.from_institution, b.reference, b.to_institution, b.to_account_no)
                     = (a.from_institution, a.reference, a.to_institution, a.to_account_no)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'a complaint was answered with neither a hold nor a reason for each of its transfers',
    sql: `SELECT c.id FROM complaint c JOIN idempotency i ON i.route = 'POST /v1/complaints' AND i.response->>'id' = c.id
           WHERE (i.response->>'holdsOrdered')::int < jsonb_array_length(c.body->'transfers')
             AND jsonb_array_length(i.response->'notOrderedBecause') = 0`,
  },
  {
    why: 'a claim beside which others say something else of the reference is not marked as contested',
    sql: `WITH ${CLAIMS} SELECT a.id FROM claims a
           WHERE NOT a.contested AND EXISTS (SELECT 1 FROM claims b
              WHERE (b.from_institution, b.reference) = (a.from_institution, a.reference) AND b.id <> a.id)`,
  },
  {
    why: 'holds of one reference take up more at its receiver than the largest claim names',
    sql: `WITH ${CLAIMS} SELECT min(id) AS id FROM claims WHERE to_account_no IS NOT NULL
           GROUP BY from_institution, reference, to_institution, to_account_no
          HAVING count(*) > 1 AND sum(reserved_satang) > max(amount_satang)`,
  },
  {
    why: "a confirmed claim has no hold, because what another's report gave was released",
    sql: `WITH ${CLAIMS} SELECT a.id FROM claims a JOIN debit_confirmation d ON d.transfer_id = a.id AND d.state = 'confirmed'
            JOIN claim c ON c.stolen_sum_id = a.sum_id AND c.reported AND c.ended_at IS NULL
            JOIN case_file f ON f.id = c.case_id AND f.holder_reports
           WHERE NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)
             AND EXISTS (SELECT 1 FROM claims b JOIN hold h ON h.stolen_sum_id = b.sum_id AND h.hop = 0
                           JOIN release_order r ON r.hold_id = h.id AND NOT r.again
                          WHERE ${SAME_RECEIVER} AND b.id <> a.id AND r.reason IN ('WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED')
                            AND r.ordered_at > f.opened_at AND h.state = 'released')
             AND NOT EXISTS (SELECT 1 FROM claims b JOIN hold h ON h.stolen_sum_id = b.sum_id
                           LEFT JOIN release_order r ON r.hold_id = h.id AND NOT r.again
                          WHERE ${SAME_RECEIVER} AND coalesce(r.reason, '') NOT IN ('WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'))`,
  },
];

/**
 * I24: no report, true or false, ended or open, keeps another's report of the same money from being
 * taken or held; where nothing is ordered, a reason stands.
 */
export const noSpoiledReport: Check = {
  id: 'I24',
  title: "no report was left without a hold or a reason because of another's report",
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM claim', RULES),
};
