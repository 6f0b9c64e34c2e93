import type { EntityManager } from 'typeorm';
import { newId } from '../../../src/persistence/ids.js';
import { append } from './append-event.js';
import { ADVICE_PLANTS } from './plants/advice-plants.js';
import { ANSWER_PLANTS } from './plants/answer-plants.js';
import { CHECKPOINT_PLANTS } from './plants/checkpoint-plants.js';
import { EXCHANGE_PLANTS, type PlantRow } from './plants/exchange-plants.js';
import { GROUND_PLANTS } from './plants/ground-plants.js';
import { JUDGEMENT_PLANTS } from './plants/judgement-plants.js';
import { LEDGER_PLANTS } from './plants/ledger-plants.js';
import { LET_GO_PLANTS } from './plants/let-go-plants.js';
import { LINK_PLANTS } from './plants/link-plants.js';
import { GUARD_PLANTS } from './plants/guard-plants.js';
import { PARTY_PLANTS } from './plants/party-plants.js';
import { READING_PLANTS } from './plants/reading-plants.js';
import type { RichRecord } from './rich-record.js';
import { SESSION_PLANTS } from './plants/session-plants.js';
import { TRACE_PLANTS } from './plants/trace-plants.js';
import { TRAIL_PLANTS } from './plants/trail-plants.js';

/** For each invariant, ways to break it and nothing else, by hand in the tables. */
export const PLANTS: readonly PlantRow[] = [
  [
    'I1',
    'an order that rests on no request',
    (m, record) =>
      m.query('UPDATE hold_order SET freeze_request_id = NULL WHERE hold_id = $1', [record.suspended.holdId]),
  ],
  [
    'I1',
    'an approval given after the order was sent',
    (m, record) =>
      m.query(`UPDATE decision SET decided_at = decided_at + interval '1 hour' WHERE freeze_request_id = $1`, [
        record.suspended.freezeRequestId,
      ]),
    ['I17'],
  ],
  [
    'I1',
    'a legal basis that does not exist',
    (m, record) =>
      m
        .query(
          `UPDATE hold_order SET legal_basis = array_append(legal_basis, 'th/NO-LAW/2025-01-01') WHERE hold_id = $1`,
          [record.released.holdId],
        )
        .then(() =>
          m.query(`UPDATE exchange x SET legal_basis = o.legal_basis FROM hold_order o WHERE x.message_id = o.id`),
        ),
  ],
  [
    'I2',
    'a requester who approves',
    (m, record) =>
      m.query(`UPDATE freeze_request SET requested_by = 'supervisor-1' WHERE id = $1`, [
        record.suspended.freezeRequestId,
      ]),
  ],
  [
    'I2',
    'an approver without the role',
    (m, record) =>
      m.query(`UPDATE decision SET role = 'auditor' WHERE freeze_request_id = $1`, [record.suspended.freezeRequestId]),
  ],
  ...ADVICE_PLANTS,
  ...PARTY_PLANTS,
  ...GUARD_PLANTS,
  [
    'I2',
    'a listing asked for by the person who took the complaint',
    (m, record) =>
      m.query(
        `UPDATE directive SET requested_by = (SELECT opened_by FROM case_file WHERE id = case_id) WHERE id = $1`,
        [record.suspended.directiveId],
      ),
  ],
  [
    'I2',
    'an approval by a person who took a later call of the report before',
    async (m, { suspended }) => {
      const sql = `INSERT INTO complaint_addition (id, case_id, kind, body, received_at, received_by)
                   SELECT $1, r.case_id, 'supplement', '{}', d.decided_at, d.person FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id
                    WHERE r.id = $2`;
      await m.query(sql, [newId(), suspended.freezeRequestId]);
    },
    ['I13', 'I21'],
  ],
  [
    'I2',
    'a withdrawal confirmed by the person who took the complaint',
    (m, record) =>
      m.query(
        `UPDATE withdrawal SET decided_by = (SELECT opened_by FROM case_file WHERE id = case_id) WHERE case_id = $1`,
        [record.withdrawn.caseId],
      ),
  ],
  [
    'I2',
    'a correction confirmed by the person who took the complaint',
    (m, record) =>
      m.query(
        `UPDATE correction SET decided_by = (SELECT opened_by FROM case_file WHERE id = case_id) WHERE case_id = $1`,
        [record.corrected.caseId],
      ),
  ],
  [
    'I2',
    'a hold that ended by a correction which nobody confirmed',
    async (m, record) => {
      await m.query(
        `UPDATE correction SET state = 'lapsed', decided_by = NULL, decided_role = NULL, decision_reason = NULL, decided_at = NULL
          WHERE case_id = $1`,
        [record.corrected.caseId],
      );
      return record.corrected.holdId;
    },
    ['I13'],
  ],
  [
    'I2',
    'a complaint that one person withdrew',
    (m, record) => m.query(`UPDATE case_file SET withdrawn_at = now() WHERE id = $1`, [record.suspended.caseId]),
    ['LEDGER'],
  ],
  [
    'I2',
    'a refused listing that institutions get',
    (m, record) => m.query(`UPDATE directive SET state = 'refused' WHERE id = $1`, [record.suspended.directiveId]),
  ],
  [
    'I14',
    'the number of a listed person in an outbox entry',
    (m, record) =>
      m.query(
        `INSERT INTO outbox SELECT (jsonb_populate_record(h, jsonb_build_object('id', 'planted', 'message', '9900000000014'))).* FROM outbox h WHERE row_id = $1 LIMIT 1`,
        [record.suspended.holdId],
      ),
  ],
  ...LEDGER_PLANTS,
  [
    'I4',
    'a negative amount',
    async (m, record) => {
      await m.query('ALTER TABLE receipt DROP CONSTRAINT receipt_amount_satang_check');
      await m.query(`UPDATE receipt SET amount_satang = -1 WHERE hold_id = $1 AND kind = 'release'`, [
        record.released.holdId,
      ]);
    },
    ['GUARDS', 'I26'],
  ],
  [
    'I5',
    'an expiry later than the law allows',
    async (m, record) => {
      await m.query(`UPDATE hold_order SET expires_at = expires_at + interval '1 second' WHERE hold_id = $1`, [
        record.continued.holdId,
      ]);
      await m.query(`UPDATE hold SET expires_at = expires_at + interval '1 second' WHERE id = $1`, [
        record.continued.holdId,
      ]);
    },
    ['I17'],
  ],
  [
    'I5',
    'an order of an inquiry officer that came eight days after the complaint',
    (m, record) =>
      m.query(`UPDATE case_file SET opened_at = opened_at - interval '8 days' WHERE id = $1`, [
        record.continued.caseId,
      ]),
    ['I17'],
  ],
  [
    'I5',
    'an extension that replaces nothing',
    (m, record) =>
      m.query('UPDATE hold_order SET replaces_order_id = NULL WHERE hold_id = $1', [record.continued.holdId]),
  ],
  [
    'I6',
    'a hold that is live two hours after its end',
    (m, record) => backdate(m, record.twoHops.nextHoldId, '3 hours'),
    ['I17'],
  ],
  [
    'I6',
    'a release that nobody repeats',
    (m, record) =>
      m.query(
        `UPDATE outgoing_message SET next_attempt_at = next_attempt_at - interval '10 minutes' WHERE subject_id = $1`,
        [record.denied.holdId],
      ),
  ],
  [
    'I6',
    'a hold closed without an answer of its institution',
    (m, record) => m.query(`DELETE FROM receipt WHERE hold_id = $1 AND kind = 'release'`, [record.released.holdId]),
  ],
  [
    'I6',
    'an order that nobody answered, and nobody was called',
    (m, record) =>
      m.query(
        `UPDATE hold_order SET answered_at = NULL, issued_at = issued_at - interval '1 hour'
          WHERE hold_id = $1 AND sequence = (SELECT max(sequence) FROM hold_order WHERE hold_id = $1)`,
        [record.continued.holdId],
      ),
    ['I5', 'I17'],
  ],
  ['I7', 'a hold revived after its end', (m, record) => revive(m, record.released), ['I13', 'I20', 'I24', 'LEDGER']],
  [
    'I7',
    'a hold that stays live after its release was ordered',
    (m, record) => orderReleaseOnly(m, record.suspended),
    ['I17'],
  ],
  ['I8', 'two live holds of the same money', (m, record) => doubleHold(m, record.twoHops), ['GUARDS']],
  ['I8', 'a message kept twice', (m, record) => doubleMessage(m, record.released), ['GUARDS']],
  [
    'I9',
    'a complaint whose workflow nobody was to start',
    (m, record) => m.query(`DELETE FROM outbox WHERE workflow_id = 'complaint-' || $1`, [record.released.caseId]),
  ],
  [
    'I10',
    'one byte of a kept message changed',
    (m, record) =>
      m
        .query(
          `UPDATE inbox_message SET raw_body = set_byte(raw_body, 2, 65), body_sha256 = encode(sha256(set_byte(raw_body, 2, 65)), 'hex')
            WHERE case_id = $1 AND kind = 'hold.receipt'`,
          [record.released.caseId],
        )
        .then(() =>
          m.query(
            `UPDATE exchange x SET body_sha256 = i.body_sha256 FROM inbox_message i WHERE x.message_id = i.id AND x.direction = 'in'`,
          ),
        ),
    ['I21'],
  ],
  ['I10', 'a key of another party', (m) => m.query(`UPDATE party_key SET party = 'th-002' WHERE party = 'th-014'`)],
  ['I11', 'an answered question that is declined', (m, record) => declineAnswered(m, record.suspended), ['ANSWERS']],
  [
    'I12',
    'an applied receipt above the request',
    (m, record) =>
      m.query(`UPDATE receipt SET amount_satang = 100001 WHERE hold_id = $1 AND kind = 'hold'`, [
        record.released.holdId,
      ]),
    ['I26'],
  ],
  [
    'I12',
    'an excess that opened no break',
    (m, record) =>
      m.query('UPDATE break_record SET inbox_message_id = NULL WHERE hold_id = $1', [record.excess.holdId]),
  ],
  [
    'I13',
    'an audit event rewritten',
    (m, record) =>
      m.query(`UPDATE audit_event SET actor = 'somebody' WHERE chain = $1 AND sequence = 2`, [record.released.caseId]),
  ],
  [
    'I13',
    'a state without an event',
    (m, record) =>
      m.query(`UPDATE evidence_request SET state = 'declined' WHERE case_id = $1 AND agency = 'ccib'`, [
        record.suspended.caseId,
      ]),
    ['ANSWERS'],
  ],
  ...CHECKPOINT_PLANTS,
  ...TRACE_PLANTS,
  ...READING_PLANTS,
  ...GROUND_PLANTS,
  ...EXCHANGE_PLANTS,
  ...ANSWER_PLANTS,
  ...TRAIL_PLANTS,
  ...LET_GO_PLANTS,
  ...JUDGEMENT_PLANTS,
  ...LINK_PLANTS,
  ...SESSION_PLANTS,
];

type Story = RichRecord['released'];

/** Moves a hold and its one order into the past, and everything that was written with them. */
async function backdate(manager: EntityManager, holdId: string, by: string): Promise<void> {
  await manager.query(
    `UPDATE hold SET ordered_at = ordered_at - $2::interval, section7_from = section7_from - $2::interval, expires_at = expires_at - $2::interval WHERE id = $1`,
    [holdId, by],
  );
  await manager.query(
    `UPDATE hold_order SET issued_at = issued_at - $2::interval, expires_at = expires_at - $2::interval WHERE hold_id = $1`,
    [holdId, by],
  );
  await manager.query(
    `UPDATE exchange SET at = at - $2::interval WHERE message_id IN (SELECT id FROM hold_order WHERE hold_id = $1)`,
    [holdId, by],
  );
  await manager.query(
    `UPDATE disclosure d SET due_at = x.at FROM exchange x JOIN hold_order o ON o.id = x.message_id
      WHERE d.exchange_id = x.id AND o.hold_id = $1`,
    [holdId],
  );
}

async function revive(manager: EntityManager, { caseId, holdId }: Story): Promise<void> {
  await manager.query(`UPDATE hold SET state = 'held', held_satang = 0, ended_at = NULL WHERE id = $1`, [holdId]);
  const amounts = { heldSatang: '0', reservedSatang: '0' };
  await append(manager, caseId, 'hold.state', { holdId, from: 'released', to: 'held', ...amounts });
}

async function orderReleaseOnly(manager: EntityManager, { caseId, holdId }: Story): Promise<void> {
  const releaseOrderId = newId();
  await manager.query(
    `INSERT INTO release_order (id, hold_id, case_id, reason, legal_basis, ordered_by, ordered_at, acknowledged_at)
     VALUES ($1, $2, $3, 'EXPIRED', '{th/P-EXP/2025-04-13}', 'system', now(), now())`,
    [releaseOrderId, holdId, caseId],
  );
  await manager.query(
    `INSERT INTO outgoing_message (id, kind, party, case_id, subject_id, written_at, attempts, next_attempt_at, sent_at, acknowledged_at)
     SELECT $1, 'release.order', institution, case_id, id, now(), 1, now(), now(), now() FROM hold WHERE id = $2`,
    [releaseOrderId, holdId],
  );
  await append(manager, caseId, 'release.ordered', { releaseOrderId, holdId });
  await manager.query(
    `INSERT INTO exchange SELECT (jsonb_populate_record(x, jsonb_build_object('id', r.id, 'message_id', r.id, 'case_id', r.case_id,
            'party', h.institution, 'legal_basis', r.legal_basis, 'at', r.ordered_at))).*
       FROM exchange x, release_order r JOIN hold h ON h.id = r.hold_id
      WHERE r.id = $1 AND x.id = (SELECT min(id) FROM exchange WHERE kind = 'release.order')`,
    [releaseOrderId],
  );
}

/** Turns the second hop's hold, which has no answer yet, into one of the first credit. */
async function doubleHold(manager: EntityManager, { holdId, nextHoldId }: RichRecord['twoHops']): Promise<void> {
  await manager.query('DROP INDEX hold_one_live');
  await manager.query(
    `UPDATE hold h SET transfer_id = f.transfer_id, trail_link_id = f.trail_link_id, institution = f.institution, account_no = f.account_no, hop = f.hop
       FROM hold f WHERE f.id = $1 AND h.id = $2`,
    [holdId, nextHoldId],
  );
  await manager.query(
    `UPDATE exchange x SET party = h.institution FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE x.message_id = o.id AND h.id = $1`,
    [nextHoldId],
  );
  await manager.query(
    `UPDATE outgoing_message m SET party = h.institution FROM hold h WHERE m.subject_id = h.id AND h.id = $1`,
    [nextHoldId],
  );
}

async function doubleMessage(manager: EntityManager, { caseId }: Story): Promise<void> {
  const id = newId();
  await manager.query('ALTER TABLE inbox_message DROP CONSTRAINT inbox_message_party_message_key_key');
  await manager.query(
    `INSERT INTO inbox_message SELECT (jsonb_populate_record(m, jsonb_build_object('id', $2::text))).*
       FROM inbox_message m WHERE case_id = $1 AND kind = 'hold.receipt' LIMIT 1`,
    [caseId, id],
  );
  await append(manager, caseId, 'message.applied', { messageId: id, outcome: 'DUPLICATE' });
  const exchangeId = newId();
  await manager.query(
    `INSERT INTO exchange SELECT (jsonb_populate_record(x, jsonb_build_object('id', $2::text, 'message_id', $3::text))).*
       FROM exchange x WHERE case_id = $1 AND kind = 'hold.receipt' LIMIT 1`,
    [caseId, exchangeId, id],
  );
  await manager.query(
    'INSERT INTO disclosure (exchange_id, case_id, due_at) SELECT id, case_id, at FROM exchange WHERE id = $1',
    [exchangeId],
  );
}

async function declineAnswered(manager: EntityManager, { caseId }: { caseId: string }): Promise<void> {
  const [request] = await manager.query<[{ id: string }[], number]>(
    `UPDATE evidence_request SET state = 'declined' WHERE case_id = $1 AND state = 'answered' RETURNING id`,
    [caseId],
  );
  await append(manager, caseId, 'evidence_request.state', {
    requestId: request[0]?.id,
    from: 'answered',
    to: 'declined',
  });
}
