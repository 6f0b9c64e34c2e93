import {
  OFFICER_RESULT_CODES,
  ANSWERS_TO_RESULT,
  followsResult,
} from '../../../../src/domain/notice/officer-result.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** The keeper sends again within a minute; a busy machine gets some minutes more. */
const SENT_AGAIN_WITHIN_MS = 300_000;

/** The messages that their parties only acknowledge, with the kind of the receipt of each. */
const RECEIPTS = `(VALUES ('listing.notice', 'listing.receipt', 'listing.rejected'), ('telecom.notice', 'telecom.receipt', 'telecom.rejected'),
  ('suspension.result', 'suspension.receipt', 'suspension.rejected'), ('share.notice', 'share.receipt', 'share.rejected'))`;

/** Messages `o` of these kinds, with what their parties signed about them: `said` and `refused`, the first first. */
const NOTICES = `
  notice AS (SELECT o.*, k.receipt, k.refusal FROM outgoing_message o JOIN ${RECEIPTS} AS k (kind, receipt, refusal) USING (kind)),
  said AS (SELECT n.id, m.content ->> 'result' AS result, m.outcome, m.received_at, row_number() OVER (PARTITION BY n.id ORDER BY m.id) AS place
             FROM notice n JOIN inbox_message m ON m.subject_id = n.id AND m.kind = n.receipt AND m.party = n.party)`;

/** Answers to an officer's result that do not follow it, as pairs in SQL. */
const NOT_FOLLOWED = OFFICER_RESULT_CODES.flatMap((result) =>
  ANSWERS_TO_RESULT.filter((answer) => !followsResult(result, answer)).map((answer) => `('${result}', '${answer}')`),
).join(', ');

const rulesAt = (asOf: Date): readonly SqlRule[] => [
  {
    why: 'counts as acknowledged, and its party has refused it, was not understood, or said nothing',
    sql: `WITH ${NOTICES} SELECT n.id FROM notice n WHERE n.acknowledged_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM said s WHERE s.id = n.id)`,
  },
  {
    why: 'was acknowledged by its party and is sent all the same',
    sql: `WITH ${NOTICES} SELECT n.id FROM notice n WHERE n.acknowledged_at IS NULL AND EXISTS (SELECT 1 FROM said s WHERE s.id = n.id)`,
  },
  {
    why: 'has another answer than its party gave first',
    sql: `WITH ${NOTICES} SELECT n.id FROM notice n JOIN said s ON s.id = n.id AND s.place = 1 WHERE n.answer IS DISTINCT FROM s.result`,
  },
  {
    why: 'has a first answer that did not count, or a later one that did',
    sql: `WITH ${NOTICES} SELECT id FROM said WHERE (outcome IS NOT DISTINCT FROM 'APPLIED') <> (place = 1)`,
  },
  {
    why: 'is a refusal, or an answer that cannot be read, that counted',
    sql: `WITH ${NOTICES} SELECT m.id FROM notice n JOIN inbox_message m ON m.subject_id = n.id AND m.kind = n.refusal AND m.outcome IS DISTINCT FROM 'REFUSED'
          UNION ALL SELECT id FROM inbox_message WHERE kind = 'evidence.unreadable' AND processed_at IS NOT NULL AND outcome <> 'UNREADABLE'`,
  },
  {
    why: 'was refused or not understood by its party, and nobody sends it again',
    // What stands no more, or waits for another notice, is held back: I2 and I11 are about that.
    sql: `WITH ${NOTICES} SELECT n.id FROM notice n
           WHERE n.acknowledged_at IS NULL AND n.kind <> 'telecom.notice' AND n.next_attempt_at < $1::timestamptz - $2 * interval '1 millisecond'
             AND EXISTS (SELECT 1 FROM inbox_message m WHERE m.subject_id = n.id AND m.kind = n.refusal)
             AND NOT EXISTS (SELECT 1 FROM directive d WHERE d.id = n.subject_id AND d.delisted_at IS NOT NULL)`,
    parameters: [asOf, SENT_AGAIN_WITHIN_MS],
  },
  {
    why: 'is an answer that does not follow the result of an officer, and nobody was told',
    sql: `WITH ${NOTICES} SELECT m.id FROM notice n JOIN suspicion_result r ON r.id = n.subject_id
            JOIN inbox_message m ON m.subject_id = n.id AND m.kind = 'suspension.receipt'
           WHERE n.kind = 'suspension.result' AND (r.result, m.content ->> 'result') IN (${NOT_FOLLOWED})
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.inbox_message_id = m.id AND b.kind = 'RESULT_NOT_FOLLOWED')`,
  },
  {
    why: 'is a question that counts as answered, and has no answer that anybody could read',
    sql: `SELECT q.id FROM evidence_request q WHERE q.state = 'answered' AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.evidence_request_id = q.id)`,
  },
  {
    why: 'is a question with an answer that can be read, and counts as unanswered',
    sql: `SELECT q.id FROM evidence_request q WHERE q.state IN (${sqlList(['asked', 'unknown'])}) AND EXISTS (SELECT 1 FROM evidence e WHERE e.evidence_request_id = q.id)`,
  },
  {
    why: 'is a question that counts as declined or not understood, and its agency said no such thing',
    sql: `SELECT q.id FROM evidence_request q WHERE (q.state = 'declined' AND NOT EXISTS (
              SELECT 1 FROM inbox_message m WHERE m.subject_id = q.id AND m.party = q.agency AND m.kind = 'evidence.declined'))
             OR (q.state = 'unknown' AND q.state_reason = 'unreadable' AND NOT EXISTS (
              SELECT 1 FROM inbox_message m WHERE m.subject_id = q.id AND m.party = q.agency AND m.outcome = 'UNREADABLE'))`,
  },
  {
    why: 'is evidence of a message that was declined, not understood, or about another question',
    sql: `SELECT e.id FROM evidence e LEFT JOIN inbox_message m ON m.id = e.inbox_message_id
           WHERE (m.kind, m.subject_id, m.party, m.outcome) IS DISTINCT FROM ('evidence.answer', e.evidence_request_id, e.agency, 'APPLIED')`,
  },
  {
    why: 'is an answer of an agency that counted, and no version of it is on record',
    sql: `SELECT m.id FROM inbox_message m WHERE m.kind = 'evidence.answer' AND m.outcome = 'APPLIED'
             AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.inbox_message_id = m.id)`,
  },
];

/**
 * What parties answer to listings, disclosures, officers' results and questions for evidence counts
 * as they signed it: a refusal and what nobody can read are neither yes nor no and are asked again,
 * the first word counts, and a word against an officer's result is a break. I26 and the ledger do the
 * same for holds, and I16 for debits.
 */
export const answers: Check = {
  id: 'ANSWERS',
  title: 'a listing, disclosure, result or question counts as answered as its party signed it',
  run: ({ manager, asOf }) =>
    applySqlRules(
      manager,
      `SELECT (SELECT count(*) FROM outgoing_message) + (SELECT count(*) FROM evidence_request)`,
      rulesAt(asOf),
    ),
};
