import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../../../src/persistence/audit/append-audit.js';
import { append } from '../append-event.js';
import type { PlantRow } from './exchange-plants.js';
import type { RichRecord } from '../rich-record.js';

/** Ways to put personal data where it must not be, and to change what people said or when. */
export const TRACE_PLANTS: readonly PlantRow[] = [
  ['I14', 'a name in an audit event', (m, record) => audited(m, record, { by: 'Somying Test' })],
  ['I14', 'a citizen id in an event of another case', (m, record) => audited(m, record, { id: '9-1234-56789-01-0' })],
  [
    'I14',
    'a citizen id shown as the masked form of a subject',
    async (m, { released: { caseId } }) => {
      await m.query(
        `INSERT INTO link_key (case_id, kind, key, masked, source, source_id, since)
         VALUES ($1, 'person', repeat('c', 64), '9123456789010', 'complaint', $1, now())`,
        [caseId],
      );
      return `subject person of ${caseId}`;
    },
  ],
  ['I14', 'an account number within a text', (m, record) => audited(m, record, { at: 'paid to 9000000002.' })],
  [
    'I14',
    'a narrative within an answer that is repeated',
    async (m, { released }) => {
      await m.query(
        `UPDATE idempotency SET response = response || '{"readOut": "We read: A synthetic report for tests. Thank you."}' WHERE response->>'id' = $1`,
        [released.caseId],
      );
      return idOf(m, `SELECT key AS id FROM idempotency WHERE response->>'id' = $1`, released.caseId);
    },
  ],
  [
    'I14',
    'the statement of an appellant as the reason of a finding',
    async (m, { noticed }) => {
      const reason = JSON.stringify([{ en: 'The money was paid for goods in my shop.' }]);
      const id = await idOf(m, 'SELECT id FROM finding WHERE case_id = $1 ORDER BY id LIMIT 1', noticed.caseId);
      await m.query(`UPDATE finding SET reasons = $2 WHERE id = $1`, [id, reason]);
      return id;
    },
  ],
  [
    'I14',
    'the holder’s secret kept after the answer',
    async (m, { released }) => {
      await m.query(`UPDATE hold SET appeal_secret = 'ABCD-EFGH-JKMN' WHERE id = $1`, [released.holdId]);
      return released.holdId;
    },
    ['I21'],
  ],
  [
    'I17',
    'an own suspension that began before the finding from which its time is counted',
    async (m, { suspected }) => {
      await m.query(`UPDATE own_suspension SET suspended_at = found_at - interval '6 days' WHERE id = $1`, [
        suspected.suspensionId,
      ]);
      return suspected.suspensionId;
    },
  ],
  [
    'I17',
    'an own suspension of what the institution had suspended before, in other words',
    async (m, { suspected }) => {
      const changed = `jsonb_build_object('id', 'z' || $1::text, 'amount_satang', 1`;
      await m.query(
        `INSERT INTO transfer SELECT (jsonb_populate_record(t, ${changed}, 'contested', true))).*
           FROM transfer t JOIN own_suspension o ON o.transfer_id = t.id WHERE o.id = $1`,
        [suspected.suspensionId],
      );
      await m.query(
        `INSERT INTO own_suspension SELECT (jsonb_populate_record(o, ${changed}, 'transfer_id', 'z' || $1::text))).*
           FROM own_suspension o WHERE o.id = $1`,
        [suspected.suspensionId],
      );
      return `z${suspected.suspensionId}`;
    },
    ['I13'], // it has no event of its own
  ],
  [
    'I17',
    'an event before the one before it',
    async (m, { released }) => {
      const [last]: { at: Date }[] = await m.query('SELECT max(at) AS at FROM audit_event WHERE chain = $1', [
        released.caseId,
      ]);
      const earlier = new Date((last?.at.getTime() ?? 0) - 300_000);
      await appendAudit(m, released.caseId, 'system', earlier, [{ type: 'supervisor.informed', payload: {} }]);
      return released.caseId;
    },
  ],
  [
    'I17',
    'a judgement in the future',
    async (m, { released }) => {
      const id = await idOf(m, 'SELECT id FROM finding WHERE case_id = $1 ORDER BY id LIMIT 1', released.caseId);
      await m.query(`UPDATE finding SET judged_at = judged_at + interval '1 hour' WHERE id = $1`, [id]);
      return id;
    },
    ['JUDGED'],
  ],
  [
    'I17',
    'a question with a longer time than its rule',
    async (m, { suspended }) => {
      await m.query(
        `UPDATE evidence_request SET deadline_at = deadline_at + interval '1 second' WHERE case_id = $1 AND agency = 'bot'`,
        [suspended.caseId],
      );
      return idOf(m, `SELECT id FROM evidence_request WHERE case_id = $1 AND agency = 'bot'`, suspended.caseId);
    },
  ],
  [
    'I17',
    'an officer’s notice whose time begins earlier than it tells',
    async (m, { noticed }) => {
      const earlier = `officer_notified_at = officer_notified_at - interval '1 second'`;
      const ofOfficer = `kind = 'officer.notice' AND case_id <> $1`;
      await m.query(`UPDATE notice SET ${earlier} WHERE ${ofOfficer}`, [noticed.caseId]);
      return idOf(m, `SELECT id FROM notice WHERE ${ofOfficer}`, noticed.caseId);
    },
    ['I5'],
  ],
  [
    'I17',
    'an order that ends before its rule says',
    async (m, { released }) => {
      const sooner = `expires_at = expires_at - interval '1 minute'`;
      await m.query(`UPDATE hold_order SET ${sooner} WHERE hold_id = $1`, [released.holdId]);
      await m.query(`UPDATE hold SET ${sooner} WHERE id = $1`, [released.holdId]);
      return idOf(m, 'SELECT id FROM hold_order WHERE hold_id = $1 AND sequence = 1', released.holdId);
    },
  ],
  ...['remind_at', 'escalate_at', 'expires_at'].map((clock): PlantRow => [
    'I17',
    `a request with a later ${clock} than its rule gives`,
    async (m, { suspended: { freezeRequestId } }) => {
      await m.query(`UPDATE freeze_request SET ${clock} = ${clock} + interval '1 minute' WHERE id = $1`, [
        freezeRequestId,
      ]);
      return freezeRequestId;
    },
  ]),
  [
    'I21',
    'evidence with another hash',
    async (m, { suspended }) => {
      await m.query(`UPDATE evidence SET raw_sha256 = repeat('0', 64) WHERE case_id = $1`, [suspended.caseId]);
      return idOf(m, 'SELECT id FROM evidence WHERE case_id = $1 ORDER BY id LIMIT 1', suspended.caseId);
    },
    ['I10'],
  ],
  [
    'I21',
    'a receipt whose stored content differs from its signed bytes',
    async (m, { released }) => {
      const sql = `SELECT id FROM inbox_message WHERE case_id = $1 AND kind = 'hold.receipt' ORDER BY id LIMIT 1`;
      const id = await idOf(m, sql, released.caseId);
      await m.query(`UPDATE inbox_message SET content = content || '{"result": "NO_FUNDS"}' WHERE id = $1`, [id]);
      return id;
    },
  ],
  [
    'I21',
    'a complaint about another transfer than the signed record names',
    async (m, { released }) => {
      await m.query(`UPDATE complaint SET body = jsonb_set(body, '{transfers,0,amountSatang}', '"1"') WHERE id = $1`, [
        released.caseId,
      ]);
      return released.caseId;
    },
  ],
  [
    'I21',
    'a fact of the victim that nobody told later',
    async (m, { released: { caseId } }) => {
      await m.query(`UPDATE complaint SET known = '{"victim": {"email": "nobody@example.com"}}' WHERE id = $1`, [
        caseId,
      ]);
      return caseId;
    },
  ],
  [
    'I21',
    'another debited account than was reported',
    async (m, { released: { caseId } }) => {
      await m.query(`UPDATE case_file SET victim_account_no = '9000000009' WHERE id = $1`, [caseId]);
      return caseId;
    },
  ],
  [
    'I21',
    'a record of section 8 that was rewritten',
    async (m, { released }) => {
      await m.query(`UPDATE call_record SET document = document || '{"channel": "online"}' WHERE case_id = $1`, [
        released.caseId,
      ]);
      return released.caseId;
    },
  ],
  [
    'I21',
    'an addition that was rewritten',
    async (m) => {
      const id = await idOf(m, 'SELECT min(id) AS id FROM complaint_addition WHERE $1::text IS NOT NULL', 'any');
      await m.query(`UPDATE complaint_addition SET body = '{"note": "else"}' WHERE id = $1`, [id]);
      return id;
    },
  ],
  [
    'I21',
    'an appellant’s words that were rewritten',
    async (m, { noticed }) => {
      await m.query(`UPDATE appeal_filing SET statement = 'else' WHERE appeal_id = $1`, [noticed.appealId]);
      return idOf(m, 'SELECT id FROM appeal_filing WHERE appeal_id = $1', noticed.appealId);
    },
  ],
];

/** Appends an event with too much in it, as the product appends events. */
async function audited(
  manager: EntityManager,
  { released }: RichRecord,
  payload: Record<string, string>,
): Promise<string> {
  await append(manager, released.caseId, 'supervisor.informed', payload);
  return released.caseId;
}

/** Returns the id from a query for one row with one parameter. */
async function idOf(manager: EntityManager, sql: string, parameter: string): Promise<string> {
  const [row]: { id: string }[] = await manager.query(sql, [parameter]);
  if (row === undefined) throw new Error(`no row: ${sql}`);
  return row.id;
}
