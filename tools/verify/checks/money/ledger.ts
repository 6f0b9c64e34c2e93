import { claimStandsSql } from '../../../../src/application/case/money/claim-stands-sql.js';
import { ENDED_HOLD_STATES, LIVE_HOLD_STATES, STILL_HELD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { STANDS_BESIDE } from '../../confirmed-beside.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** A case's status may lag behind while its workflow has an unread outbox entry. */
const UP_TO_DATE = `NOT EXISTS (
  SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || f.id AND u.read_at IS NULL)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is closed although a hold on money that it claims goes on',
    sql: `SELECT f.id FROM case_file f WHERE f.closed_at IS NOT NULL AND ${UP_TO_DATE} AND EXISTS (
             SELECT 1 FROM claim c JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id
              WHERE c.case_id = f.id AND h.state NOT IN (${sqlList(ENDED_HOLD_STATES)}) AND ${claimStandsSql('c')})`,
  },
  {
    why: 'says that nothing is held or under way although a hold on money that it claims is',
    sql: `SELECT f.id FROM case_file f WHERE f.status = 'received' AND ${UP_TO_DATE} AND EXISTS (
             SELECT 1 FROM claim c JOIN hold h ON h.stolen_sum_id = c.stolen_sum_id
              WHERE c.case_id = f.id AND h.state IN (${sqlList(STILL_HELD_STATES)}) AND ${claimStandsSql('c')})`,
  },
  {
    why: 'shows another amount stolen than the transfers it claims',
    sql: `SELECT f.id FROM case_file f WHERE f.stolen_satang <> (
             SELECT coalesce(sum(s.amount_satang), 0) FROM stolen_sum s JOIN claim c ON c.stolen_sum_id = s.id WHERE c.case_id = f.id AND c.reported)`,
  },
  {
    why: 'is another amount than the transfer it began with',
    sql: `SELECT s.id FROM stolen_sum s JOIN transfer t ON t.id = s.transfer_id WHERE s.amount_satang <> t.amount_satang`,
  },
  {
    why: 'nobody claims it',
    sql: `SELECT s.id FROM stolen_sum s
           WHERE NOT EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = s.id AND c.case_id = s.case_id)`,
  },
  {
    why: 'claims go on although the complaint was withdrawn',
    sql: `SELECT f.id FROM case_file f JOIN claim c ON c.case_id = f.id
           WHERE f.withdrawn_at IS NOT NULL AND c.ended_at IS NULL AND ${UP_TO_DATE}`,
  },
  {
    why: 'a claim ended although the complaint stands, and no correction replaced it',
    sql: `SELECT f.id FROM case_file f JOIN claim c ON c.case_id = f.id
           WHERE f.withdrawn_at IS NULL AND c.ended_at IS NOT NULL AND c.corrected_by IS NULL
             -- What a victim told his bank ends with his complaint.
             AND NOT (f.told_bank_at IS NOT NULL AND EXISTS (
               SELECT 1 FROM claim o JOIN case_file w ON w.id = o.case_id
                WHERE o.stolen_sum_id = c.stolen_sum_id AND w.withdrawn_at <= c.ended_at
                  AND (w.victim_institution, w.victim_account_no) = (f.victim_institution, f.victim_account_no)))`,
  },
  {
    why: 'is live by section 7 although nobody claims its money any more, or although its debit was denied',
    sql: `SELECT h.id FROM hold h JOIN case_file f ON f.id = h.case_id JOIN stolen_sum s ON s.id = h.stolen_sum_id
            LEFT JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
           WHERE h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND ${UP_TO_DATE}
             AND h.kind = 'section7' AND (d.state = 'denied' AND NOT ${STANDS_BESIDE('s.transfer_id')}
                   OR NOT EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = s.id AND c.ended_at IS NULL))`,
  },
  {
    why: 'stands at another sum, credit or hop than its part of the trail',
    sql: `SELECT h.id FROM hold h JOIN trail_link l ON l.id = h.trail_link_id
           WHERE (l.stolen_sum_id, l.transfer_id, l.hop) <> (h.stolen_sum_id, h.transfer_id, h.hop)`,
  },
  {
    why: 'continues a part that did not reach the account it left, or of another sum',
    sql: `SELECT l.id FROM trail_link l JOIN trail_link p ON p.id = l.parent_link_id JOIN transfer t ON t.id = l.transfer_id
            JOIN transfer c ON c.id = p.transfer_id
           WHERE l.stolen_sum_id <> p.stolen_sum_id OR l.hop <> p.hop + 1
              OR (t.from_institution, t.from_account_no) IS DISTINCT FROM (c.to_institution, c.to_account_no)`,
  },
  {
    why: 'went on in more parts than arrived',
    sql: `SELECT p.id FROM trail_link p JOIN trail_link l ON l.parent_link_id = p.id
           GROUP BY p.id HAVING sum(l.attributed_satang) > p.attributed_satang`,
  },
];

/** The ledger: sums, claims and the status that cases show agree with the holds. */
export const ledger: Check = {
  id: 'LEDGER',
  title: 'sums, claims, trails and the cases that show them agree',
  run: ({ manager }) =>
    applySqlRules(
      manager,
      'SELECT (SELECT count(*) FROM case_file) + (SELECT count(*) FROM stolen_sum) + (SELECT count(*) FROM claim)',
      RULES,
    ),
};
