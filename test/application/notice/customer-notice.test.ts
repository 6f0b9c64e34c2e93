import { randomBytes, randomUUID } from 'node:crypto';
import { recordConfirmation } from '../../../src/application/debit/deliver-debit-question.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { DebitConfirmationRow } from '../../../src/persistence/entities/money/debit.entities.js';
import { addToComplaint } from '../../../src/application/complaint/intake/add-to-complaint.js';
import type { CustomerNoticeInput, NoticeResponse } from '../../../src/application/notice/notice-input.js';
import { CaseFileRow } from '../../../src/persistence/entities/case/case.entities.js';
import { HoldOrderRow, HoldRow } from '../../../src/persistence/entities/money/hold.entities.js';
import { ground } from '../../../tools/verify/checks/authority/i16-ground.js';
import type { VerifyContext } from '../../../tools/verify/check.js';
import { CaseView } from '../../../src/wire/case/case.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { MULE_ACCOUNT, NEXT_ACCOUNT, VICTIM_ACCOUNT } from '../../support/complaint-body.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';
import { INQUIRY_OFFICER, RecordBuilder } from '../../support/record-builder.js';
import { switchPolicy } from '../../support/switch-policy.js';
import { withdraw } from '../../support/withdraw.js';
import { timePasses } from '../../support/time-passes.js';
import { violated } from '../../support/violated.js';
import { ago, institutionNotice, noticesTo } from './support/notices.js';

const HOUR_MS = 3_600_000;
const BANK = VICTIM_ACCOUNT.institution;
const TRANSFERRED_AT = new Date(Date.now() - 12 * HOUR_MS).toISOString();

/** Section 7's own road: the victim tells his own bank, and the bank tells the centre. */
describe('what a victim told his own bank (section 7)', () => {
  let database: FreshDatabase;
  let build: RecordBuilder;
  beforeEach(async () => {
    database = await freshDatabase();
    build = await RecordBuilder.on(database);
  });
  afterEach(() => database.drop());

  const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
  const transfer = (reference: string, transferredAt = TRANSFERRED_AT) => ({
    to: { account: MULE_ACCOUNT },
    amountSatang: '100000' as const,
    transferredAt,
    reference,
    rail: 'promptpay',
  });
  const notice = (reference: string, changes: Partial<CustomerNoticeInput> = {}): CustomerNoticeInput => ({
    victimAccount: VICTIM_ACCOUNT,
    toldAt: hoursAgo(10).toISOString(),
    caseType: 'job',
    transfers: [transfer(reference)],
    ...changes,
  });
  const told = async (reference: string, changes: Partial<CustomerNoticeInput> = {}): Promise<NoticeResponse> => {
    const received = await build.customerTold(BANK, notice(reference, changes));
    if (!received.ok) throw new Error(`${received.code} ${JSON.stringify(received.faults ?? [])}`);
    return received.response;
  };
  const caseOf = ({ cases }: NoticeResponse) => cases[0]?.id ?? '';
  const complains = (reference: string) =>
    build.complain({ transfers: [{ reference, transferredAt: TRANSFERRED_AT }] });
  const until = async (caseId: string) => (await build.holds(caseId)).map(({ expiresAt }) => expiresAt);
  const plus = (at: Date | string, hours: number) => new Date(new Date(at).getTime() + hours * HOUR_MS);
  const openedAt = async (id: string) => (await build.db.manager.findOneByOrFail(CaseFileRow, { id })).openedAt;
  const violations = () => violated(build.db);
  /** Lets a receiver hold a part and name where the rest went. */
  const heldInPart = (holdId: string) =>
    build.send(holdId, {
      result: 'HELD_PARTIAL',
      heldAmountSatang: '20000',
      onward: [
        {
          transferRef: `ON-${randomBytes(4).toString('hex')}`,
          to: { account: NEXT_ACCOUNT },
          amountSatang: '80000',
          attributedSatang: '80000',
          channel: 'promptpay',
          at: new Date().toISOString(),
        },
      ],
    });

  it('holds at once by section 7, on the debit that the bank itself confirms, 72 hours from its order', async () => {
    const toldAt = hoursAgo(10).toISOString();
    const caseId = caseOf(await told('TOLD-1', { toldAt }));
    const [hold] = await build.holds(caseId);
    const end = plus(await openedAt(caseId), 72);
    expect(hold).toMatchObject({ kind: 'section7', expiresAt: end, requestedSatang: 100_000n });
    const order = await build.db.manager.findOneByOrFail(HoldOrderRow, { holdId: hold?.id ?? '' });
    expect(order.legalBasis.map((row) => row.split('/')[1])).toContain('VIC-7A');
    expect(order.expiryRuleRowId).toContain('P-EXP');
    await build.advanceCase(caseId);
    const asked = '(SELECT count(*)::int FROM outgoing_message m WHERE m.subject_id = d.id)';
    expect(await build.db.query(`SELECT state, ${asked} AS asked FROM debit_confirmation d`)).toEqual([
      { state: 'confirmed', asked: 0 },
    ]);
    expect(await until(caseId)).toEqual([end]);
    expect(await violations()).toEqual([]);
  });

  it('is no matter of the report of one of whom the bank says that he does not hold the account', async () => {
    const { caseId: lie } = await complains('LIAR-1');
    const [question] = await build.db.manager.findBy(DebitConfirmationRow, { caseId: lie });
    const says = { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS', at: new Date().toISOString() };
    const message = await build.answer(BANK, 'debit.confirmation', question?.id ?? '', {
      confirmationId: question?.id,
      ...says,
    });
    await recordConfirmation(build.db, { confirmationId: question?.id ?? '', caseId: lie }, message);
    await build.advanceCase(lie);
    const toldAt = hoursAgo(1).toISOString();
    const response = await told('LIAR-1', { toldAt });
    expect(response.cases).toMatchObject([{ joined: false }]);
    await build.advanceCase(caseOf(response));
    await build.advanceCase(lie);
    const live = (await build.db.manager.find(HoldRow)).filter(({ state }) => LIVE_HOLD_STATES.includes(state));
    expect(live.map(({ expiresAt }) => expiresAt)).toEqual([plus(await openedAt(caseOf(response)), 72)]);
    expect(await violations()).toEqual([]);
  });

  it('holds at each account that the money reaches, until the same instant', async () => {
    const toldAt = hoursAgo(10).toISOString();
    const caseId = caseOf(await told('HOPS-1', { toldAt }));
    const end = plus(await openedAt(caseId), 72);
    const [first] = await build.holds(caseId);
    await heldInPart(first?.id ?? '');
    const holds = await build.holds(caseId);
    expect(holds.map(({ kind, hop, expiresAt }) => [kind, hop, expiresAt])).toEqual([
      ['section7', 0, end],
      ['section7', 1, end],
    ]);
    expect(await violations()).toEqual([]);
  });

  it('lets go when nobody complains within the 72 hours, by that rule and not by the seven days', async () => {
    const caseId = caseOf(await told('LATE-1', { toldAt: hoursAgo(10).toISOString() }));
    const [hold] = await build.holds(caseId);
    const holdId = hold?.id ?? '';
    await build.send(holdId, { result: 'HELD_FULL' });
    await timePasses(build.owner, '71 hours 59 minutes');
    await build.advanceHold(holdId);
    expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
    await timePasses(build.owner, '1 minute');
    await build.advanceHold(holdId);
    const release = await build.releaseOrder(holdId);
    expect(release.reason).toBe('EXPIRED');
    expect(release.legalBasis.map((row) => row.split('/')[1])).toEqual(expect.arrayContaining(['P-EXP', 'VIC-7B']));
    expect(release.legalBasis.join()).not.toContain('LIFT-7E');
    await build.advanceCase(caseId);
    expect(await build.holds(caseId)).toHaveLength(1);
  });

  it('goes on for 168 hours from the complaint that the victim then makes, at each account', async () => {
    const noticeCase = caseOf(await told('THEN-1'));
    const [first] = await build.holds(noticeCase);
    await heldInPart(first?.id ?? '');
    const { caseId } = await complains('THEN-1');
    await build.advanceCase(caseId);
    const ends = plus(await openedAt(caseId), 168);
    expect(await until(noticeCase)).toEqual([ends, ends]);
    await build.advanceCase(noticeCase);
    expect(await until(noticeCase)).toEqual([ends, ends]);
    expect(await violations()).toEqual([]);
  });

  it('goes on for 168 hours from when an inquiry officer received the complaint', async () => {
    const caseId = caseOf(await told('STATED-1'));
    const receivedAt = hoursAgo(1);
    const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: receivedAt.toISOString() };
    const stated = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
    expect(stated).toMatchObject({ ok: true });
    await build.advanceCase(caseId);
    expect(await until(caseId)).toEqual([plus(receivedAt, 168)]);
    expect(await violations()).toEqual([]);
  });

  it('ends by the word of the bank once the complaint is withdrawn, and orders nothing again', async () => {
    const notice = await told('WITHDRAWN-1');
    const noticeCase = caseOf(notice);
    const [hold] = await build.holds(noticeCase);
    await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
    const { caseId } = await complains('WITHDRAWN-1');
    await build.advanceCase(caseId);
    await withdraw(build.db, caseId);
    await build.advanceCase(caseId);
    expect((await build.hold(hold?.id ?? '')).state).toBe('held');
    await build.takenBack(BANK, notice.id, { because: 'customer_withdrew', at: new Date().toISOString() });
    await build.advanceCase(noticeCase);
    expect((await build.releaseOrder(hold?.id ?? '')).reason).toBe('WITHDRAWN');
    await build.release(hold?.id ?? '');
    await build.advanceCase(noticeCase);
    expect(await build.holds(noticeCase)).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it('joins the complaint that the victim made before, confirms its debit, and moves no clock', async () => {
    const { caseId, holdIds } = await complains('BEFORE-1');
    const response = await told('BEFORE-1');
    expect(response.cases).toMatchObject([{ id: caseId, joined: true, references: ['BEFORE-1'] }]);
    await build.advanceCase(caseId);
    const hold = await build.hold(holdIds[0] ?? '');
    expect(hold.expiresAt).toEqual(plus(await openedAt(caseId), 168));
    expect(await build.db.query('SELECT count(*)::int AS n FROM hold')).toEqual([{ n: 1 }]);
    expect(await violations()).toEqual([]);
  });

  it('said twice joins the first, and gives no second 72 hours', async () => {
    const toldAt = hoursAgo(10).toISOString();
    const caseId = caseOf(await told('TWICE-1', { toldAt }));
    const again = await told('TWICE-1', { toldAt: hoursAgo(1).toISOString() });
    expect(again.cases).toMatchObject([{ id: caseId, joined: true }]);
    await build.advanceCase(caseId);
    expect(await until(caseId)).toEqual([plus(await openedAt(caseId), 72)]);
    expect(await violations()).toEqual([]);
  });

  it('makes a hold of section 7 of what a bank suspected before, where it lasts longer', async () => {
    const suspected = await build.suspect(MULE_ACCOUNT.institution, {
      ground: 'Several credits were passed on at once.',
      suspected: 'technology_crime',
      foundAt: hoursAgo(1).toISOString(),
      fromAccount: VICTIM_ACCOUNT,
      transfers: notice('BESIDE-1').transfers,
    } as Parameters<RecordBuilder['suspect']>[1]);
    const caseId = caseOf(await told('BESIDE-1'));
    expect(caseId).not.toBe(suspected.cases[0]?.id);
    await build.advanceCase(caseId);
    expect((await build.holds(caseId)).map(({ kind }) => kind)).toEqual(['section7']);
    expect(await violations()).toEqual([]);
  });

  it.each<[string, string, Partial<CustomerNoticeInput>, string, string]>([
    ['of another bank', MULE_ACCOUNT.institution, {}, '/victimAccount', 'FIELD.NOT_YOURS'],
    ['whose time is over', BANK, { toldAt: hoursAgo(73).toISOString() }, '/toldAt', 'FIELD.OVER'],
    ['before the transfer', BANK, { toldAt: hoursAgo(13).toISOString() }, '/toldAt', 'FIELD.BEFORE_TRANSFER'],
    ['in the future', BANK, { toldAt: hoursAgo(-1).toISOString() }, '/toldAt', 'FIELD.IN_FUTURE'],
  ])('is refused %s, and nothing is written', async (_name, slug, changes, pointer, code) => {
    const received = await build.customerTold(slug, notice('REFUSED-1', changes));
    expect(received).toMatchObject({ ok: false, code: 'NOTICE.INVALID' });
    expect((received as { faults?: object[] }).faults).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(await build.db.query('SELECT count(*)::int AS n FROM case_file')).toEqual([{ n: 0 }]);
  });

  it('is capped for one bank and one account a day, like notices of suspicion, and a repeated word is not counted', async () => {
    const few = { maxOfCustomers: 5, maxPerTarget: 3 };
    await switchPolicy(build.owner, 'P-NOTICE', few);
    const at = (accountNo: string, reference: string) => ({
      ...transfer(reference),
      to: { account: { ...MULE_ACCOUNT, accountNo } },
    });
    await told('CAP-1', {
      transfers: [at('9000000101', 'CAP-1'), at('9000000101', 'CAP-2'), at('9000000102', 'CAP-3')],
    });
    // The same account once more, by another customer, and then once too often.
    const other = { victimAccount: { ...VICTIM_ACCOUNT, accountNo: '9000000044' } };
    await told('CAP-4', { ...other, transfers: [at('9000000101', 'CAP-4')] });
    const beyond = notice('CAP-5', { ...other, transfers: [at('9000000101', 'CAP-5')] });
    expect(await build.customerTold(BANK, beyond)).toMatchObject({ ok: false, code: 'NOTICE.CUSTOMER_LIMIT' });
    // What was told before is joined: it holds nothing more.
    await told('CAP-1', { transfers: [at('9000000101', 'CAP-1')] });
    await told('CAP-6', { ...other, transfers: [at('9000000103', 'CAP-6')] });
    const sixth = notice('CAP-7', { ...other, transfers: [at('9000000104', 'CAP-7')] });
    expect(await build.customerTold(BANK, sixth)).toMatchObject({ ok: false, code: 'NOTICE.CUSTOMER_LIMIT' });
    const cases = await build.db.manager.count(CaseFileRow);
    expect(cases).toBe(3);
  });

  describe('is taken back by the bank', () => {
    const back = (
      noticeId: string,
      because: 'mistake' | 'customer_withdrew' = 'customer_withdrew',
      slug: string = BANK,
    ) => build.takenBack(slug, noticeId, { because, at: new Date().toISOString() });
    const held = async (caseId: string) => {
      const [hold] = await build.holds(caseId);
      await build.send(hold?.id ?? '', { result: 'HELD_FULL' });
      await build.advanceCase(caseId);
      return hold?.id ?? '';
    };

    it('and what rests on it alone is let go, at each account, once', async () => {
      const response = await told('BACK-1');
      const caseId = caseOf(response);
      const [first] = await build.holds(caseId);
      await heldInPart(first?.id ?? '');
      expect(await back(response.id)).toMatchObject({ ok: true, response: { caseId, ends: 'notice' } });
      await build.advanceCase(caseId);
      const states = (await build.holds(caseId)).map(({ state, stateReason }) => [state, stateReason]);
      expect(states).toEqual(states.map(() => ['release_ordered', 'WITHDRAWN']));
      expect(states).toHaveLength(2);
      expect(await back(response.id)).toMatchObject({ ok: false, code: 'NOTICE.TAKEN_BACK' });
      await build.advanceCase(caseId);
      expect(await build.holds(caseId)).toHaveLength(2);
      expect(await violations()).toEqual([]);
    });

    it('and a complaint that the customer made to 1441 meanwhile goes on, with its own clock', async () => {
      const response = await told('BACK-2');
      const holdId = await held(caseOf(response));
      const { caseId } = await complains('BACK-2');
      await build.advanceCase(caseId);
      expect(await back(response.id)).toMatchObject({ ok: true, response: { ends: 'notice' } });
      await build.advanceCase(caseOf(response));
      await build.advanceCase(caseId);
      expect(await build.hold(holdId)).toMatchObject({ state: 'held', expiresAt: plus(await openedAt(caseId), 168) });
      expect(await violations()).toEqual([]);
    });

    it('and ends nothing where an inquiry officer received the complaint', async () => {
      const response = await told('BACK-3');
      const caseId = caseOf(response);
      const holdId = await held(caseId);
      const body = { policeCaseNo: 'P-1', station: 'Test', complaintReceivedAt: hoursAgo(1).toISOString() };
      const stated = await addToComplaint(build.db, { caseId, kind: 'statement', body, actor: INQUIRY_OFFICER });
      expect(stated).toMatchObject({ ok: true });
      expect(await back(response.id)).toMatchObject({ ok: true, response: { ends: 'nothing' } });
      await build.advanceCase(caseId);
      expect(await build.hold(holdId)).toMatchObject({ state: 'held' });
      expect(await violations()).toEqual([]);
    });

    it('and one that joined a complaint ends nothing of it; a mistake about it calls a person', async () => {
      const { caseId, holdIds } = await complains('BACK-4');
      const response = await told('BACK-4');
      expect(await back(response.id, 'mistake')).toMatchObject({ ok: true, response: { caseId, ends: 'nothing' } });
      await build.advanceCase(caseId);
      expect((await build.hold(holdIds[0] ?? '')).state).toBe('ordered');
      expect(await build.db.query(`SELECT kind FROM break_record`)).toEqual([{ kind: 'NOTICE_TAKEN_BACK' }]);
      expect(await violations()).toEqual([]);
    });

    it('never by another bank, and a report of the same transfer after it is held again', async () => {
      const response = await told('BACK-5');
      expect(await back(response.id, 'mistake', MULE_ACCOUNT.institution)).toMatchObject({ code: 'NOTICE.ABSENT' });
      expect(await back('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({ code: 'NOTICE.ABSENT' });
      const holdId = await held(caseOf(response));
      expect(await back(response.id)).toMatchObject({ ok: true });
      await build.advanceCase(caseOf(response));
      await build.release(holdId);
      const { caseId } = await complains('BACK-5');
      await build.advanceCase(caseId);
      expect((await build.holds(caseId)).at(-1)).toMatchObject({ state: 'ordered', kind: 'section7' });
      expect(await violations()).toEqual([]);
    });

    it('as a mistake, and confirms no debit any more: a later report of it is asked about, and has the urgent time', async () => {
      const response = await told('BACK-7');
      const holdId = await held(caseOf(response));
      expect(await back(response.id, 'mistake')).toMatchObject({ ok: true, response: { ends: 'notice' } });
      await build.advanceCase(caseOf(response));
      await build.release(holdId);
      const { caseId } = await build.complain({
        victim: { name: 'Somebody Else', citizenId: '9900000000014' },
        transfers: [{ reference: 'BACK-7', transferredAt: TRANSFERRED_AT }],
      });
      await build.advanceCase(caseId);
      const debits = await build.db.query<object[]>('SELECT state, reason FROM debit_confirmation ORDER BY id');
      expect(debits).toEqual([
        { state: 'unknown', reason: 'TAKEN_BACK' },
        { state: 'asked', reason: null },
      ]);
      const again = (await build.holds(caseId)).at(-1);
      expect(again).toMatchObject({ state: 'ordered', kind: 'section7' });
      expect((again?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(60 * 60_000);
      expect(await violations()).toEqual([]);
    });

    it('as a mistake, which calls a person where another complaint rests on it', async () => {
      const response = await told('BACK-8');
      const holdId = await held(caseOf(response));
      const { caseId } = await complains('BACK-8');
      await build.advanceCase(caseId);
      expect(await back(response.id, 'mistake')).toMatchObject({ ok: true, response: { ends: 'notice' } });
      await build.advanceCase(caseOf(response));
      await build.advanceCase(caseId);
      expect((await build.hold(holdId)).state).toBe('held');
      expect(await build.db.query('SELECT kind FROM break_record')).toEqual([{ kind: 'NOTICE_TAKEN_BACK' }]);
      expect(await violations()).toEqual([]);
    });

    it('by its signed word alone: the database takes no other withdrawal of it', async () => {
      const caseId = caseOf(await told('BACK-6'));
      await expect(
        build.owner.query('UPDATE case_file SET withdrawn_at = now() WHERE id = $1', [caseId]),
      ).rejects.toThrow('four eyes');
    });
  });

  it('is capped for one debited account a day, and verify finds what is beyond a cap', async () => {
    await switchPolicy(build.owner, 'P-NOTICE', { maxOfCustomers: 50, maxPerTarget: 50, maxPerDebited: 2 });
    const at = (accountNo: string, reference: string) => ({
      ...transfer(reference),
      to: { account: { ...MULE_ACCOUNT, accountNo } },
    });
    await told('DEB-1', { transfers: [at('9000000101', 'DEB-1'), at('9000000102', 'DEB-2')] });
    const third = notice('DEB-3', { transfers: [at('9000000103', 'DEB-3')] });
    expect(await build.customerTold(BANK, third)).toMatchObject({ ok: false, code: 'NOTICE.CUSTOMER_LIMIT' });
    const other = { victimAccount: { ...VICTIM_ACCOUNT, accountNo: '9000000044' } };
    await told('DEB-4', { ...other, transfers: [at('9000000104', 'DEB-4')] });
    expect(await violations()).toEqual([]);
    // Somebody writes a notice past the cap.
    await build.owner.transaction(async (manager) => {
      await manager.query('SET LOCAL session_replication_role = replica');
      await manager.query(`UPDATE case_file SET victim_account_no = $1 WHERE victim_account_no = '9000000044'`, [
        VICTIM_ACCOUNT.accountNo,
      ]);
    });
    const { violations: found } = await ground.run({ manager: build.owner.manager } as VerifyContext);
    expect(found).toEqual([expect.stringContaining('beyond a cap of P-NOTICE')]);
  });
});

describe('the notice of a customer at the API', () => {
  let api: RunningApi;
  let to: ReturnType<typeof noticesTo>;
  beforeAll(async () => {
    api = await runApi();
    to = noticesTo(api);
  });
  afterAll(() => api.close());

  const body = () => {
    const { transfers } = institutionNotice();
    return {
      kind: 'customer',
      victimAccount: { institution: 'th-004', accountNo: '1112223334' },
      toldAt: ago(60_000),
      bankCaseId: 'KB-2569-0001',
      caseType: 'call_centre',
      transfers: transfers.map(({ suspended: _suspended, ...transfer }) => transfer),
    };
  };

  it('is taken from the bank of the debited account, by its signature, and answered alike when repeated', async () => {
    const webhookId = randomUUID();
    const sent = body();
    const accepted = await to.taken('th-004', sent, { webhookId });
    expect(accepted).toMatchObject({ suspensions: [], holds: [], cases: [{ joined: false }] });
    const caseId = String(accepted.cases[0]?.id);
    expect(await to.count(`hold WHERE case_id = $1 AND kind = 'section7'`, caseId)).toBe(1);
    expect(await to.taken('th-004', sent, { webhookId })).toEqual(accepted);
    expect(await to.count('case_file WHERE told_bank_at IS NOT NULL')).toBe(1);
    const view = CaseView.parse((await api.call('GET', `/v1/cases/${caseId}`, { roles: ['auditor'] })).body);
    expect(view).toMatchObject({ caseType: 'call_centre', stolenSatang: '5000000' });
  });

  it('is refused from another bank, and from an officer', async () => {
    const answer = await to.post('th-002', body());
    expect([answer.status, answer.body['code']]).toEqual([422, 'NOTICE.INVALID']);
    expect(answer.body['errors']).toMatchObject([{ pointer: '/victimAccount', code: 'FIELD.NOT_YOURS' }]);
    expect((await to.byOfficer(body())).body).toMatchObject({ code: 'NOTICE.CALLER' });
  });
});
