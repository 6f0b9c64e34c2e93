import type { PlantRow } from './exchange-plants.js';

/** Ways to make sums, claims, trails and what cases show disagree, and nothing else. */
export const TRAIL_PLANTS: readonly PlantRow[] = [
  [
    'LEDGER',
    'a case that says that nothing is held of its money',
    (m, record) => m.query(`UPDATE case_file SET status = 'received' WHERE id = $1`, [record.continued.caseId]),
    ['I13'],
  ],
  [
    'LEDGER',
    'a withdrawn complaint that still claims',
    (m, record) => m.query('UPDATE claim SET ended_at = NULL WHERE case_id = $1', [record.withdrawn.caseId]),
  ],
  [
    'I25',
    'a release as withdrawn though the complaint still stood',
    async (m, { withdrawn }) => {
      await m.query(
        `UPDATE case_file f SET withdrawn_at = r.ordered_at + interval '1 millisecond'
           FROM release_order r WHERE r.hold_id = $2 AND f.id = $1`,
        [withdrawn.caseId, withdrawn.holdId],
      );
      await m.query(
        `UPDATE withdrawal w SET decided_at = f.withdrawn_at FROM case_file f WHERE f.id = w.case_id AND f.id = $1`,
        [withdrawn.caseId],
      );
      return withdrawn.holdId;
    },
  ],
  [
    'I25',
    'a release by a person who does not hold its power',
    async (m, { released }) => {
      await m.query(`UPDATE release_order SET ordered_role = 'auditor' WHERE hold_id = $1`, [released.holdId]);
      return released.holdId;
    },
  ],
  [
    'I3',
    'a debit of which more is ascribed to a part than it was of',
    (m, record) =>
      m.query(
        `UPDATE transfer SET amount_satang = (SELECT l.attributed_satang - 1 FROM trail_link l JOIN hold h ON h.trail_link_id = l.id WHERE h.id = $1)
          WHERE id = (SELECT transfer_id FROM hold WHERE id = $1)`,
        [record.twoHops.nextHoldId],
      ),
  ],
  [
    'LEDGER',
    'a hop that the trail does not have',
    (m, record) => m.query('UPDATE hold SET hop = hop + 1 WHERE id = $1', [record.twoHops.nextHoldId]),
  ],
  [
    'LEDGER',
    'a part that left another account than it reached',
    (m, record) =>
      m.query(
        `UPDATE transfer SET from_account_no = '9000000009' WHERE id = (SELECT transfer_id FROM hold WHERE id = $1)`,
        [record.twoHops.nextHoldId],
      ),
  ],
  [
    'LEDGER',
    'more money going on than arrived',
    (m, record) =>
      m.query(
        `UPDATE trail_link SET attributed_satang = 9000000 WHERE id = (SELECT trail_link_id FROM hold WHERE id = $1)`,
        [record.twoHops.nextHoldId],
      ),
  ],
];
