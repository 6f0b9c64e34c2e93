import type { Check } from '../check.js';
import { applySqlRules } from '../sql-rules.js';

/** The keeper acts on overdue things within a minute; a busy machine gets some minutes more. */
const ACTED_ON_WITHIN_MS = 300_000;

/** Open cases that no clock, outbox entry, request, appeal or break will wake. */
const CASES_WITHOUT_OWNER = `
  SELECT f.id FROM case_file f WHERE f.closed_at IS NULL AND f.next_deadline_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.workflow_id = 'complaint-' || f.id AND h.read_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM freeze_request r WHERE r.case_id = f.id AND r.state IN ('requested', 'half_approved'))
     AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = f.id AND a.settled_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.case_id = f.id AND b.closed_at IS NULL)`;

const LATE = `$1::timestamptz - $2 * interval '1 millisecond'`;

/**
 * I19: every open case has a clock or a person who must act, and no clock has passed unnoticed.
 */
export const nothingForgotten: Check = {
  id: 'I19',
  title: 'every open case has a clock or an owner, and no clock has passed unseen',
  run({ manager, asOf }) {
    const parameters = [asOf, ACTED_ON_WITHIN_MS];
    return applySqlRules(manager, 'SELECT count(*) FROM case_file WHERE closed_at IS NULL', [
      { why: 'has neither a clock nor anybody who must act', sql: CASES_WITHOUT_OWNER },
      {
        why: 'has slept past its clock',
        sql: `SELECT id FROM case_file WHERE closed_at IS NULL AND next_deadline_at < ${LATE}`,
        parameters,
      },
      {
        why: 'is open past its time and nobody has noticed',
        sql: `SELECT id FROM freeze_request WHERE state IN ('requested', 'half_approved') AND (
                expires_at < ${LATE} OR (escalate_at < ${LATE} AND escalated_at IS NULL))`,
        parameters,
      },
      {
        why: 'is still asked though its time to be answered is over',
        sql: `SELECT id FROM evidence_request WHERE state = 'asked' AND deadline_at < ${LATE}
              UNION ALL SELECT id FROM debit_confirmation WHERE state = 'asked' AND deadline_at < ${LATE}`,
        parameters,
      },
      {
        why: 'is a message without its effect',
        sql: `SELECT id FROM inbox_message WHERE processed_at IS NULL AND received_at < ${LATE}`,
        parameters,
      },
      {
        why: 'is a disagreement without an owner',
        sql: `SELECT id FROM break_record WHERE closed_at IS NULL AND owner_role = ''`,
      },
      {
        why: 'is a suspension of an institution past its end',
        sql: `SELECT id FROM own_suspension WHERE state = 'active' AND expires_at < ${LATE}`,
        parameters,
      },
    ]);
  },
};
