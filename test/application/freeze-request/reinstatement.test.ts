import { answerAppeal } from '../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../src/application/appeal/file-appeal.js';
import { endInTime } from '../../../src/application/due/kinds/hold-end.js';
import { receiveComplaint } from '../../../src/application/complaint/intake/receive-complaint.js';
import { readFreezeRequests } from '../../../src/application/freeze-request/read-freeze-requests.js';
import { requestFreeze } from '../../../src/application/freeze-request/request-freeze.js';
import { releaseByOfficer } from '../../../src/application/hold/release/release-by-officer.js';
import { HoldOrderRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../src/persistence/entities/money/ledger.entities.js';
import { newId } from '../../../src/persistence/ids.js';
import { ComplaintBody } from '../../../src/wire/case/complaint.js';
import { complaintBody } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import {
  askAgencies,
  INQUIRY_OFFICER,
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../support/record-builder.js';
import { withdraw } from '../../support/withdraw.js';
import { warrantOf } from '../../support/warrant.js';
import { violated } from '../../support/violated.js';

const OTHER_OFFICER = person('officer-2', 'aoc_officer');

/** P-BACK: what one officer released by mistake, two persons bring back. */
describe('the way back from a mistaken release', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  interface Held {
    caseId: string;
    holdId: string;
  }

  /** A hold of section 7 in full, on a debit that the victim's bank confirmed. */
  async function held(reference = 'BACK-1'): Promise<Held> {
    const { caseId, holdIds } = await build.complain({ transfers: [{ reference }] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    return { caseId, holdId };
  }

  async function releasedByMistake({ holdId }: Held, unrelated = false, actor = OFFICER): Promise<void> {
    const body = { reason: 'synthetic', unrelated };
    expect(await releaseByOfficer(build.db, { holdId, body, actor })).toMatchObject({ ok: true });
  }

  const ask = ({ caseId, holdId }: Held, actor = OTHER_OFFICER) =>
    requestFreeze(build.db, { caseId, body: { kind: 'reinstatement', holdId, reason: 'a mistake' }, actor });

  async function asked(hold: Held, actor = OTHER_OFFICER): Promise<string> {
    const made = await ask(hold, actor);
    if (!made.ok) throw new Error(made.code);
    return made.response.id;
  }

  const decide = (freezeRequestId: string, actor = SUPERVISOR) => build.decide(freezeRequestId, actor);

  async function newest(caseId: string) {
    const hold = (await build.holds(caseId)).at(-1);
    if (hold === undefined) throw new Error('no hold');
    return hold;
  }
  const reserved = async (caseId: string) =>
    (await build.db.manager.findOneByOrFail(StolenSumRow, { caseId })).reservedSatang;
  const violations = () => violated(build.db);

  it('is a new order of a new hold on the old ground, which ends when the old one would have', async () => {
    const hold = await held();
    const old = await build.hold(hold.holdId);
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    const id = await asked(hold);
    const [request] = await readFreezeRequests(build.db.manager, { id });
    expect(request?.blastRadius?.order).toMatchObject({ accounts: 1, amountSatang: '100000' });
    expect(await decide(id)).toMatchObject({ ok: true, state: 'approved' });
    await build.advanceCase(hold.caseId);
    const back = await newest(hold.caseId);
    expect(back).toMatchObject({ kind: 'section7', state: 'ordered', requestedSatang: 100_000n, freezeRequestId: id });
    expect(back.id).not.toBe(hold.holdId);
    expect(back.expiresAt).toEqual(old.expiresAt);
    const [order] = await build.db.manager.findBy(HoldOrderRow, { holdId: back.id });
    const rules = order?.legalBasis.map((rowId) => rowId.split('/')[1]);
    expect(rules).toEqual(expect.arrayContaining(['VIC-7A', 'P-BACK']));
    const before = await build.db.manager.findBy(HoldOrderRow, { holdId: hold.holdId });
    expect(before.map((one) => one.id)).not.toContain(order?.id);
    expect(await reserved(hold.caseId)).toBe(100_000n);
    await build.send(back.id, { result: 'HELD_FULL' });
    await build.advanceCase(hold.caseId);
    expect(await build.hold(back.id)).toMatchObject({ state: 'held', heldSatang: 100_000n });
    expect(await build.hold(hold.holdId)).toMatchObject({ state: 'released' });
    expect(await violations()).toEqual([]);
  });

  it('waits until the institution has let the old hold go', async () => {
    const hold = await held();
    await releasedByMistake(hold, true);
    expect(await decide(await asked(hold))).toMatchObject({ ok: true });
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(1);
    await build.release(hold.holdId);
    await build.advanceCase(hold.caseId);
    expect(await newest(hold.caseId)).toMatchObject({ state: 'ordered', requestedSatang: 100_000n });
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(2);
    expect(await violations()).toEqual([]);
  });

  it('needs a second approval for a whole account, as its order did', async () => {
    const hold = await held();
    const warrant = await warrantOf(build.db, hold.caseId);
    const body = { kind: 'whole_account' as const, holdId: hold.holdId, ...warrant, reason: 'a warrant' };
    const made = await requestFreeze(build.db, { caseId: hold.caseId, body, actor: OFFICER });
    if (!made.ok) throw new Error(made.code);
    await build.decide(made.response.id, SUPERVISOR);
    await build.decide(made.response.id, person('inquiry-3', 'inquiry_officer'));
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    await releasedByMistake(hold, false, INQUIRY_OFFICER);
    await build.release(hold.holdId);
    const id = await asked(hold, person('inquiry-2', 'inquiry_officer'));
    expect(await decide(id)).toMatchObject({ ok: true, state: 'half_approved' });
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(1);
    // The database counts as the power of the hold asks, where one of two words does not count.
    const lacking = (uncounted: string[]) =>
      build.owner.query('SELECT approvals_lacking($1, $2, now())::int AS lacking', [id, uncounted]);
    expect(await lacking([])).toEqual([{ lacking: 1 }]);
    expect(await lacking([SUPERVISOR.subject, 'inquiry-2'])).toEqual([{ lacking: 3 }]);
    expect(await decide(id)).toMatchObject({ ok: false, code: 'APPROVAL.TWICE' });
    expect(await decide(id, OTHER_SUPERVISOR)).toMatchObject({ ok: false, code: 'APPROVAL.AUTHORITY' });
    expect(await decide(id, person('inquiry-3', 'inquiry_officer'))).toMatchObject({ ok: true, state: 'approved' });
    await build.advanceCase(hold.caseId);
    expect(await newest(hold.caseId)).toMatchObject({
      kind: 'whole_account',
      state: 'ordered',
      seizureWarrantNo: warrant.seizureWarrantNo,
    });
    expect(await violations()).toEqual([]);
  });

  it('keeps the power and the date of a continued hold', async () => {
    const hold = await held();
    const body = { kind: 'continue_order' as const, holdId: hold.holdId, reason: 'the inquiry goes on' };
    await requestFreeze(build.db, { caseId: hold.caseId, body, actor: INQUIRY_OFFICER });
    await build.advanceCase(hold.caseId);
    await build.send(hold.holdId, { result: 'HELD_FULL' });
    const old = await build.hold(hold.holdId);
    await releasedByMistake(hold, false, INQUIRY_OFFICER);
    await build.release(hold.holdId);
    // It was the inquiry officer's to end, so it is an inquiry officer's to bring back.
    expect(await ask(hold)).toMatchObject({ code: 'APPROVAL.ROLE' });
    await decide(await asked(hold, person('inquiry-2', 'inquiry_officer')));
    await build.advanceCase(hold.caseId);
    expect(await newest(hold.caseId)).toMatchObject({ kind: 'continue_order', expiresAt: old.expiresAt });
    expect(await violations()).toEqual([]);
  });

  it('needs two persons, and not who released to approve; the database refuses that as well', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    expect(await ask(hold, person(OPERATOR.subject, 'aoc_officer'))).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    const id = await asked(hold);
    const both = (subject: string) => person(subject, 'aoc_supervisor', 'inquiry_officer');
    expect(await decide(id, both(OTHER_OFFICER.subject))).toMatchObject({ code: 'APPROVAL.OWN_REQUEST' });
    expect(await decide(id, both(OFFICER.subject))).toMatchObject({ code: 'APPROVAL.OWN_RELEASE' });
    expect(await decide(id, both(OPERATOR.subject))).toMatchObject({ code: 'APPROVAL.OWN_INTAKE' });
    expect(await decide(id, person('officer-3', 'aoc_officer'))).toMatchObject({ code: 'APPROVAL.ROLE' });
    for (const subject of [OTHER_OFFICER.subject, OFFICER.subject, OPERATOR.subject])
      await expect(
        build.db.query(
          `INSERT INTO decision (id, freeze_request_id, person, role, verdict, reason, evidence_hash, decided_at)
           VALUES ('x', $1, $2, 'aoc_supervisor', 'approve', 'x', 'x', now())`,
          [id, subject],
        ),
      ).rejects.toThrow('four eyes');
    expect((await ask(hold, INQUIRY_OFFICER)).ok).toBe(false);
    const answers = await Promise.all([decide(id), decide(id, INQUIRY_OFFICER)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    await build.release(hold.holdId);
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(2);
  });

  it.each<[string, (hold: Held) => Promise<unknown>]>([
    [
      'an expiry',
      async ({ holdId }) => {
        await build.owner.query(`UPDATE hold SET expires_at = ordered_at + interval '1 millisecond' WHERE id = $1`, [
          holdId,
        ]);
        await endInTime(build.db, holdId);
      },
    ],
    [
      'a withdrawal',
      async ({ caseId }) => {
        await withdraw(build.db, caseId);
        await build.advanceCase(caseId);
      },
    ],
  ])('is not open after %s', async (_name, end) => {
    const hold = await held();
    await end(hold);
    expect(await build.hold(hold.holdId)).toMatchObject({ state: 'release_ordered' });
    const made = await ask(hold);
    expect(made).toMatchObject({ code: 'REINSTATEMENT.NO_GROUND' });
  });

  it('is open after an upheld appeal, which is one person’s decision too', async () => {
    const hold = await held();
    const { noticeReference } = await build.hold(hold.holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filing = { reference: noticeReference, statement: 'synthetic', bodySha256: newId(), appellant };
    const filed = await receiveAppeal(build.db, filing);
    if (!filed.ok) throw new Error(filed.code);
    const body = { verdict: 'uphold' as const, reason: { en: 'a shop' } };
    await answerAppeal(build.db, { appealId: filed.response.id, body, actor: OFFICER });
    expect(await build.hold(hold.holdId)).toMatchObject({ state: 'release_ordered' });
    expect(await ask(hold)).toMatchObject({ ok: true });
  });

  it('is closed by a withdrawal that comes before the order', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    expect(await decide(await asked(hold))).toMatchObject({ ok: true });
    await withdraw(build.db, hold.caseId);
    await build.release(hold.holdId);
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(1);
    expect(await reserved(hold.caseId)).toBe(0n);
    expect(await violations()).toEqual([]);
  });

  it('holds no more than the debit can be, by what the bank says of it since', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    await build.owner.query('UPDATE debit_confirmation SET debited_satang = 60000');
    expect(await decide(await asked(hold))).toMatchObject({ ok: true });
    await build.advanceCase(hold.caseId);
    expect(await newest(hold.caseId)).toMatchObject({ requestedSatang: 60_000n });
    expect((await build.holds(hold.caseId)).map(({ state }) => state)).toEqual(['released', 'ordered']);
  });

  it('is closed half an hour after the release', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    await build.owner.query(
      `UPDATE release_order SET ordered_at = ordered_at - interval '31 minutes' WHERE hold_id = $1`,
      [hold.holdId],
    );
    expect(await ask(hold)).toMatchObject({ code: 'REINSTATEMENT.TOO_LATE' });
  });

  it('ends with the old hold: a request that waits until then is not approved, nor ordered', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    const early = await asked(hold);
    await build.owner.query(`UPDATE hold SET expires_at = clock_timestamp() WHERE id = $1`, [hold.holdId]);
    expect(await decide(early)).toMatchObject({ code: 'REINSTATEMENT.EXPIRED' });
    await build.advanceCase(hold.caseId);
    expect(await build.holds(hold.caseId)).toHaveLength(1);
  });

  it('never holds beside another claimant’s hold, whichever comes first', async () => {
    const hold = await held('BACK-RACE');
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    const id = await asked(hold);
    const body = ComplaintBody.parse(complaintBody({ transfers: [{ reference: 'BACK-RACE' }] }));
    const complain = () =>
      receiveComplaint(build.db, {
        body,
        bodySha256: newId(),
        idempotencyKey: newId(),
        actor: OPERATOR,
        rulebook: 'th',
        askAgencies,
        signRecord: (bytes) => build.parties.signBytes(bytes),
      });
    const [second] = await Promise.all([complain(), decide(id).then(() => build.advanceCase(hold.caseId))]);
    if (!second.ok) throw new Error(second.code);
    await build.advanceCase(second.response.id);
    await build.advanceCase(hold.caseId);
    const live = await build.db.query<unknown[]>(`SELECT 1 FROM hold WHERE state = 'ordered'`);
    expect(live).toHaveLength(1);
    expect(await reserved(hold.caseId)).toBe(100_000n);
    expect(await violations()).toEqual([]);
  });

  it('is refused when a hold on another ground stands', async () => {
    const hold = await held('BACK-2');
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    const id = await asked(hold);
    await build.owner.query(
      `INSERT INTO hold SELECT (jsonb_populate_record(h, '{"id": "OTHER", "state": "ordered", "notice_reference": "OTHER", "held_satang": 0, "ended_at": null}')).*
         FROM hold h WHERE h.id = $1`,
      [hold.holdId],
    );
    expect(await decide(id)).toMatchObject({ code: 'REINSTATEMENT.HELD_AGAIN' });
  });

  it('gives no appeal to who released, asked or approved', async () => {
    const hold = await held();
    await releasedByMistake(hold);
    await build.release(hold.holdId);
    await decide(await asked(hold));
    await build.advanceCase(hold.caseId);
    const back = await newest(hold.caseId);
    await build.send(back.id, { result: 'HELD_FULL' });
    const appellant = { by: 'desk' as const, person: person('desk-1', 'hotline_operator'), idempotencyKey: newId() };
    const { noticeReference } = await build.hold(back.id);
    const filing = { reference: noticeReference, statement: 'synthetic', bodySha256: newId(), appellant };
    const filed = await receiveAppeal(build.db, filing);
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const body = { verdict: 'refuse' as const, reason: { en: 'no' } };
    for (const { subject } of [OFFICER, OTHER_OFFICER, SUPERVISOR]) {
      const actor = person(subject, 'aoc_officer', 'aoc_supervisor');
      expect(await answerAppeal(build.db, { appealId, body, actor })).toMatchObject({ code: 'APPEAL.OWN_HOLD' });
    }
    expect(await answerAppeal(build.db, { appealId, body, actor: person('x', 'aoc_officer') })).toMatchObject({
      ok: true,
    });
  });
});
