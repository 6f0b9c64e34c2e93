import { ulid } from 'ulid';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { ComplaintStatus } from '../../../src/wire/case/complaint.js';
import { ExchangesView } from '../../../src/wire/office/exchange.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { TellingAccepted, VictimsToTell } from '../../../src/wire/case/telling.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn, type HeldAccount } from '../appeal/support.js';
import { withdraw } from '../../support/withdraw.js';

const ONWARD = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    transferRef: `ONWARD-${ulid()}`,
    to: { account: { institution: 'th-014', accountNo: `888999000${index}` } },
    amountSatang: '200000',
    attributedSatang: '200000',
    at: new Date(Date.now() - 60_000).toISOString(),
    channel: 'promptpay',
  }));

describe('the victim', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeEach(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterEach(() => api.close());

  const due = async (query = '') => {
    const answer = await api.call('GET', `/v1/tellings/due${query}`, {
      roles: ['hotline_operator'],
      subject: 'operator-9',
    });
    return VictimsToTell.parse(answer.body);
  };
  const status = async (caseId: string) =>
    ComplaintStatus.parse((await api.call('GET', `/v1/complaints/${caseId}`, { roles: ['hotline_operator'] })).body);
  const post = (caseId: string, body: Record<string, unknown>, key: string = ulid(), subject = 'operator-9') =>
    api.call('POST', `/v1/complaints/${caseId}/tellings`, {
      roles: ['hotline_operator'],
      subject,
      headers: { 'idempotency-key': key },
      body: { outcome: 'told', means: 'call', ...body },
    });
  const newsUntil = async (caseId: string) => String((await status(caseId)).toTell?.newsUntil);
  const duties = async (caseId: string) => {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/duties`, { roles: ['auditor'] });
    return DutiesView.parse(body).duties.filter(({ ruleId, owedBy }) => ruleId === 'P-TELL' && owedBy === 'centre');
  };
  /** Moves the news of a case back in time. */
  const age = (caseId: string, minutes: number) =>
    api.db.query(
      `UPDATE victim_news SET at = at - $2 * interval '1 minute', due_at = due_at - $2 * interval '1 minute' WHERE case_id = $1`,
      [caseId, minutes],
    );
  /** Has the bank of the first hold say that the money is free. */
  async function released({ holdId, caseId }: HeldAccount): Promise<void> {
    const body = { reason: 'found to be unrelated', unrelated: true };
    const { body: release } = await api.call('POST', `/v1/holds/${holdId}/release`, { roles: ['aoc_officer'], body });
    await on.released(holdId, String(release['releaseOrderId']), '5000000');
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  }

  it('must be told within the hour that money is held: how much and where, in both languages, without data of the holder', async () => {
    const { caseId } = await on.held();
    const { victims } = await due();
    expect(victims).toMatchObject([
      { caseId, overdue: false, attempts: 0, language: 'en', victim: { name: 'Somchai Makeup', phone: '0812345678' } },
    ]);
    const [entry] = victims;
    expect(Date.parse(String(entry?.dueAt)) - Date.parse(String(entry?.since))).toBe(3_600_000);
    expect(entry?.text.en).toContain('has suspended 50,000.00 baht');
    expect(entry?.text.th).toContain('50,000.00 บาท');
    expect(JSON.stringify(entry?.text)).not.toMatch(/5556667778|7778/);
    const looked = `SELECT actor || payload::text AS value FROM audit_event WHERE type = 'victims_to_tell.read'`;
    expect(await on.value(looked)).toBe(`operator-9{"caseIds": ["${caseId}"]}`);
  });

  it('is called once for ten hops; the telling shows on the status, is an exchange, and ends the duty', async () => {
    const { caseId } = await on.held({
      receipt: { result: 'HELD_PARTIAL', heldAmountSatang: '3000000', onward: ONWARD(9) },
    });
    const holds: { id: string; order_id: string }[] = await api.db.query(
      'SELECT h.id, o.id AS order_id FROM hold h JOIN hold_order o ON o.hold_id = h.id WHERE h.case_id = $1 AND hop = 1',
      [caseId],
    );
    for (const { id, order_id } of holds) await on.receipt(id, order_id, { heldAmountSatang: '200000' }, 'th-014');
    const { victims } = await due();
    expect(victims).toHaveLength(1);
    expect(victims[0]?.text.en.split('\n')).toHaveLength(5);
    expect(victims[0]?.text.en).toContain('18,000.00 baht');
    expect(victims[0]?.text.en).toContain('Suspended at this moment: 48,000.00 of 50,000.00 baht.');
    expect(await duties(caseId)).toMatchObject([{ state: 'open', subjectKind: 'case', subject: caseId }]);

    const telling = TellingAccepted.parse((await post(caseId, { newsUntil: victims[0]?.newsUntil })).body);
    expect(telling).toMatchObject({ outcome: 'told', means: 'call', text: victims[0]?.text, stillToTell: 0 });
    expect((await due()).victims).toEqual([]);
    expect(await duties(caseId)).toMatchObject([{ state: 'fulfilled', late: false, fulfilledAt: telling.at }]);
    expect(await status(caseId)).toMatchObject({
      toTell: null,
      told: [{ id: telling.id, person: 'operator-9', means: 'call', at: telling.at, text: telling.text }],
    });
    const { body } = await api.call('GET', `/v1/cases/${caseId}/exchanges`, { roles: ['auditor'] });
    const exchange = ExchangesView.parse(body).exchanges.find(({ kind }) => kind === 'victim.telling');
    expect(exchange).toMatchObject({ direction: 'out', party: 'victim', messageId: telling.id });
    expect(exchange?.legalBasis[0]).toContain('/P-TELL/');
    expect(exchange?.fields).toEqual(expect.arrayContaining(['news[].amountSatang', 'news[].institution', 'text.th']));
    expect(exchange?.fields.join()).not.toMatch(/account|holder|name/i);
  });

  it('hears of the release too, also after a withdrawal, and that the case is closed', async () => {
    const hold = await on.held();
    await post(hold.caseId, { newsUntil: await newsUntil(hold.caseId) });
    await withdraw(api.application, hold.caseId);
    await advanceCase(api.application, hold.caseId, AGENCY_DIALECTS, api.subjectHash);
    expect((await status(hold.caseId)).toTell).toBeNull();
    const releaseId = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', hold.holdId);
    await on.released(hold.holdId, releaseId, '5000000');
    await api.db.query(`UPDATE evidence_request SET state = 'unknown'`);
    await api.db.query(`UPDATE debit_confirmation SET state = 'unknown'`);
    await advanceCase(api.application, hold.caseId, AGENCY_DIALECTS, api.subjectHash);
    const { toTell, status: state } = await status(hold.caseId);
    expect(state).toBe('closed');
    expect(toTell?.text.en.split('\n').slice(1)).toEqual([
      expect.stringContaining('has let 50,000.00 baht go: the complaint was withdrawn.'),
      'The case is closed.',
      'Suspended at this moment: 0.00 of 50,000.00 baht.',
      'If you have questions, call 1441.',
    ]);
    expect((await post(hold.caseId, { newsUntil: toTell?.newsUntil, means: 'letter' })).status).toBe(201);
    expect((await status(hold.caseId)).told.map(({ means }) => means)).toEqual(['letter', 'call']);
  });

  it('hears why a case closed whose debits the bank denied, and what to do', async () => {
    const hold = await on.held();
    await api.db.query(`UPDATE debit_confirmation SET state = 'denied', reason = 'NO_SUCH_TRANSFER'`);
    await api.db.query(`UPDATE evidence_request SET state = 'unknown'`);
    await advanceCase(api.application, hold.caseId, AGENCY_DIALECTS, api.subjectHash);
    const releaseId = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', hold.holdId);
    await on.released(hold.holdId, releaseId, '5000000');
    await advanceCase(api.application, hold.caseId, AGENCY_DIALECTS, api.subjectHash);
    const { toTell, status: state } = await status(hold.caseId);
    expect(state).toBe('closed');
    expect(toTell?.text.en).toContain('The case is closed: your bank says that it made no such transfer.');
    expect(toTell?.text.th).toContain('โปรดตรวจเลขอ้างอิงแล้วแจ้งใหม่');
  });

  it('who could not be reached waits on, further back in the line, and each attempt is recorded', async () => {
    const [first, second] = [await on.held(), await on.held()];
    await age(first.caseId, 50);
    await age(second.caseId, 30);
    expect((await due()).victims.map(({ caseId }) => caseId)).toEqual([first.caseId, second.caseId]);
    const body = { outcome: 'not_reached', newsUntil: await newsUntil(first.caseId), note: 'nobody answers' };
    const tried = TellingAccepted.parse((await post(first.caseId, body)).body);
    expect(tried).toMatchObject({ outcome: 'not_reached', text: null, stillToTell: 1 });
    const pastDue = [await age(first.caseId, 60), await age(second.caseId, 90)].length;
    expect(pastDue).toBe(2);
    const { victims } = await due();
    expect(victims.map(({ caseId, overdue, attempts }) => [caseId, overdue, attempts])).toEqual([
      [second.caseId, true, 0],
      [first.caseId, true, 1],
    ]);
    expect((await status(first.caseId)).told).toMatchObject([
      { outcome: 'not_reached', text: null, note: 'nobody answers' },
    ]);
    expect(await duties(first.caseId)).toMatchObject([{ state: 'overdue' }]);
    expect(await on.value(`SELECT count(*) AS value FROM exchange WHERE kind = 'victim.telling'`)).toBe('0');
    const page = await due('?limit=1');
    expect((await due(`?limit=1&after=${String(page.next)}`)).victims[0]?.caseId).toBe(first.caseId);
  });

  it('is told once, however often the report is sent, and later news stays to be told', async () => {
    const hold = await on.held();
    const read = await newsUntil(hold.caseId);
    await released(hold);
    const key = ulid();
    const firstReport = await post(hold.caseId, { newsUntil: read }, key);
    expect(firstReport.body).toMatchObject({ stillToTell: 1 });
    expect((await post(hold.caseId, { newsUntil: read }, key)).body).toEqual(firstReport.body);
    expect((await post(hold.caseId, { newsUntil: read, means: 'sms' }, key)).body['code']).toBe(
      'IDEMPOTENCY.OTHER_BODY',
    );
    const otherReport = await post(hold.caseId, { newsUntil: read }, ulid(), 'operator-8');
    expect([otherReport.status, otherReport.body['code']]).toEqual([409, 'TELLING.NOTHING_NEW']);
    expect((await status(hold.caseId)).toTell?.text.en).toContain('has let 50,000.00 baht go');
    expect(await on.value('SELECT count(*) AS value FROM victim_telling')).toBe('1');
  });

  it('cannot have been told before it happened, nor in the future', async () => {
    const { caseId } = await on.held();
    const until = await newsUntil(caseId);
    for (const at of [new Date(Date.now() + 60_000).toISOString(), '2020-01-01T00:00:00Z'])
      expect((await post(caseId, { newsUntil: until, at })).body['code']).toBe('TELLING.IMPOSSIBLE_TIME');
    expect((await post(ulid(), { newsUntil: until })).body['code']).toBe('COMPLAINT.ABSENT');
  });

  it('leaves a database in which every invariant holds, and no name in log or audit', async () => {
    const hold = await on.held();
    await due();
    await post(hold.caseId, { newsUntil: await newsUntil(hold.caseId) });
    await released(hold);
    await due();
    const report = await verifyRecord({ db: api.application });
    expect(report.checks.filter(({ violations }) => violations > 0)).toEqual([]);
    const audit = await on.value(`SELECT string_agg(payload::text, ' ') AS value FROM audit_event`);
    expect(audit + api.log.join('\n')).not.toMatch(/Makeup|0812345678/);
  });
});
