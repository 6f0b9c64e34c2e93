import { LIVE_HOLD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import { IS_ABOUT_MONEY } from '../../break-about-money.js';
import type { Check } from '../../check.js';
import { applySqlRules } from '../../sql-rules.js';

/** The keeper acts on overdue things within a minute; a busy machine gets some minutes more. */
const ACTED_ON_WITHIN_MS = 300_000;

/**
 * Open cases that no clock, outbox entry, request, appeal or break will wake, and that ask nobody
 * to complete a transfer.
 */
const CASES_WITHOUT_OWNER = `
  SELECT f.id FROM case_file f WHERE f.closed_at IS NULL AND f.next_deadline_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.workflow_id = 'complaint-' || f.id AND h.read_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM freeze_request r WHERE r.case_id = f.id AND r.state IN ('requested', 'half_approved'))
     AND NOT EXISTS (SELECT 1 FROM incomplete_transfer i WHERE i.case_id = f.id AND i.state = 'open')
     AND NOT EXISTS (SELECT 1 FROM appeal a WHERE a.case_id = f.id AND a.settled_at IS NULL)
     AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.closed_at IS NULL AND (b.case_id = f.id OR b.case_id IN (
           SELECT o.case_id FROM claim k JOIN claim o ON o.stolen_sum_id = k.stolen_sum_id WHERE k.case_id = f.id)))`;

/** Calls about an order in any minute (I27): six attempts to a silent party take 15 s and more. */
const CALLS_PER_MINUTE = 24;

const LATE = `$1::timestamptz - $2 * interval '1 millisecond'`;

/**
 * I19: every open case has a clock or a person who must act, and no clock has passed unnoticed,
 * that of a call to an institution included.
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
        why: 'is a question that came to its party and is sent again, or did not and is not sent',
        sql: `SELECT q.id FROM (SELECT id, state, sent_at FROM debit_confirmation UNION ALL SELECT id, state, sent_at FROM evidence_request) q
                JOIN outgoing_message m ON m.id = q.id
               WHERE q.sent_at IS NOT NULL AND m.acknowledged_at IS NULL
                  OR q.sent_at IS NULL AND q.state = 'asked' AND m.acknowledged_at IS NOT NULL`,
      },
      {
        why: 'is a report whose debit nobody was asked about since, though the question before it was not answered',
        sql: `SELECT c.case_id AS id FROM debit_confirmation d JOIN stolen_sum s ON s.transfer_id = d.transfer_id
                JOIN claim c ON c.stolen_sum_id = s.id JOIN case_file f ON f.id = c.case_id
               WHERE d.state = 'unknown' AND d.deadline_at < ${LATE} AND d.case_id <> c.case_id AND c.reported
                 AND c.ended_at IS NULL AND c.claimed_at > d.asked_at AND c.claimed_at < ${LATE} AND f.closed_at IS NULL`,
        parameters,
      },
      {
        why: 'is a transfer that nobody can complete any more, because its case is closed',
        sql: `SELECT i.id FROM incomplete_transfer i JOIN case_file f ON f.id = i.case_id
               WHERE i.state = 'open' AND f.closed_at IS NOT NULL`,
      },
      {
        why: 'is a disagreement about money that a person still compares, and its case is closed',
        sql: `SELECT b.id FROM break_record b JOIN case_file f ON f.id = b.case_id
               WHERE b.closed_at IS NULL AND f.closed_at IS NOT NULL AND ${IS_ABOUT_MONEY}
                 AND NOT EXISTS (SELECT 1 FROM outbox h WHERE h.workflow_id = 'complaint-' || f.id AND h.read_at IS NULL)`,
      },
      {
        why: 'is a complaint of which a transfer that the victim told was forgotten',
        sql: `SELECT c.id FROM complaint c
               WHERE jsonb_array_length(coalesce(c.body -> 'incompleteTransfers', '[]'))
                     <> (SELECT count(*) FROM incomplete_transfer i WHERE i.case_id = c.id AND i.addition_id IS NULL)
              UNION ALL SELECT a.id FROM complaint_addition a
               WHERE jsonb_array_length(coalesce(a.body -> 'incompleteTransfers', '[]'))
                     <> (SELECT count(*) FROM incomplete_transfer i WHERE i.addition_id = a.id)`,
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
        why: 'is a hold whose institution nobody calls any more',
        sql: `SELECT h.id FROM hold h WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > $1::timestamptz
                 AND EXISTS (SELECT 1 FROM hold_order o WHERE o.hold_id = h.id AND o.answered_at IS NULL AND o.expires_at > $1::timestamptz)
                 AND NOT EXISTS (SELECT 1 FROM outgoing_message m WHERE m.subject_id = h.id AND m.kind = 'hold.order' AND m.next_attempt_at >= ${LATE})`,
        parameters,
      },
      {
        why: 'is an order about which the institution was called too often',
        sql: `SELECT id FROM outgoing_message
               WHERE kind = 'hold.order' AND attempts > $2::int * (1 + EXTRACT(EPOCH FROM $1::timestamptz - written_at) / 60)`,
        parameters: [asOf, CALLS_PER_MINUTE],
      },
      {
        why: 'is a hold that does not know when the own power of its newest order ends',
        sql: `SELECT h.id FROM hold h WHERE h.power_ends_at IS DISTINCT FROM (
                SELECT o.power_ends_at FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1)`,
      },
      {
        why: 'is an unanswered release, or a break about what did not come through, that nobody looks at',
        sql: `SELECT r.id FROM release_order r JOIN outgoing_message m ON m.id = r.id
               WHERE r.acknowledged_at IS NULL AND coalesce(m.look_at, '-infinity') < ${LATE} AND NOT EXISTS (
                 SELECT 1 FROM break_record b WHERE b.hold_id = r.hold_id AND b.kind = 'RELEASE_UNANSWERED' AND b.opened_at >= r.ordered_at)
              UNION ALL SELECT id FROM break_record WHERE kind IN ('ANSWER_TOO_LARGE', 'ORDER_UNANSWERED', 'BANK_NOT_ASKED') AND closed_at IS NULL
                 AND coalesce(look_at, '-infinity') < ${LATE}`,
        parameters,
      },
      {
        why: 'is a suspension of an institution past its end',
        sql: `SELECT id FROM own_suspension WHERE state = 'active' AND expires_at < ${LATE}`,
        parameters,
      },
    ]);
  },
};
