import type { PlantRow } from './exchange-plants.js';

/** Ways to make a bank's word on what it let go differ from the database, and nothing else. */
export const LET_GO_PLANTS: readonly PlantRow[] = [
  [
    'I26',
    'an applied release of less than was held',
    (m, record) =>
      m.query(`UPDATE receipt SET amount_satang = 2500 WHERE hold_id = $1 AND kind = 'release'`, [
        record.released.holdId,
      ]),
  ],
  [
    'I26',
    'an applied release of nothing, before the time of the hold was over',
    (m, record) =>
      m.query(`UPDATE receipt SET amount_satang = 0, result = 'NOTHING_HELD' WHERE hold_id = $1 AND kind = 'release'`, [
        record.released.holdId,
      ]),
  ],
  [
    'I26',
    'a release that is not believed and opened no break',
    (m, record) =>
      m.query(
        `UPDATE receipt SET applied = false, not_applied_reason = 'NOT_WHAT_WAS_HELD' WHERE hold_id = $1 AND kind = 'release'`,
        [record.released.holdId],
      ),
  ],
  [
    'I26',
    'a debit that was followed although it left before the money arrived',
    (m, record) =>
      m.query(
        `UPDATE transfer SET transferred_at = transferred_at - interval '1 day' WHERE id = (SELECT transfer_id FROM hold WHERE id = $1)`,
        [record.twoHops.nextHoldId],
      ),
  ],
];
