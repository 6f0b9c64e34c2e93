import { createHash, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { answerAppeal } from '../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../src/application/appeal/file-appeal.js';
import { requestFreeze } from '../../src/application/freeze-request/request-freeze.js';
import { releaseInPart } from '../../src/application/hold/release/release-in-part.js';
import { releaseByOfficer } from '../../src/application/hold/release/release-by-officer.js';
import { reviewHold } from '../../src/application/judgement/review-hold.js';
import { checkSnapshot, verifyRecord } from '../../tools/verify/verify-record.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { INQUIRY_OFFICER, OFFICER, OPERATOR, person, RecordBuilder, SUPERVISOR } from '../support/record-builder.js';
import { ASKS, withdraw } from '../support/withdraw.js';
import { copyOf, dropCopy, tamperedAndUndone } from './support/database-copy.js';

/** The rules on who may end a power, and on what takes its place: each finding is made to speak. */
describe('npm run verify finds who ended, reviewed or brought back what they may not', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  let copy: DataSource;
  let ids: Awaited<ReturnType<typeof buildStories>>;

  beforeAll(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
    ids = await buildStories();
    const { checks } = await verifyRecord({ db: build.db, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
    copy = await copyOf(database.url);
  });
  afterAll(async () => {
    await dropCopy(copy);
    await database.drop();
  });

  async function held(): Promise<{ caseId: string; holdId: string }> {
    const { caseId, holdIds } = await build.complain();
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  /** A hold that one officer released and two others brought back. */
  async function broughtBack() {
    const before = await held();
    const { caseId, holdId } = before;
    const body = { reason: 'synthetic', unrelated: false };
    allowed(await releaseByOfficer(build.db, { holdId, body, actor: OFFICER }));
    await build.release(holdId);
    const request = { kind: 'reinstatement' as const, holdId, reason: 'a mistake' };
    const actor = person('officer-2', 'aoc_officer');
    const asked = allowed(await requestFreeze(build.db, { caseId, body: request, actor }));
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    const back = (await build.holds(caseId)).find(({ id }) => id !== holdId);
    if (back === undefined) throw new Error('nothing came back');
    return { before: holdId, back: back.id, requestId: asked.response.id };
  }

  /** A hold of which one officer let a part go, and two others had it held again. */
  async function partHeldAgain() {
    const { caseId, holdId } = await held();
    const released = allowed(
      await releaseInPart(build.db, { holdId, body: { keepSatang: '20000', reason: 'synthetic' }, actor: OFFICER }),
    );
    await build.send(holdId, { result: 'HELD_FULL' });
    const { partialReleaseId } = released;
    const request = { kind: 'reinstatement' as const, holdId, partialReleaseId, reason: 'a mistake' };
    const actor = person('officer-2', 'aoc_officer');
    const asked = allowed(await requestFreeze(build.db, { caseId, body: request, actor }));
    await build.approve(asked.response.id, SUPERVISOR);
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { partHold: holdId, partRequest: asked.response.id, partialReleaseId };
  }

  /** A hold of an officer's continue-order that outlasts the withdrawal, with its review. */
  async function reviewed() {
    const { caseId, holdId } = await held();
    const body = { kind: 'continue_order' as const, holdId, reason: 'the inquiry goes on' };
    allowed(await requestFreeze(build.db, { caseId, body, actor: INQUIRY_OFFICER }));
    await build.advanceCase(caseId);
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    const review = { holdId, body: { reason: 'it stands' }, actor: person('inquiry-2', 'inquiry_officer') };
    return { reviewId: allowed(await reviewHold(build.db, review)).id };
  }

  async function appealed() {
    const { holdId } = await held();
    const { noticeReference: reference } = await build.hold(holdId);
    const statement = 'The money was paid for goods in my shop.';
    const bodySha256 = createHash('sha256').update(statement).digest('hex');
    const appellant = {
      by: 'desk' as const,
      person: person('desk-2', 'hotline_operator'),
      idempotencyKey: randomUUID(),
    };
    const appeal = allowed(await receiveAppeal(build.db, { reference, statement, bodySha256, appellant }));
    const body = { verdict: 'refuse' as const, reason: { en: 'The goods were never sent.' } };
    const actor = person('officer-appeals', 'aoc_officer');
    allowed(await answerAppeal(build.db, { appealId: appeal.response.id, body, actor }));
    return { appealId: appeal.response.id };
  }

  async function withdrawnHold() {
    const { caseId, holdId } = await held();
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    await build.release(holdId);
    await build.advanceCase(caseId);
    return { withdrawn: holdId };
  }

  /** A hold that a bank's suspicion carries on after a withdrawal, and what its bank says of it. */
  async function reviewedByBank(result: 'STANDS' | 'LIFT'): Promise<string> {
    const transferredAt = new Date(Date.now() - 3_600_000).toISOString();
    const transfer = { reference: `BANK-${result}`, transferredAt, to: { account: MULE_ACCOUNT } };
    const { caseId, holdIds } = await build.complain({ transfers: [transfer] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    const notice = {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [{ ...transfer, amountSatang: '100000', rail: 'promptpay' }],
    };
    await build.suspect('th-004', notice);
    await build.send(holdId, { result: 'HELD_FULL' });
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    const said = { holdId, result, reason: 'looked at again', at: new Date().toISOString() };
    await build.callback('th-014', 'hold.reviewed', holdId, said);
    await build.advanceHold(holdId);
    await build.advanceCase(caseId);
    return holdId;
  }

  async function buildStories() {
    const bankStands = await reviewedByBank('STANDS');
    const bankLifts = await reviewedByBank('LIFT');
    const stories = {
      ...(await broughtBack()),
      ...(await partHeldAgain()),
      ...(await reviewed()),
      ...(await appealed()),
      ...(await withdrawnHold()),
    };
    return { ...stories, bankStands, bankLifts, standing: (await held()).holdId };
  }

  const orderOf = async (m: EntityManager, holdId: string): Promise<string> => {
    const sql = 'SELECT id FROM hold_order WHERE hold_id = $1 ORDER BY sequence DESC LIMIT 1';
    const [row] = await m.query<{ id: string }[]>(sql, [holdId]);
    return row?.id ?? '';
  };
  const HELD_AGAIN_BY_WHO_RELEASED =
    'decided that a hold is held again which the same person released, whole or in part';
  /** Changes the order that holds the part again; returns its id. */
  const changePartOrder = async (m: EntityManager, change: string): Promise<string> => {
    const orderId = await orderOf(m, ids.partHold);
    await m.query(`UPDATE hold_order SET ${change} WHERE id = $1`, [orderId]);
    return orderId;
  };
  const IN_PLACE = 'takes the place of a hold that no officer released';
  /** Changes the order of the hold that came back; returns its id. */
  const changeBack = async (m: EntityManager, change: string): Promise<string> => {
    await m.query(`UPDATE hold_order SET ${change} WHERE hold_id = $1`, [ids.back]);
    return orderOf(m, ids.back);
  };
  const changeBefore = async (m: EntityManager, change: string): Promise<string> => {
    await m.query(`UPDATE hold SET ${change} WHERE id = $1`, [ids.before]);
    return orderOf(m, ids.back);
  };

  /** Each: the check, a part of its finding, what was done by hand, and the row that it names. */
  it.each<[string, string, string, (m: EntityManager) => Promise<string>]>([
    [
      'I2',
      HELD_AGAIN_BY_WHO_RELEASED,
      'an approval by who released',
      async (m) => {
        const sql = 'UPDATE decision SET person = $2 WHERE freeze_request_id = $1 RETURNING id';
        const [[row]] = await m.query<[{ id: string }[], number]>(sql, [ids.requestId, OFFICER.subject]);
        return row?.id ?? '';
      },
    ],
    [
      'I2',
      HELD_AGAIN_BY_WHO_RELEASED,
      'an approval by who released the part',
      async (m) => {
        const sql = 'UPDATE decision SET person = $2 WHERE freeze_request_id = $1 RETURNING id';
        const [[row]] = await m.query<[{ id: string }[], number]>(sql, [ids.partRequest, OFFICER.subject]);
        return row?.id ?? '';
      },
    ],
    [
      'I1',
      'asks for more than is held without the decisions that P-APP demands',
      'an order for the part that does not cite P-BACK',
      (m) => changePartOrder(m, 'legal_basis = legal_basis[1:1]'),
    ],
    [
      'I1',
      'cites P-BACK, but holds nothing again that was let go by mistake',
      'an order that cites P-BACK and names no request',
      (m) => changePartOrder(m, 'raise_request_id = NULL'),
    ],
    [
      'I3',
      'asks for more than the one before it without a catch or a return',
      'an order for more than was held and the part',
      (m) => changePartOrder(m, 'requested_satang = requested_satang + 1'),
    ],
    [
      'I3',
      'is asked to be held again in another amount than was let go',
      'a request for more than the release let go',
      async (m) => {
        await m.query('UPDATE freeze_request SET raise_satang = raise_satang + 1 WHERE id = $1', [ids.partRequest]);
        return ids.partRequest;
      },
    ],
    [
      'I3',
      'let another amount go than the order before it held',
      'a release of a part that let more go than was held',
      async (m) => {
        await m.query('UPDATE partial_release SET let_go_satang = let_go_satang + 1 WHERE id = $1', [
          ids.partialReleaseId,
        ]);
        return ids.partialReleaseId;
      },
    ],
    [
      'I5',
      'holds a part again beyond the end of the order before it',
      'an order for the part that ends later',
      (m) => changePartOrder(m, `expires_at = expires_at + interval '1 second'`),
    ],
    [
      'I5',
      'expires at another instant than its newest order says',
      'a hold with another end than its order',
      async (m) => {
        await m.query(`UPDATE hold SET expires_at = expires_at - interval '1 second' WHERE id = $1`, [ids.standing]);
        return ids.standing;
      },
    ],
    [
      'I5',
      'expires by a row that does not govern its power',
      'an order of section 7 that ends by P-CONT',
      async (m) => {
        const row = `(SELECT row_id FROM rule_row WHERE rulebook = 'th' AND rule_id = 'P-CONT' LIMIT 1)`;
        const orderId = await orderOf(m, ids.standing);
        await m.query(`UPDATE hold_order SET expiry_rule_row_id = ${row} WHERE id = $1`, [orderId]);
        return orderId;
      },
    ],
    [
      'I5',
      'has the long time although no debit was confirmed',
      'a debit that nobody confirmed',
      async (m) => {
        await m.query(
          `UPDATE debit_confirmation SET state = 'asked', answered_at = NULL WHERE case_id = (SELECT case_id FROM hold WHERE id = $1)`,
          [ids.standing],
        );
        return orderOf(m, ids.standing);
      },
    ],
    [
      'I5',
      'began at another instant than its first order',
      'a hold that began after its order',
      async (m) => {
        await m.query(`UPDATE hold SET ordered_at = ordered_at + interval '1 second' WHERE id = $1`, [ids.standing]);
        return ids.standing;
      },
    ],
    [
      'I5',
      'counts section 7 from another instant',
      'a hold that came back with a fresh 72 hours',
      async (m) => {
        await m.query('UPDATE hold SET section7_from = ordered_at WHERE id = $1', [ids.back]);
        return ids.back;
      },
    ],
    [
      'I5',
      IN_PLACE,
      'the way back from an end by time',
      async (m) => {
        await m.query(`UPDATE release_order SET reason = 'EXPIRED' WHERE hold_id = $1`, [ids.before]);
        return orderOf(m, ids.back);
      },
    ],
    ['I5', IN_PLACE, 'more than was held', (m) => changeBack(m, 'requested_satang = requested_satang + 1')],
    ['I5', IN_PLACE, 'an order that does not cite P-BACK', (m) => changeBack(m, 'legal_basis = legal_basis[1:1]')],
    ['I5', IN_PLACE, 'another power than before', (m) => changeBefore(m, `kind = 'continue_order'`)],
    ['I5', IN_PLACE, 'another part of the trail', (m) => changeBefore(m, `trail_link_id = 'other'`)],
    ['I5', IN_PLACE, 'a hold that was refused, not released', (m) => changeBefore(m, `state = 'refused'`)],
    [
      'I5',
      IN_PLACE,
      'an end beyond that of the hold before',
      async (m) => {
        await changeBefore(m, `kind = 'continue_order', expires_at = expires_at - interval '1 second'`);
        return changeBack(m, `kind = 'continue_order'`);
      },
    ],
    [
      'I25',
      'tells its institution of a review that it does not owe',
      'a review that is owed since before the withdrawal',
      async (m) => {
        const sql = `UPDATE hold_order SET review_owed_since = review_owed_since - interval '1 hour'
                      WHERE hold_id = $1 AND review_owed_since IS NOT NULL RETURNING id`;
        const [[row]] = await m.query<[{ id: string }[], number]>(sql, [ids.bankStands]);
        return row?.id ?? '';
      },
    ],
    [
      'I26',
      'let a hold lapse that ended for another reason than that its time was over',
      'a lapse of a hold that nothing ended',
      async (m) => {
        await m.query(
          `INSERT INTO receipt (id, hold_id, order_id, kind, receipt_seq, result, amount_satang, inbox_message_id, at, received_at, applied)
           SELECT 'lapse', hold_id, order_id, 'lapse', 9, 'LAPSED', amount_satang, inbox_message_id, at, received_at, true
             FROM receipt WHERE hold_id = $1 LIMIT 1`,
          [ids.standing],
        );
        return 'lapse';
      },
    ],
    [
      'I18',
      'was judged by a person who had a part in the hold',
      'an appeal that the operator of the complaint answered',
      async (m) => {
        const sql = 'UPDATE appeal_decision SET person = $2 WHERE appeal_id = $1 RETURNING id';
        const [[row]] = await m.query<[{ id: string }[], number]>(sql, [ids.appealId, OPERATOR.subject]);
        return row?.id ?? '';
      },
    ],
    [
      'I25',
      'was released because a complaint was withdrawn or corrected, though it rested on another power',
      'a withdrawal that ended a continue-order',
      async (m) => {
        await m.query(`UPDATE hold SET kind = 'continue_order' WHERE id = $1`, [ids.withdrawn]);
        return ids.withdrawn;
      },
    ],
    [
      'I25',
      'was released by a person who does not hold its power',
      'an officer of the centre who released a hold of an inquiry officer',
      async (m) => {
        await m.query(`UPDATE hold SET kind = 'continue_order' WHERE id = $1`, [ids.before]);
        return ids.before;
      },
    ],
    [
      'I25',
      'was released because its time was over while a suspicion let its money stay longer',
      'an end by time of a hold that a suspicion of its bank let stand',
      async (m) => {
        await m.query(
          `UPDATE hold SET kind = 'continue_order', expires_at = now() - interval '1 minute' WHERE id = $1`,
          [ids.bankStands],
        );
        await m.query(
          `UPDATE release_order SET reason = 'EXPIRED', ordered_at = now(), hold_id = $1 WHERE hold_id = $2`,
          [ids.bankStands, ids.withdrawn],
        );
        return ids.bankStands;
      },
    ],
    [
      'I25',
      'is an answer that ended a power of another authority',
      'an appeal by which an officer of the centre ended an order of an inquiry officer',
      async (m) => {
        const sql = `UPDATE appeal_decision SET verdict = 'uphold', ended_power = 'continue_order' WHERE appeal_id = $1 RETURNING id`;
        const [[row]] = await m.query<[{ id: string }[], number]>(sql, [ids.appealId]);
        return row?.id ?? '';
      },
    ],
    [
      'I25',
      'was released as withdrawn though a complaint about its money, or what a holder told his bank, stood',
      'a withdrawal that is taken off the case afterwards',
      async (m) => {
        const sql = 'UPDATE case_file SET withdrawn_at = NULL WHERE id = (SELECT case_id FROM hold WHERE id = $1)';
        await m.query(sql, [ids.withdrawn]);
        return ids.withdrawn;
      },
    ],
    [
      'I25',
      'was reviewed by a person who had a part in the withdrawal',
      'a review by who asked for the withdrawal',
      async (m) => {
        await m.query('UPDATE hold_review SET person = $2 WHERE id = $1', [ids.reviewId, ASKS.subject]);
        return ids.reviewId;
      },
    ],
    [
      'I25',
      'was reviewed as by its institution, which said no such thing',
      'a review of an institution that said that it lifts',
      async (m) => {
        await m.query(
          `UPDATE inbox_message SET content = content || '{"result": "LIFT"}' WHERE kind = 'hold.reviewed' AND subject_id = $1`,
          [ids.bankStands],
        );
        const [row] = await m.query<{ id: string }[]>('SELECT id FROM hold_review WHERE hold_id = $1', [
          ids.bankStands,
        ]);
        return row?.id ?? '';
      },
    ],
    [
      'I25',
      'was reviewed as by its institution, which said no such thing',
      'a review in the name of an institution without its message',
      async (m) => {
        await m.query(`UPDATE hold_review SET person = 'th-002' WHERE hold_id = $1`, [ids.bankStands]);
        const [row] = await m.query<{ id: string }[]>('SELECT id FROM hold_review WHERE hold_id = $1', [
          ids.bankStands,
        ]);
        return row?.id ?? '';
      },
    ],
    [
      'I25',
      'was released as lifted by its institution, which said no such thing',
      'a lifting that the institution did not say',
      async (m) => {
        await m.query(
          `UPDATE inbox_message SET content = content || '{"result": "STANDS"}' WHERE kind = 'hold.reviewed' AND subject_id = $1`,
          [ids.bankLifts],
        );
        return ids.bankLifts;
      },
    ],
  ])('%s: %s (%s)', async (id, finding, _done, change) => {
    const { row, report } = await tamperedAndUndone(copy, async (manager) => ({
      row: await change(manager),
      report: await checkSnapshot(manager, {}, 'last_activity'),
    }));
    const examples = report.checks.find((check) => check.id === id)?.examples ?? [];
    expect(examples.filter((line) => line.includes(finding))).toEqual([expect.stringContaining(row)]);
  });
});

function allowed<T extends { ok: boolean }>(outcome: T): Extract<T, { ok: true }> {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome as Extract<T, { ok: true }>;
}
