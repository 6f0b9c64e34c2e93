import { UNKNOWN_CASE_TYPE } from '../../../../src/domain/complaint/words/portal-case-types.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';
import { falseAdditions, falseRecords, misread } from './i21-documents.js';
import { READING_RULES, READINGS } from './i21-readings.js';

const RULES: readonly SqlRule[] = [
  {
    why: 'its bytes are not those of which the hash was written down',
    sql: `SELECT id FROM inbox_message WHERE encode(sha256(raw_body), 'hex') <> body_sha256`,
  },
  {
    why: 'is evidence with another hash than the answer it rests on',
    sql: `SELECT e.id FROM evidence e JOIN inbox_message m ON m.id = e.inbox_message_id WHERE e.raw_sha256 <> m.body_sha256`,
  },
  {
    why: 'is evidence with another hash than was written down when it came',
    sql: `SELECT e.id FROM evidence e LEFT JOIN (SELECT payload->>'evidenceId' AS id, payload->>'rawSha256' AS sha256 FROM audit_event
             WHERE type = 'evidence.received') a USING (id) WHERE a.sha256 IS DISTINCT FROM e.raw_sha256`,
  },
  {
    why: 'is a notice with another hash than the message it came in',
    sql: `SELECT n.id FROM notice n JOIN inbox_message m ON m.id = n.inbox_message_id WHERE n.body_sha256 <> m.body_sha256`,
  },
  {
    why: 'is a complaint with another hash than was written down when it came',
    sql: `SELECT c.id FROM complaint c JOIN (SELECT payload->>'caseId' AS id, payload->>'bodySha256' AS sha256 FROM audit_event
             WHERE type = 'complaint.received') a USING (id) WHERE a.sha256 <> c.body_sha256`,
  },
  {
    why: 'is a complaint that says other things than the signed record of section 8',
    sql: `SELECT c.id FROM complaint c JOIN call_record r ON r.case_id = c.id
           WHERE r.document->>'complaintSha256' <> c.body_sha256 OR r.document->'transfers' <> c.body->'transfers'
              OR r.document->'victimAccount' <> c.body->'victimAccount' OR NOT c.body->'reporter' @> (r.document->'reporter')`,
  },
  {
    why: 'is a complaint that is said to know other things than were told later',
    sql: `SELECT c.id FROM complaint c WHERE (c.known - 'numberAt') IS DISTINCT FROM (
             SELECT jsonb_strip_nulls(jsonb_build_object(
                      'victim', (SELECT jsonb_object_agg(e.key, e.value) FROM complaint_addition a CROSS JOIN jsonb_each(a.body -> 'victim') e
                                  WHERE a.case_id = c.id AND a.kind = 'told_again'),
                      'reporter', (SELECT jsonb_object_agg(e.key, e.value) FROM complaint_addition a CROSS JOIN jsonb_each(a.body -> 'reporter') e
                                    WHERE a.case_id = c.id AND a.kind = 'told_again'),
                      'narrative', (SELECT jsonb_agg(a.body -> 'narrative') -> 0 FROM complaint_addition a
                                     WHERE a.case_id = c.id AND a.kind = 'told_again' AND a.body ? 'narrative'),
                      'caseType', (SELECT jsonb_agg(a.body -> 'caseType') -> 0 FROM complaint_addition a
                                    WHERE a.case_id = c.id AND a.kind = 'told_again' AND a.body ? 'caseType'),
                      'victimAccount', (SELECT jsonb_agg(a.body -> 'victimAccount') -> 0 FROM complaint_addition a
                                         WHERE a.case_id = c.id AND a.kind = 'told_again' AND a.body ? 'victimAccount'))))
          UNION ALL SELECT c.id FROM complaint c JOIN case_file f ON f.id = c.id WHERE c.body ? 'reporter'
             AND (f.victim_institution, f.victim_account_no) IS DISTINCT FROM
                 (coalesce(c.body -> 'victimAccount', c.known -> 'victimAccount') ->> 'institution', coalesce(c.body -> 'victimAccount', c.known -> 'victimAccount') ->> 'accountNo')
          UNION ALL SELECT c.id FROM complaint c JOIN case_file f ON f.id = c.id WHERE c.body ? 'reporter'
             AND f.case_type IS DISTINCT FROM coalesce(c.body ->> 'caseType', c.known ->> 'caseType', '${UNKNOWN_CASE_TYPE}')
          UNION ALL SELECT c.id FROM complaint c WHERE c.known ? 'numberAt' AND NOT EXISTS (
             SELECT 1 FROM complaint_addition a WHERE a.case_id = c.id AND a.kind = 'told_again' AND a.received_at = (c.known ->> 'numberAt')::timestamptz
                AND (a.body #> '{victim,citizenId}' IS NOT NULL OR a.body #> '{victim,passportNo}' IS NOT NULL))`,
  },
  {
    why: 'is the word of an appellant with another hash than its bytes',
    sql: `SELECT id FROM appeal_filing WHERE encode(sha256(convert_to(statement, 'UTF8')), 'hex') <> statement_sha256`,
  },
  {
    why: 'is to tell its holder another secret than the one whose hash was written down',
    sql: `SELECT id FROM hold WHERE appeal_secret IS NOT NULL
             AND encode(sha256(convert_to(id || ' ' || replace(appeal_secret, '-', ''), 'UTF8')), 'hex') <> appeal_secret_sha256`,
  },
  {
    why: 'is a reason with another hash than was written down when it was given',
    sql: `SELECT q.id FROM freeze_request q JOIN (SELECT payload->>'requestId' AS id, payload->>'reasonSha256' AS sha256 FROM audit_event
             WHERE type = 'freeze_request.state' AND payload ? 'reasonSha256') a USING (id)
           WHERE a.sha256 <> encode(sha256(convert_to(q.reason, 'UTF8')), 'hex')`,
  },
  ...READING_RULES,
];

/**
 * I21: what was received still matches its hash, and each reading of it names a person in a role
 * that may read it.
 */
export const evidenceBytes: Check = {
  id: 'I21',
  title:
    'messages, evidence, records and appeals still have the bytes whose hash was written down; who read them is known',
  async run({ manager }) {
    const found = await applySqlRules(
      manager,
      `SELECT (SELECT count(*) FROM inbox_message) + (SELECT count(*) FROM evidence) + (SELECT count(*) FROM complaint)
            + (SELECT count(*) FROM complaint_addition) + (SELECT count(*) FROM call_record) + (SELECT count(*) FROM appeal_filing)
            + (${READINGS})`,
      RULES,
    );
    const documents = [
      ...(await misread(manager)),
      ...(await falseRecords(manager)),
      ...(await falseAdditions(manager)),
    ];
    return { ...found, violations: [...found.violations, ...documents] };
  },
};
