import type { EntityManager } from 'typeorm';
import { newId } from '../../../../src/persistence/ids.js';
import type { PlantRow } from './exchange-plants.js';

/** Returns the part of the trail that a hold is on. */
async function partOf(m: EntityManager, holdId: string): Promise<string | undefined> {
  const [row] = await m.query<{ id: string }[]>('SELECT trail_link_id AS id FROM hold WHERE id = $1', [holdId]);
  return row?.id;
}

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
    'I24',
    'money that another power held until its time was over, while the complaint stands',
    async (m, { released }) => {
      await m.query(`UPDATE hold SET kind = 'aoc_suspension', state_reason = 'EXPIRED' WHERE id = $1`, [
        released.holdId,
      ]);
      await m.query(`UPDATE release_order SET reason = 'EXPIRED' WHERE hold_id = $1`, [released.holdId]);
      return partOf(m, released.holdId);
    },
    ['I16'], // nothing ordered it as that power
  ],
  [
    'I24',
    'a part that the money of a confirmed claim went on to, and that nobody ordered to hold',
    async (m, { continued }) => {
      const [from, id] = [await partOf(m, continued.holdId), newId()];
      await m.query(
        `INSERT INTO transfer SELECT (jsonb_populate_record(t, jsonb_build_object('id', $1::text, 'reference', 'UNHELD-1', 'amount_satang', 500,
                  'from_institution', t.to_institution, 'from_account_no', t.to_account_no, 'to_account_no', '9000000042'))).*
           FROM transfer t JOIN trail_link l ON l.transfer_id = t.id WHERE l.id = $2`,
        [id, from],
      );
      await m.query(
        `INSERT INTO trail_link SELECT (jsonb_populate_record(l, jsonb_build_object('id', $1::text, 'transfer_id', $1::text, 'parent_link_id', l.id,
                  'hop', 1, 'attributed_satang', 500, 'nth_account', 2))).* FROM trail_link l WHERE l.id = $2`,
        [id, from],
      );
      await m.query(
        `UPDATE hold SET reserved_satang = reserved_satang - 500, held_satang = held_satang - 500 WHERE id = $1`,
        [continued.holdId],
      );
      await m.query(
        `UPDATE stolen_sum SET reserved_satang = reserved_satang - 500 WHERE id = (SELECT stolen_sum_id FROM hold WHERE id = $1)`,
        [continued.holdId],
      );
      return id;
    },
    ['I13', 'I20', 'I3'], // its holds, receipts and answers know nothing of it
  ],
  [
    'I20',
    'a change that the next statement to its institution leaves out',
    (m, { released }) =>
      m.query(`UPDATE hold_change SET changed_at = changed_at - interval '1 hour' WHERE hold_id = $1`, [
        released.holdId,
      ]),
  ],
  [
    'I5',
    'an order that a notice would let last, whose own power ends later than its row allows',
    async (m, { continued }) => {
      const sql = `UPDATE hold_order SET power_ends_at = issued_at + interval '31 days', expires_at = issued_at + interval '32 days',
                          notice_id = (SELECT min(id) FROM notice) WHERE hold_id = $1 AND kind = 'continue_order' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [continued.holdId]);
      return row?.id;
    },
    ['I17'],
  ],
  [
    'I25',
    'an order of a complaint in place of an officer’s order that still ran',
    async (m, { continued }) => {
      await m.query(`UPDATE hold_order SET kind = 'aoc_suspension' WHERE hold_id = $1 AND kind = 'section7'`, [
        continued.holdId,
      ]);
      const sql = `UPDATE hold_order SET kind = 'section7' WHERE hold_id = $1 AND kind = 'continue_order' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [continued.holdId]);
      return row?.id;
    },
    ['I17'],
  ],
  [
    'I25',
    'a release by an officer of the centre while an officer’s notice lets the money stay',
    async (m, { released }) => {
      const [noticed] = await m.query<{ id: string; caseId: string }[]>(
        `SELECT h.id, h.case_id AS "caseId" FROM hold_notice hn JOIN notice n ON n.id = hn.notice_id AND n.kind = 'officer.notice' JOIN hold h ON h.id = hn.hold_id`,
      );
      await m.query(
        `INSERT INTO release_order SELECT (jsonb_populate_record(r, jsonb_build_object('id', $1::text, 'hold_id', $2::text, 'case_id', $3::text,
                  'ordered_at', clock_timestamp()))).* FROM release_order r WHERE r.hold_id = $4`,
        [newId(), noticed?.id, noticed?.caseId, released.holdId],
      );
      return noticed?.id;
    },
    ['I13', 'I23', 'I6', 'I7'], // nothing else of that release happened
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
