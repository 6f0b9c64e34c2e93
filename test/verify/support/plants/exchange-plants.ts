import type { EntityManager } from 'typeorm';
import { newId } from '../../../../src/persistence/ids.js';
import type { RichRecord } from '../rich-record.js';

/** Breaks something by hand in the tables. A returned text is the id that must be reported. */
export type Plant = (manager: EntityManager, record: RichRecord) => Promise<unknown>;

/**
 * A way to break an invariant; `others` are broken with it, because they guard the same thing from
 * another side.
 */
export type PlantRow = readonly [id: string, why: string, plant: Plant, others?: readonly string[]];

/** Ways to break the exchanges and nothing else. */
export const EXCHANGE_PLANTS: readonly PlantRow[] = [
  [
    'I23',
    'an order whose disclosure is not on record',
    (m, record) =>
      m.query(
        `DELETE FROM exchange WHERE kind = 'hold.order' AND message_id IN (SELECT id FROM hold_order WHERE hold_id = $1)`,
        [record.released.holdId],
      ),
  ],
  [
    'I23',
    'a receipt whose disclosure is not on record',
    (m, record) =>
      m.query(`DELETE FROM exchange WHERE case_id = $1 AND kind = 'hold.receipt'`, [record.released.caseId]),
  ],
  [
    'I23',
    'a listing that was sent without its exchange',
    (m, record) =>
      m.query(`DELETE FROM exchange WHERE case_id = $1 AND kind = 'listing.notice' AND party = 'th-002'`, [
        record.suspended.caseId,
      ]),
  ],
  [
    'I23',
    'a listing that no message brings to an institution any more',
    async (m, record) => {
      const sql = `DELETE FROM outgoing_message WHERE case_id = $1 AND kind = 'listing.notice' AND party = 'th-002'`;
      await m.query(sql, [record.suspended.caseId]);
    },
  ],
  [
    'I23',
    'a result of a suspension whose disclosure is not on record',
    async (m, { suspected }) => {
      const sql = `DELETE FROM exchange WHERE case_id = $1 AND kind = 'suspension.result' RETURNING message_id AS id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [suspected.caseId]);
      return row?.id;
    },
  ],
  [
    'I23',
    'an answer to a suspicion whose disclosure is not on record',
    async (m, { suspected }) => {
      await m.query(`DELETE FROM exchange WHERE kind = 'notice.answer' AND message_id = $1`, [suspected.noticeId]);
      return suspected.noticeId;
    },
  ],
  [
    'I15',
    'an answer to a bank that did not ask',
    async (m, { suspected }) => {
      const sql = `UPDATE exchange SET party = 'th-002' WHERE case_id = $1 AND kind = 'appeal.answer' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [suspected.caseId]);
      return row?.id;
    },
    ['I23'],
  ],
  [
    'I23',
    'a disclosure written after its message',
    (m, record) =>
      m.query(`UPDATE exchange SET at = at + interval '1 second' WHERE case_id = $1 AND kind = 'evidence.question'`, [
        record.suspended.caseId,
      ]),
  ],
  [
    'I23',
    'a disclosure with another basis than its message',
    (m, record) =>
      m.query(
        `UPDATE exchange SET legal_basis = '{th/SHARE-4/2025-04-13}' WHERE case_id = $1 AND kind = 'release.order'`,
        [record.released.caseId],
      ),
  ],
  [
    'I23',
    'a disclosure with the hash of other bytes',
    (m, record) =>
      m.query(`UPDATE exchange SET body_sha256 = repeat('0', 64) WHERE case_id = $1 AND direction = 'in'`, [
        record.released.caseId,
      ]),
  ],
  [
    'I23',
    'a disclosure of no message',
    (m, record) =>
      m.query(
        `INSERT INTO exchange SELECT (jsonb_populate_record(x, jsonb_build_object('id', $2::text, 'message_id', $2::text))).*
           FROM exchange x WHERE case_id = $1 AND kind = 'release.order'`,
        [record.released.caseId, newId()],
      ),
  ],
  [
    'I23',
    'a disclosure under a rule that nobody made',
    (m, record) =>
      m.query(
        `UPDATE exchange SET legal_basis = '{th/NO-LAW/2025-01-01}' WHERE case_id = $1 AND kind = 'hold.receipt'`,
        [record.released.caseId],
      ),
  ],
  [
    'I23',
    'a disclosure under a memorandum of another day',
    (m, record) =>
      m.query(`UPDATE exchange SET system_version = 'AOC-1441/1' WHERE case_id = $1`, [record.released.caseId]),
  ],
  [
    'I23',
    'a disclosure that waits for no share notice',
    (m, record) => m.query('DELETE FROM disclosure WHERE case_id = $1', [record.released.caseId]),
  ],
  [
    'I23',
    'a disclosure that counts as notified without a share notice',
    (m, record) => m.query(`UPDATE disclosure SET batch_id = 'none' WHERE case_id = $1`, [record.released.caseId]),
  ],
];
