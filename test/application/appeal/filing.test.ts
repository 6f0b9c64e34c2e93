import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { basisOfHold } from '../../../src/domain/telling/why-held.js';
import { AppealStatus } from '../../../src/wire/case/appeal.js';
import { HoldList } from '../../../src/wire/case/hold.js';
import { ReleaseOrder } from '../../../src/wire/institution/calls/release-order.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { appealsOn } from './support.js';
import { takeRelease } from '../../support/outgoing.js';

describe('an appeal against a hold', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const status = (reference: string, secret: string, from = '203.0.113.7') =>
    api.call('POST', '/v1/appeals/status', {
      roles: null,
      body: { reference, secret },
      headers: { 'x-forwarded-for': from },
    });

  describe('by the holder', () => {
    it('needs only reference and secret, in any spelling, and shows the five facts', async () => {
      const hold = await on.held();
      const filed = on.accepted(await on.byHolder(hold));
      expect(filed).toMatchObject({ state: 'received', tier: 'centre', joined: false, reference: hold.reference });
      expect(Date.parse(filed.targetAt) - Date.parse(filed.receivedAt)).toBe(4 * 3_600_000);
      const written = hold.secret.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      const shown = AppealStatus.parse((await status(hold.reference, written)).body);
      expect(shown).toMatchObject({
        amountSatang: '5000000',
        kind: 'section7',
        orderedBy: 'AOC 1441',
        reference: hold.reference,
        holdState: 'held',
        appeal: { state: 'received', tier: 'centre', answers: [] },
        nextStep: 'wait',
        promise: null,
      });
    });

    it('is promised its answer before it is filed, and names the bank and four digits', async () => {
      const hold = await on.held({ accountNo: '5556667123' });
      const shown = AppealStatus.parse((await status(hold.reference, hold.secret)).body);
      expect(shown).toMatchObject({
        institution: { nameEn: 'th-002', nameTh: 'th-002' },
        accountMasked: 'xxxxxx7123',
        orderedByTh: 'ศูนย์ AOC 1441',
        nextStep: 'appeal',
        promise: { tier: 'centre' },
      });
      const filed = on.accepted(await on.byHolder(hold));
      expect(Date.parse(filed.targetAt)).toBeGreaterThanOrEqual(Date.parse(shown.promise?.targetAt ?? ''));
      expect(Date.parse(filed.targetAt) - Date.parse(shown.promise?.targetAt ?? '')).toBeLessThan(60_000);
    });

    it('is added to the open appeal, and kept once when it is sent again', async () => {
      const hold = await on.held();
      const first = on.accepted(await on.byHolder(hold));
      expect(on.accepted(await on.byHolder(hold))).toEqual({ ...first, joined: true });
      expect(on.accepted(await on.byHolder(hold, 'Here is the receipt.')).id).toBe(first.id);
      const filings = 'SELECT count(*) AS value FROM appeal_filing WHERE appeal_id = $1';
      expect(await on.value(filings, first.id)).toBe('2');
    });

    it('with a wrong secret is answered like one against an unknown hold', async () => {
      const hold = await on.held();
      const wrong = await on.byHolder({ ...hold, secret: '0000-0000-0000' });
      const absent = await on.byHolder({ ...hold, reference: hold.reference.replace(/......$/, 'ZZZZZZ') });
      expect([wrong.status, wrong.body['code']]).toEqual([404, 'APPEAL.UNKNOWN']);
      expect({ ...wrong.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    });

    it('slows one caller who guesses down, and keeps neither the holder nor other holds from an answer', async () => {
      const [hold, other] = [await on.held(), await on.held()];
      for (let trial = 0; trial < 10; trial += 1)
        expect((await status(hold.reference, '0000-0000-0000')).status).toBe(404);
      const eleventh = await status(hold.reference, hold.secret);
      expect([eleventh.status, eleventh.body['code']]).toEqual([429, 'APPEAL.TOO_MANY_TRIES']);
      expect(eleventh.headers.get('retry-after')).toBe('60');
      expect((await status(other.reference, other.secret)).status).toBe(200);
      expect((await status(hold.reference, hold.secret, '198.51.100.9')).status).toBe(200);
      await api.db.query(`UPDATE secret_trial SET next_at = next_at - interval '1 minute'`);
      expect((await status(hold.reference, hold.secret)).status).toBe(200);
    });

    it('lets no more guesses through when they come at once, and answers those at an unknown reference alike', async () => {
      const hold = await on.held();
      const unknown = hold.reference.replace(/......$/, 'ZZZZZY');
      for (const reference of [hold.reference, unknown]) {
        const began = performance.now();
        const answers = await Promise.all(
          Array.from({ length: 40 }, () => status(reference, '0000-0000-0000', '198.51.100.44')),
        );
        const answered = answers.filter((answer) => answer.status === 404).length;
        expect(await on.value('SELECT failed AS value FROM secret_trial ORDER BY last_at DESC LIMIT 1')).toBe(
          String(answered),
        );
        // One more when the pause of a second is over, which a slow machine sees, and the next lasts two.
        const pausesOver = Math.floor(Math.log2(1 + (performance.now() - began) / 1_000));
        expect(answered).toBeGreaterThanOrEqual(10);
        expect(answered).toBeLessThanOrEqual(10 + pausesOver);
        await api.db.query(`UPDATE secret_trial SET next_at = now() + interval '1 minute'`);
        const last = await status(reference, '0000-0000-0000', '198.51.100.44');
        expect([last.status, last.body['code']]).toEqual([429, 'APPEAL.TOO_MANY_TRIES']);
      }
      const kept = await on.value(`SELECT string_agg(t::text, ' ') AS value FROM secret_trial t`);
      expect(kept).not.toMatch(/198\.51|203\.0/);
    });

    it('leaves no secret in the database once the bank has answered, and a replacing order has none', async () => {
      const hold = await on.held();
      expect(await on.value('SELECT appeal_secret AS value FROM hold WHERE id = $1', hold.holdId)).toBe('null');
      const everything = await on.value(
        `SELECT string_agg(payload::text, ' ') || (SELECT string_agg(h::text, ' ') FROM hold h) AS value FROM audit_event`,
      );
      expect(everything).not.toContain(hold.secret);
      expect(api.log.join('\n')).not.toContain(hold.secret);
    });
  });

  describe('by the institution', () => {
    it('is signed, joins the open appeal, and is an exchange on P-REL', async () => {
      const hold = await on.held();
      const first = on.accepted(await on.byHolder(hold));
      const webhookId = randomUUID();
      const body = { reference: hold.reference, holderIs: 'regular_merchant' };
      const joined = await on.byBank('th-002', body, { webhookId });
      expect(on.accepted(joined)).toEqual({ ...first, joined: true });
      expect(joined.headers['signature']).toBeDefined();
      expect((await on.byBank('th-002', body, { webhookId })).body).toEqual(joined.body);
      const other = await on.byBank('th-002', { reference: hold.reference, statement: 'else' }, { webhookId });
      expect([other.status, other.body['code']]).toEqual([409, 'INBOX.OTHER_BODY']);
      const basis = `SELECT legal_basis[1] AS value FROM exchange WHERE kind = 'holder.appeal' AND case_id = $1`;
      expect(await on.value(basis, hold.caseId)).toContain('/P-REL/');
      const { body: view } = await api.call('GET', `/v1/appeals/${first.id}`, { roles: ['auditor'] });
      expect(view).toMatchObject({ regularMerchant: true, filings: [{ way: 'holder' }, { way: 'institution' }] });
    });

    it('against a hold at another institution is refused as unknown', async () => {
      const hold = await on.held();
      const foreign = await on.byBank('th-004', { reference: hold.reference });
      expect([foreign.status, foreign.body['code']]).toEqual([404, 'APPEAL.UNKNOWN']);
    });

    it('with a broken signature is refused', async () => {
      const hold = await on.held();
      const forged = await on.byBank('th-002', { reference: hold.reference }, { forge: (text) => `${text} ` });
      expect(forged.status).toBe(401);
    });
  });

  describe('by the 1441-2 desk', () => {
    it('needs a token and an Idempotency-Key, and no secret', async () => {
      const hold = await on.held();
      const key = ulid();
      const first = await on.byDesk(hold.reference, key);
      on.accepted(first);
      expect((await on.byDesk(hold.reference, key)).body).toEqual(first.body);
      expect((await on.byDesk(hold.reference, key, 'else')).body['code']).toBe('IDEMPOTENCY.OTHER_BODY');
      const keyless = { roles: ['hotline_operator'], body: { reference: hold.reference, statement: 'x' } };
      expect((await api.call('POST', '/v1/appeals', keyless)).body['code']).toBe('REQUEST.IDEMPOTENCY_KEY');
    });

    it('is not for other roles, and may not claim what only an institution can sign', async () => {
      const hold = await on.held();
      const body = { reference: hold.reference, statement: 'x' };
      expect((await api.call('POST', '/v1/appeals', { roles: ['auditor'], body })).status).toBe(403);
      expect((await api.call('POST', '/v1/appeals', { roles: null, body })).body['code']).toBe('APPEAL.CALLER');
      const asDesk = { roles: ['hotline_operator'], headers: { 'idempotency-key': ulid() } };
      const withSecret = { ...asDesk, body: { ...body, secret: hold.secret } };
      expect((await api.call('POST', '/v1/appeals', withSecret)).body['code']).toBe('APPEAL.CALLER');
    });
  });

  it('keeps its statement out of log and audit', async () => {
    const hold = await on.held();
    on.accepted(await on.byHolder(hold, 'Somsri Bakery sold bread to him.'));
    const audit = await on.value(`SELECT string_agg(payload::text, ' ') AS value FROM audit_event`);
    expect(audit + api.log.join('\n')).not.toMatch(/Somsri|5556667778/);
    expect(audit).toContain('statementSha256');
  });
});

describe('the holder notice (P-TELL)', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const toldAt = (holdId: string) => on.value('SELECT holder_notified_at AS value FROM hold WHERE id = $1', holdId);

  it('is reported with the receipt, or later; the first report counts', async () => {
    const later = await on.held();
    expect(await toldAt(later.holdId)).toBe('null');
    const at = new Date().toISOString();
    await on.notified(later.holdId, at);
    await on.notified(later.holdId, new Date(Date.now() + 1_000).toISOString());
    expect(new Date(await toldAt(later.holdId)).getTime()).toBe(Math.floor(Date.parse(at) / 1000) * 1000);
    const atOnce = await on.held({ receipt: { holderNotifiedAt: at } });
    expect(await toldAt(atOnce.holdId)).not.toBe('null');
  });

  it('is a duty of the bank in the case: open, then overdue, and fulfilled when it was given', async () => {
    const hold = await on.held({ claims: { rangap_rulebook: 'demo' } });
    const duty = async () => {
      const { body } = await api.call('GET', `/v1/cases/${hold.caseId}/duties`, { roles: ['auditor'] });
      return DutiesView.parse(body).duties.find(({ ruleId, owedBy }) => ruleId === 'P-TELL' && owedBy === 'th-002');
    };
    expect(await duty()).toMatchObject({ owedBy: 'th-002', subject: hold.holdId, state: 'open' });
    // The demo rulebook gives twenty seconds, which have passed before the first look.
    await api.db.query('ALTER TABLE receipt DISABLE TRIGGER receipt_append_only');
    await api.db.query(`UPDATE receipt SET received_at = received_at - interval '1 minute' WHERE hold_id = $1`, [
      hold.holdId,
    ]);
    await api.db.query('ALTER TABLE receipt ENABLE TRIGGER receipt_append_only');
    expect(await duty()).toMatchObject({ state: 'overdue' });
    await on.notified(hold.holdId, new Date().toISOString());
    expect(await duty()).toMatchObject({ state: 'fulfilled', late: true });
  });

  it('of a release says what has ended; the bank reports it with the receipt or later, and a missing one is a duty', async () => {
    const hold = await on.held({ claims: { rangap_rulebook: 'demo' } });
    const body = { reason: 'found to be unrelated', unrelated: true };
    await api.call('POST', `/v1/holds/${hold.holdId}/release`, { roles: ['aoc_officer'], body });
    const release = await takeRelease(api.application, hold.holdId);
    expect(ReleaseOrder.parse(release?.order).holderNotice).toEqual({
      amountSatang: '5000000',
      since: expect.any(String) as string,
      kind: 'section7',
      orderedBy: 'AOC 1441',
      orderedByTh: 'ศูนย์ AOC 1441',
      basis: basisOfHold('section7'),
      reference: hold.reference,
      appealPhone: '1441',
    });
    const shown = async () => {
      const { body: holds } = await api.call('GET', `/v1/cases/${hold.caseId}/holds`, { roles: ['auditor'] });
      return HoldList.parse(holds).holds[0]?.releaseNotifiedAt;
    };
    const duty = async () => {
      const { body: view } = await api.call('GET', `/v1/cases/${hold.caseId}/duties`, { roles: ['auditor'] });
      return DutiesView.parse(view).duties.filter(({ ruleId, owedBy }) => ruleId === 'P-TELL' && owedBy === 'th-002');
    };
    await on.notified(hold.holdId, new Date().toISOString());
    await on.released(hold.holdId, String(release?.order.releaseOrderId), '5000000');
    expect((await duty()).map(({ state }) => state)).toEqual(['open', 'fulfilled']);
    await api.db.query(`UPDATE hold SET ended_at = ended_at - interval '1 minute' WHERE id = $1`, [hold.holdId]);
    expect((await duty()).map(({ state }) => state)).toEqual(['overdue', 'fulfilled']);
    await on.notified(hold.holdId, '2020-01-01T00:00:00.000Z', 'release');
    expect(await shown()).toBeNull();
    const at = new Date().toISOString();
    await on.notified(hold.holdId, at, 'release');
    expect((await duty()).map(({ state }) => state)).toEqual(['fulfilled', 'fulfilled']);
    expect(await shown()).toBe(at);

    const other = await on.held();
    await api.call('POST', `/v1/holds/${other.holdId}/release`, { roles: ['aoc_officer'], body });
    const id = await on.value('SELECT id AS value FROM release_order WHERE hold_id = $1', other.holdId);
    await on.released(other.holdId, id, '5000000', { holderNotifiedAt: at });
    const toldOfRelease = 'SELECT release_notified_at AS value FROM hold WHERE id = $1';
    expect(await on.value(toldOfRelease, other.holdId)).not.toBe('null');
  });

  it('at an impossible time leaves the duty open', async () => {
    const hold = await on.held();
    await on.notified(hold.holdId, '2020-01-01T00:00:00.000Z');
    await on.notified(hold.holdId, new Date(Date.now() + 3_600_000).toISOString());
    expect(await toldAt(hold.holdId)).toBe('null');
    const doubted = `SELECT count(*) AS value FROM audit_event WHERE chain = $1 AND type = 'holder.notice_doubted'`;
    expect(await on.value(doubted, hold.caseId)).toBe('2');
  });
});
