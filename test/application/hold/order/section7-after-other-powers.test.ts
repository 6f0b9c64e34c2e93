import { recordConfirmation } from '../../../../src/application/debit/deliver-debit-question.js';
import { createHash, randomUUID } from 'node:crypto';
import { requestFreeze } from '../../../../src/application/freeze-request/request-freeze.js';
import { decideOwnFinding } from '../../../../src/application/appeal/own-findings.js';
import { answerAppeal } from '../../../../src/application/appeal/answer-appeal.js';
import { receiveAppeal } from '../../../../src/application/appeal/file-appeal.js';
import { receiveNotice } from '../../../../src/application/notice/receive-notice.js';
import { recordOfficerResult } from '../../../../src/application/notice/record-officer-result.js';
import { driveDue } from '../../../support/drive-due.js';
import { newId } from '../../../../src/persistence/ids.js';
import { MULE_ACCOUNT, VICTIM_ACCOUNT } from '../../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../../support/postgres.js';
import {
  INQUIRY_OFFICER,
  OFFICER,
  OPERATOR,
  OTHER_SUPERVISOR,
  person,
  RecordBuilder,
  SUPERVISOR,
} from '../../../support/record-builder.js';
import { timePasses } from '../../../support/time-passes.js';

/** What time or another authority ended of its own power says nothing of what a complaint gives (VIC-7A, P-URG). */
describe('section 7 after another power on the same money has ended', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const passes = (time: string) => timePasses(build.owner, time);
  const hoursAgo = (h: number) => new Date(Date.now() - h * 3_600_000).toISOString();
  const reference = 'STOLEN-1';
  const transferredAt = () => hoursAgo(2);

  function noticeBody(at = transferredAt()) {
    return {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime' as const,
      foundAt: new Date(Date.now() - 60_000).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: [
        {
          reference,
          transferredAt: at,
          to: { account: MULE_ACCOUNT },
          amountSatang: '100000' as const,
          rail: 'promptpay',
        },
      ],
    };
  }
  async function officerNotice(
    office: 'ccib' | 'amlo' = 'ccib',
    by = person('notifier-1', office === 'amlo' ? 'amlo_officer' : 'inquiry_officer'),
    at = transferredAt(),
  ) {
    const authority = { office, position: 'Inspector', documentNo: 'TEST 1/2569' };
    const body = { kind: 'officer' as const, ...noticeBody(at), authority };
    const received = await receiveNotice(build.db, {
      body: body,
      bodySha256: createHash('sha256').update(JSON.stringify(body)).digest('hex'),
      notifier: { by: 'officer', person: by, office, idempotencyKey: randomUUID() },
      rulebook: 'th',
    });
    if (!received.ok)
      throw new Error(`${received.code} ${JSON.stringify('faults' in received ? received.faults : [])}`);
    return received.response;
  }
  const all = async () =>
    build.db.query<
      { id: string; kind: string; state: string; reason: string; hop: number; requested: string; expires: Date }[]
    >(
      `SELECT h.id, h.kind, h.state, h.state_reason AS reason, h.hop, h.requested_satang AS requested, h.expires_at AS expires FROM hold h ORDER BY h.hop, h.id`,
    );
  const live = async () =>
    (await all()).filter(({ state }) => ['ordered', 'unconfirmed', 'held', 'partly_held'].includes(state));
  async function letGo() {
    for (const { id, state } of await all()) if (state === 'release_ordered') await build.release(id);
  }
  async function sweep() {
    await driveDue(build.db, ['hold_end']);
    await letGo();
  }
  async function unlocked() {
    await build.owner.query('ALTER TABLE hold_notice DISABLE TRIGGER USER');
    await build.owner.query('ALTER TABLE notice DISABLE TRIGGER USER');
  }
  async function sixThenComplaint(timeBefore?: string) {
    const { cases } = await officerNotice();
    const noticeCase = cases[0]?.id ?? '';
    await build.advanceCase(noticeCase);
    const [hold] = await all();
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    if (timeBefore !== undefined) {
      await passes(timeBefore);
      await unlocked();
      await build.owner
        .query(
          `UPDATE notice SET received_at = received_at - interval '${timeBefore}', officer_notified_at = officer_notified_at - interval '${timeBefore}'`,
        )
        .catch(() => undefined);
      await build.owner.query(
        `UPDATE hold_notice SET notified_at = notified_at - interval '${timeBefore}', expires_at = expires_at - interval '${timeBefore}'`,
      );
    }
    const [row] = await build.db.query<{ at: Date }[]>('SELECT transferred_at AS at FROM transfer');
    const { caseId } = await build.complain({
      transfers: [{ reference, transferredAt: (row?.at ?? new Date()).toISOString() }],
    });
    await build.advanceCase(caseId);
    return { noticeCase, caseId, holdId: hold?.id ?? '' };
  }
  async function confirms(caseId: string, noticeCase: string) {
    await build.debits(caseId, 'CONFIRMED');
    await build.debits(noticeCase, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.advanceCase(noticeCase);
    await build.advanceCase(caseId);
  }

  it('the suspicion is found unfounded at minute 70, the victim’s bank confirms at minute 75', async () => {
    const { noticeCase, caseId, holdId } = await sixThenComplaint();
    await build.taken(caseId);
    await build.taken(noticeCase);
    await passes('70 minutes');
    await build.advanceCase(caseId);
    expect(await all()).toMatchObject([{ kind: 'section6', state: 'held' }]);
    const body = { result: 'lifted' as const, reason: 'no evidence' };
    expect(await recordOfficerResult(build.db, { suspensionId: holdId, body, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: true,
    });
    await letGo();
    await build.advanceCase(caseId);
    await passes('5 minutes');
    await confirms(caseId, noticeCase);
    expect(await live()).toMatchObject([{ kind: 'section7', requested: '100000' }]);
  });

  it('a report three days after the suspicion; found unfounded 5 minutes after the report, confirmed at minute 10', async () => {
    const { noticeCase, caseId, holdId } = await sixThenComplaint('3 days');
    const body = { result: 'lifted' as const, reason: 'no evidence' };
    expect(await recordOfficerResult(build.db, { suspensionId: holdId, body, actor: INQUIRY_OFFICER })).toMatchObject({
      ok: true,
    });
    const atOnce = await live();
    await letGo();
    await passes('5 minutes');
    await confirms(caseId, noticeCase);
    const after = await live();
    expect([atOnce.map(({ kind }) => kind), after.map(({ kind }) => kind)]).toEqual([['section7'], ['section7']]);
  });

  it('section 6 would end 20 minutes after the report: the report carries it on; confirmed 30 minutes after it', async () => {
    const { noticeCase, caseId, holdId } = await sixThenComplaint('6 days 23 hours 40 minutes');
    const before = await build.hold(holdId);
    await passes('21 minutes');
    await build.owner.query(`UPDATE hold_notice SET expires_at = expires_at - interval '21 minutes'`);
    await build.advanceCase(caseId);
    await sweep();
    await build.advanceCase(caseId);
    const urgent = await live();
    await passes('9 minutes');
    await confirms(caseId, noticeCase);
    const after = await live();
    expect({
      before: before.kind,
      urgent: urgent.map(({ kind }) => kind),
      after: after.map(({ kind }) => kind),
    }).toEqual({ before: 'section7', urgent: ['section7'], after: ['section7'] });
  });

  it('section 6 ends by its time 2 hours after the report, the victim’s bank confirms after that', async () => {
    const { noticeCase, caseId } = await sixThenComplaint('6 days 22 hours');
    await build.taken(caseId);
    await passes('125 minutes');
    await build.owner.query(`UPDATE hold_notice SET expires_at = expires_at - interval '125 minutes'`);
    await build.advanceCase(caseId);
    await sweep();
    expect(await live()).toEqual([]);
    await confirms(caseId, noticeCase);
    expect(await live()).toMatchObject([{ kind: 'section7', state: 'ordered', requested: '100000' }]);
  });

  it('AMLO upholds the holder’s appeal against its own suspension while a victim’s report waits for its bank, which confirms 5 minutes later', async () => {
    const { cases } = await officerNotice('amlo');
    const noticeCase = cases[0]?.id ?? '';
    await build.advanceCase(noticeCase);
    const [hold] = await all();
    const holdId = hold?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    const { caseId } = await build.complain({
      transfers: [{ reference, transferredAt: noticeBody().transfers[0]?.transferredAt ?? '' }],
    });
    await build.advanceCase(caseId);
    const { noticeReference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, {
      reference: noticeReference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant,
    });
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const uphold = { verdict: 'uphold' as const, reason: { en: 'AMLO finds no ground.' } };
    expect(await answerAppeal(build.db, { appealId, body: uphold, actor: OFFICER })).toMatchObject({
      ok: true,
      state: 'received',
    });
    expect(
      await answerAppeal(build.db, { appealId, body: uphold, actor: person('amlo-9', 'amlo_officer') }),
    ).toMatchObject({ ok: true });
    await letGo();
    await confirms(caseId, noticeCase);
    const after = await live();
    expect(after.map(({ kind }) => kind)).toEqual(['section7']);
  });

  it('the receiving bank lifts its own suspicion by an appeal while a victim’s report waits for the victim’s bank', async () => {
    const { cases } = await build.suspect('th-004', noticeBody());
    const noticeCase = cases[0]?.id ?? '';
    await build.advanceCase(noticeCase);
    const [hold] = await all();
    const holdId = hold?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    const { caseId } = await build.complain({
      transfers: [{ reference, transferredAt: noticeBody().transfers[0]?.transferredAt ?? '' }],
    });
    await build.advanceCase(caseId);
    const { noticeReference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, {
      reference: noticeReference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant,
    });
    if (!filed.ok) throw new Error(filed.code);
    const appealId = filed.response.id;
    const uphold = { verdict: 'uphold' as const, reason: { en: 'A customer of ours.' } };
    expect(await answerAppeal(build.db, { appealId, body: uphold, actor: OFFICER })).toMatchObject({
      ok: true,
      state: 'received',
    });
    const bank = { ...person('bank-1', 'institution_user'), institution: MULE_ACCOUNT.institution };
    expect(await decideOwnFinding(build.db, { appealId, body: uphold, actor: bank })).toMatchObject({ ok: true });
    await letGo();
    await confirms(caseId, noticeCase);
    expect(await live()).toMatchObject([{ kind: 'section7' }]);
  });

  async function black(transfers: Parameters<RecordBuilder['complain']>[0]) {
    const { caseId } = await build.complain(transfers);
    for (const { id } of await build.holds(caseId)) await build.send(id, { result: 'HELD_FULL' });
    await build.advanceCase(caseId);
    return caseId;
  }

  /** The victim's bank confirms the debit of one of several transfers. */
  async function confirmsTransfer(caseId: string, reference: string): Promise<void> {
    const [question] = await build.db.query<{ id: string; institution: string }[]>(
      `SELECT d.id, d.institution FROM debit_confirmation d JOIN transfer t ON t.id = d.transfer_id WHERE t.reference = $1`,
      [reference],
    );
    const { id: confirmationId = '', institution = '' } = question ?? {};
    const words = { confirmationId, result: 'CONFIRMED', at: new Date().toISOString() };
    const answer = await build.answer(institution, 'debit.confirmation', confirmationId, words);
    await recordConfirmation(build.db, { confirmationId, caseId }, answer);
    await build.advanceCase(caseId);
  }

  it('break-glass that nobody confirmed, then the debit is confirmed late', async () => {
    // Two transfers to one mule: T1 confirmed, T2 unanswered until after its urgent time.
    const caseId = await black({
      transfers: [{ reference: 'STOLEN-T1' }, { reference: 'STOLEN-T2', amountSatang: '200000' }],
    });
    await confirmsTransfer(caseId, 'STOLEN-T1');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    await build.taken(caseId);
    await passes('61 minutes');
    await build.advanceCase(caseId);
    await sweep();
    await build.advanceCase(caseId);
    expect((await live()).map(({ requested }) => requested)).toEqual(['100000']);
    const body = { kind: 'break_glass' as const, account: MULE_ACCOUNT, reason: 'the money is leaving' };
    const asked = await requestFreeze(build.db, { caseId, body, actor: SUPERVISOR });
    if (!asked.ok) throw new Error(asked.code);
    await build.advanceCase(caseId);
    const glass = (await live()).find(({ kind }) => kind === 'break_glass');
    expect(glass).toBeDefined();
    await build.send(glass?.id ?? '', { result: 'HELD_FULL' });
    await database.dataSource.query(`UPDATE freeze_request SET expires_at = now() - interval '1 second'`);
    await build.advanceCase(caseId);
    await letGo();
    await build.advanceCase(caseId);
    await confirmsTransfer(caseId, 'STOLEN-T2');
    await build.advanceCase(caseId);
    expect((await live()).map(({ kind, requested }) => [kind, requested]).sort()).toEqual([
      ['section7', '100000'],
      ['section7', '200000'],
    ]);
  });

  it('an officer’s suspension of an hour that ran out, then the debit is confirmed while section 7 gives orders', async () => {
    const caseId = await black({
      transfers: [{ reference: 'STOLEN-T1' }, { reference: 'STOLEN-T2', amountSatang: '200000' }],
    });
    await confirmsTransfer(caseId, 'STOLEN-T1');
    await build.agencyAnswers(caseId, 'bot', { colours: [{ account: MULE_ACCOUNT, colour: 'black' }] });
    await build.advanceCase(caseId);
    await build.taken(caseId);
    await passes('61 minutes');
    await build.advanceCase(caseId);
    await sweep();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const body = { kind: 'aoc_suspension' as const, account: MULE_ACCOUNT, reason: 'it is black', until };
    const asked = await requestFreeze(build.db, { caseId, body, actor: OFFICER });
    if (!asked.ok) throw new Error(asked.code);
    await build.approve(asked.response.id, OTHER_SUPERVISOR);
    await build.advanceCase(caseId);
    const aoc = (await live()).find(({ kind }) => kind === 'aoc_suspension');
    expect(aoc).toMatchObject({ requested: '200000' });
    await build.send(aoc?.id ?? '', { result: 'HELD_FULL' });
    await passes('61 minutes');
    await sweep();
    await build.advanceCase(caseId);
    await confirmsTransfer(caseId, 'STOLEN-T2');
    await build.advanceCase(caseId);
    expect((await live()).map(({ kind, requested }) => [kind, requested]).sort()).toEqual([
      ['section7', '100000'],
      ['section7', '200000'],
    ]);
  });

  it('an officer of the centre ended section 7 of it by an appeal, and the suspicion of AMLO then ended by its time: it stays let go', async () => {
    const at = transferredAt();
    const { caseId, holdIds } = await build.complain({ transfers: [{ reference, transferredAt: at }] });
    const holdId = holdIds[0] ?? '';
    await build.debits(caseId, 'CONFIRMED');
    await build.advanceCase(caseId);
    await build.send(holdId, { result: 'HELD_FULL' });
    const { cases } = await officerNotice('amlo', undefined, at);
    await build.advanceCase(cases[0]?.id ?? '');
    const { noticeReference } = await build.hold(holdId);
    const appellant = { by: 'desk' as const, person: OPERATOR, idempotencyKey: newId() };
    const filed = await receiveAppeal(build.db, {
      reference: noticeReference,
      statement: 'A sale.',
      bodySha256: newId(),
      appellant,
    });
    if (!filed.ok) throw new Error(filed.code);
    const body = { verdict: 'uphold' as const, reason: { en: 'a sale' } };
    expect(await answerAppeal(build.db, { appealId: filed.response.id, body, actor: OFFICER })).toMatchObject({
      ok: true,
    });
    expect((await build.hold(holdId)).kind).toBe('section6');
    await build.owner.query(`UPDATE hold SET expires_at = now() - interval '1 second'`);
    await sweep();
    await build.advanceCase(caseId);
    expect(await live()).toEqual([]);
  });
});
