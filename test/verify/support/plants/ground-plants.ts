import type { EntityManager } from 'typeorm';
import { newId } from '../../../../src/persistence/ids.js';
import type { PlantRow } from './exchange-plants.js';

/** Leaves a case with a transfer that nobody completed and that its complaint does not tell of. */
async function leaveIncomplete(m: EntityManager, caseId: string): Promise<string> {
  const id = newId();
  await m.query(`INSERT INTO incomplete_transfer (id, case_id, no, told_no, state) VALUES ($1, $2, 1, 1, 'open')`, [
    id,
    caseId,
  ]);
  return id;
}

/** Lets the transfer of a case be what its bank found, adopted by `by` (SQL about the question `d`). */
async function adoptFoundBy(m: EntityManager, caseId: string, by: string): Promise<string> {
  const id = await leaveIncomplete(m, caseId);
  await m.query('UPDATE debit_confirmation SET incomplete_transfer_id = $1 WHERE case_id = $2', [id, caseId]);
  await m.query(
    `UPDATE incomplete_transfer i SET state = 'completed', transfer_id = d.transfer_id, settled_at = now(), settled_by = ${by}
       FROM debit_confirmation d WHERE d.incomplete_transfer_id = i.id AND i.id = $1`,
    [id],
  );
  return id;
}

/** Writes an approved directive about numbers by hand, decided as another one was; returns its id. */
async function directive(
  m: EntityManager,
  like: string,
  row: { kind: 'telecom' | 'telecom_lift'; numbers: string[]; liftsId?: string; kept?: string[] },
): Promise<string> {
  const sql = `INSERT INTO directive (id, case_id, kind, subject, lifts_id, kept, reason, rule_row_id, state, requested_by, requested_role, requested_at,
                                      decided_by, decided_role, decision_reason, decided_at)
               SELECT $1, d.case_id, $3, jsonb_build_object('kind', 'numbers', 'values', $4::jsonb), $5, $6, d.reason, d.rule_row_id, d.state,
                      d.requested_by, d.requested_role, d.requested_at, d.decided_by, d.decided_role, d.decision_reason, d.decided_at
                 FROM directive d WHERE d.id = $2`;
  const id = newId();
  await m.query(sql, [id, like, row.kind, JSON.stringify(row.numbers), row.liftsId ?? null, row.kept ?? null]);
  return id;
}

/**
 * Ways to leave a hold without its ground, to give a party what belongs to another, or to leave a
 * case without an owner.
 */
export const GROUND_PLANTS: readonly PlantRow[] = [
  [
    'I24',
    'a claim that is not marked as contested, though another says something else of its reference',
    (m) => m.query(`UPDATE transfer SET contested = false WHERE reference = 'RIVAL-RECORD' AND amount_satang = 2500`),
  ],
  [
    'I24',
    'a complaint that was answered with neither a hold nor a reason',
    (m, { rivals }) =>
      m.query(
        `UPDATE idempotency SET response = jsonb_set(response, '{notOrderedBecause}', '[]') WHERE response->>'id' = $1`,
        [rivals.coveredCaseId],
      ),
  ],
  [
    'I15',
    'an order at an account that the money did not reach',
    async (m, { twoHops }) => {
      await m.query(`UPDATE hold SET account_no = '9000000099' WHERE id = $1`, [twoHops.nextHoldId]);
      return twoHops.nextHoldId;
    },
    ['I3'],
  ],
  [
    'I4',
    'a case that says that nothing was stolen, though it claims money',
    async (m, { released }) => {
      await m.query('UPDATE case_file SET stolen_satang = 0 WHERE id = $1', [released.caseId]);
      return released.caseId;
    },
    ['LEDGER'],
  ],
  [
    'I15',
    'a search for a transfer at another institution than that of the victim',
    async (m, { released }) => {
      const transferId = await leaveIncomplete(m, released.caseId);
      const sql = `INSERT INTO debit_confirmation (id, incomplete_transfer_id, case_id, institution, state, asked_at, deadline_at, ask_by)
                   VALUES ($1, $1, $2, 'wallet-x', 'denied', now(), now(), now())`;
      await m.query(sql, [transferId, released.caseId]);
      return transferId;
    },
    ['I13', 'I17', 'I19', 'I23'],
  ],
  [
    'I15',
    'a protected number that was cut off',
    (m, { suspended }) => directive(m, suspended.directiveId, { kind: 'telecom', numbers: ['02-888-8888'] }),
  ],
  [
    'I15',
    'a number given back that another cut-off keeps',
    async (m, { suspended: { directiveId } }) => {
      const [cutOff] = [
        await directive(m, directiveId, { kind: 'telecom', numbers: ['0899999911'] }),
        await directive(m, directiveId, { kind: 'telecom', numbers: ['+66 89 999 9911'] }),
      ];
      return directive(m, directiveId, { kind: 'telecom_lift', numbers: ['0899999911'], liftsId: cutOff, kept: [] });
    },
  ],
  [
    'I15',
    'a number left cut off that no other cut-off keeps',
    async (m, { suspended: { directiveId } }) => {
      const numbers = ['0899999912'];
      const [cutOff, other] = [
        await directive(m, directiveId, { kind: 'telecom', numbers }),
        await directive(m, directiveId, { kind: 'telecom', numbers }),
      ];
      await directive(m, directiveId, { kind: 'telecom_lift', numbers, liftsId: cutOff, kept: numbers });
      return directive(m, directiveId, { kind: 'telecom_lift', numbers, liftsId: other, kept: numbers });
    },
  ],
  [
    'I15',
    'a question about an account of another case',
    async (m, { suspended }) => {
      const sql = `UPDATE evidence_request SET subjects = jsonb_set(subjects, '{accounts,0,accountNo}', '"9000000099"')
                    WHERE case_id = $1 AND agency = 'bot' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [suspended.caseId]);
      return row?.id;
    },
  ],
  [
    'I15',
    'a receipt for the order of another hold',
    async (m, { released, suspended }) => {
      const sql = `UPDATE receipt SET order_id = (SELECT id FROM hold_order WHERE hold_id = $2 LIMIT 1)
                    WHERE hold_id = $1 AND kind = 'release' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [released.holdId, suspended.holdId]);
      return row?.id;
    },
  ],
  [
    'I16',
    'a hold of section 7 though the holder did not report',
    async (m, { released }) => {
      await m.query('UPDATE case_file SET holder_reports = false WHERE id = $1', [released.caseId]);
      return released.holdId;
    },
    // Without the holder's complaint its time is that of a notice.
    ['I17', 'I5'],
  ],
  [
    'I16',
    'a confirmed debit of which somebody says that its bank took it back',
    async (m, { released }) => {
      const sql = `UPDATE debit_confirmation d SET state = 'unknown', reason = 'TAKEN_BACK' FROM stolen_sum s JOIN claim c ON c.stolen_sum_id = s.id
                    WHERE s.transfer_id = d.transfer_id AND c.case_id = $1 RETURNING d.id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [released.caseId]);
      return row?.id;
    },
    ['I13'],
  ],
  [
    'I16',
    'a transfer that a bank found, adopted without its word on the holder',
    (m, { released }) => adoptFoundBy(m, released.caseId, 'd.institution'),
    ['I13', 'I19'],
  ],
  [
    'I16',
    'a transfer that was adopted though the victim told about another sum',
    async (m, { released }) => {
      const id = await adoptFoundBy(m, released.caseId, `'officer-9'`);
      await m.query(
        `UPDATE complaint SET body = jsonb_set(body, '{incompleteTransfers}', '[{"aboutAmountSatang": "1"}]') WHERE id = $1`,
        [released.caseId],
      );
      return id;
    },
    ['I13'],
  ],
  [
    'I2',
    'a transfer that a bank found, adopted by who took the complaint',
    (m, { released }) =>
      adoptFoundBy(m, released.caseId, '(SELECT c.received_by FROM complaint c WHERE c.id = d.case_id)'),
    ['I13', 'I19'],
  ],
  [
    'I16',
    'more searches of an account than the policy allows',
    async (m, { released }) => {
      await m.query(
        `UPDATE rule_row SET body = jsonb_set(body, '{parameters,maxSearches}', '0') WHERE rule_id = 'P-LIMIT'`,
      );
      const transferId = await leaveIncomplete(m, released.caseId);
      const sql = `INSERT INTO debit_confirmation (id, incomplete_transfer_id, case_id, institution, state, asked_at, deadline_at, ask_by)
                   SELECT $1, $1, id, victim_institution, 'denied', now(), now(), now() FROM case_file WHERE id = $2`;
      await m.query(sql, [transferId, released.caseId]);
      return transferId;
    },
    ['I13', 'I17', 'I19', 'I23'],
  ],
  [
    'I16',
    'more orders at an account than may wait for the confirmation of their debit',
    (m) =>
      m.query(`UPDATE rule_row SET body = jsonb_set(body, '{parameters,maxAtAccount}', '0') WHERE rule_id = 'P-LIMIT'`),
  ],
  [
    'I16',
    'an order that nobody decided on for less than the policy asks',
    (m) =>
      m.query(
        `UPDATE rule_row SET body = jsonb_set(body, '{parameters,minAtAccountSatang}', '99999999999') WHERE rule_id = 'P-SMALL'`,
      ),
  ],
  [
    'I1',
    'an order of section 6 that cites another paragraph than its notice',
    async (m, { suspected }) => {
      const officers = `(SELECT row_id FROM rule_row WHERE rulebook = 'th' AND rule_id = 'OFF-6B' ORDER BY effective_from DESC LIMIT 1)`;
      await m.query(`UPDATE hold_notice SET rule_row_id = ${officers} WHERE hold_id = $1`, [suspected.holdId]);
      return orderOf(m, suspected.holdId);
    },
  ],
  [
    'I16',
    'a hold of section 6 whose notice is gone',
    async (m, { suspected }) => {
      await m.query('DELETE FROM hold_notice WHERE hold_id = $1', [suspected.holdId]);
      return suspected.holdId;
    },
    ['I1', 'I5', 'I17'],
  ],
  [
    'I5',
    'a later hop of a suspicion that outlasts the officer’s time',
    async (m, { suspected }) => {
      for (const [table, key] of [
        ['hold_notice', 'hold_id'],
        ['hold_order', 'hold_id'],
        ['hold', 'id'],
      ] as const) {
        await m.query(`UPDATE ${table} SET expires_at = expires_at + interval '1 second' WHERE ${key} = $1`, [
          suspected.holdId,
        ]);
      }
      return orderOf(m, suspected.holdId);
    },
    ['I17'],
  ],
  [
    'I17',
    'a notice that lets a hold stand longer than section 6 gives',
    async (m, { suspected }) => {
      await m.query(`UPDATE hold_notice SET expires_at = expires_at + interval '1 second' WHERE hold_id = $1`, [
        suspected.holdId,
      ]);
      return suspected.holdId;
    },
  ],
  [
    'I16',
    'a next hop that no institution named',
    async (m, { twoHops }) => {
      await m.query('ALTER TABLE trail_link DROP CONSTRAINT trail_link_parent_known');
      await m.query('UPDATE trail_link SET parent_hold_id = NULL WHERE case_id = $1', [twoHops.caseId]);
      return twoHops.nextHoldId;
    },
    ['GUARDS'],
  ],
  [
    'I18',
    'a reference that leads to another case',
    async (m, { suspended }) => {
      await m.query(`UPDATE hold SET notice_reference = 'X' || notice_reference WHERE id = $1`, [suspended.holdId]);
      return suspended.holdId;
    },
  ],
  [
    'I18',
    'an order that does not say how to appeal',
    async (m, { suspended }) => {
      await m.query(
        `UPDATE exchange SET fields = array_remove(fields, 'holderNotice.appealPhone') WHERE case_id = $1 AND kind = 'hold.order'`,
        [suspended.caseId],
      );
      return suspended.holdId;
    },
  ],
  [
    'I18',
    'an appeal with more time than its tier gives',
    async (m, { noticed }) => {
      await m.query(`UPDATE appeal SET target_at = target_at + interval '1 hour' WHERE id = $1`, [noticed.appealId]);
      return noticed.appealId;
    },
  ],
  [
    'I18',
    'an appeal of a round that no decision opened',
    async (m, { noticed }) => {
      await m.query(`UPDATE appeal SET round = 2 WHERE id = $1`, [noticed.appealId]);
      return noticed.appealId;
    },
  ],
  [
    'I19',
    'an open case that nothing wakes',
    async (m, { suspended }) => {
      await m.query('UPDATE outbox SET read_at = now() WHERE read_at IS NULL');
      await m.query('UPDATE case_file SET next_deadline_at = NULL WHERE id = $1', [suspended.caseId]);
      // A relative reported it, so that a person is asked for the authority.
      await m.query(
        `UPDATE break_record SET closed_at = opened_at, closed_by = 'officer-1', closed_role = 'aoc_officer', close_reason = 'asked'
          WHERE case_id = $1 AND closed_at IS NULL`,
        [suspended.caseId],
      );
      return suspended.caseId;
    },
    ['I13'],
  ],
  [
    'I19',
    'a debit that the bank named and a person still compares, in a case that is closed',
    async (m, { withdrawn, excess }) => {
      const id = newId();
      await m.query(
        `INSERT INTO break_record (id, case_id, kind, owner_role, rule_row_id, opened_at, due_at)
         SELECT $2, $3, 'DEBIT_FOUND_DIFFERS', owner_role, rule_row_id, opened_at, due_at FROM break_record WHERE case_id = $1`,
        [excess.caseId, id, withdrawn.caseId],
      );
      await m.query(`UPDATE case_file SET closed_at = coalesce(closed_at, now()) WHERE id = $1`, [withdrawn.caseId]);
      return id;
    },
    ['I13'],
  ],
  [
    'I19',
    'a case whose clock has passed unnoticed',
    async (m, { suspended }) => {
      await m.query(`UPDATE case_file SET next_deadline_at = next_deadline_at - interval '30 days' WHERE id = $1`, [
        suspended.caseId,
      ]);
      return suspended.caseId;
    },
  ],
  [
    'I19',
    'a complaint that told nothing of a transfer that is to be completed',
    async (m, { suspended }) => {
      await leaveIncomplete(m, suspended.caseId);
      return suspended.caseId;
    },
    ['I13'],
  ],
  [
    'I19',
    'a later call that told of a transfer which nobody kept',
    async (m, { suspended }) => {
      const id = newId();
      await m.query(
        `INSERT INTO complaint_addition (id, case_id, kind, body, received_at, received_by)
         VALUES ($1, $2, 'transfers', '{"note": "later", "transfers": [], "incompleteTransfers": [{}]}', now(), 'operator-1')`,
        [id, suspended.caseId],
      );
      return id;
    },
    ['I13', 'I21'],
  ],
  [
    'I19',
    'a hold of which nobody calls the institution any more',
    async (m, { twoHops }) => {
      const sql = `UPDATE outgoing_message m SET next_attempt_at = m.next_attempt_at - interval '1 hour' FROM hold_order o
                    WHERE o.id = m.id AND o.case_id = $1 AND o.answered_at IS NULL RETURNING o.hold_id`;
      const [[row]] = await m.query<[{ hold_id: string }[], number]>(sql, [twoHops.caseId]);
      return row?.hold_id;
    },
  ],
  [
    'I19',
    'a hold that ends by another time than its newest order says',
    async (m, { twoHops }) => {
      const sql = `UPDATE hold SET power_ends_at = expires_at - interval '1 minute' WHERE case_id = $1 AND hop = 1 RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [twoHops.caseId]);
      return row?.id;
    },
  ],
  [
    'I19',
    'a break about a question that came to no bank, which nobody looks at',
    async (m, { suspended, excess }) => {
      const id = newId();
      await m.query(
        `INSERT INTO break_record (id, case_id, kind, owner_role, rule_row_id, opened_at, due_at)
         SELECT $2, $3, 'BANK_NOT_ASKED', owner_role, rule_row_id, opened_at, due_at FROM break_record WHERE case_id = $1`,
        [excess.caseId, id, suspended.caseId],
      );
      return id;
    },
    ['I13'],
  ],
  [
    'I19',
    'an order about which an institution was called without a pause',
    async (m, { twoHops }) => {
      const sql = `UPDATE outgoing_message SET attempts = 1000 WHERE case_id = $1 AND kind = 'hold.order' RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [twoHops.caseId]);
      return row?.id;
    },
  ],
  [
    'I19',
    'a question about a debit that was answered, and is sent again and again',
    async (m, { released }) => {
      const sql = `UPDATE outgoing_message SET acknowledged_at = NULL
                    WHERE case_id = $1 AND kind = 'debit.question' AND acknowledged_at IS NOT NULL RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [released.caseId]);
      return row?.id;
    },
  ],
  [
    'I19',
    'a report of which nobody was asked after the silence to another',
    async (m, { suspended, released }) => {
      await m.query(
        `UPDATE debit_confirmation SET case_id = $2, state = 'unknown', asked_at = asked_at - interval '1 day',
                deadline_at = deadline_at - interval '1 day' WHERE case_id = $1`,
        [suspended.caseId, released.caseId],
      );
      await m.query(`UPDATE claim SET claimed_at = claimed_at - interval '1 hour' WHERE case_id = $1`, [
        suspended.caseId,
      ]);
      return suspended.caseId;
    },
    ['I10', 'I13', 'I17', 'I23'],
  ],
  [
    'I19',
    'a break without an owner',
    async (m, { excess }) => {
      const sql = `UPDATE break_record SET owner_role = '' WHERE case_id = $1 RETURNING id`;
      const [[row]] = await m.query<[{ id: string }[], number]>(sql, [excess.caseId]);
      return row?.id;
    },
  ],
];

async function orderOf(manager: EntityManager, holdId: string): Promise<string | undefined> {
  const [row] = await manager.query<{ id: string }[]>('SELECT id FROM hold_order WHERE hold_id = $1 LIMIT 1', [holdId]);
  return row?.id;
}
