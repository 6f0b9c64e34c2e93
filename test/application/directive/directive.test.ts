import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { createRestAgencies } from '../../../src/agencies/rest-v1/rest-agencies.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { maskTail } from '../../../src/domain/identifiers/mask.js';
import { createRestInstitutions } from '../../../src/institutions/rest-v1/rest-institutions.js';
import { enrolDirectory } from '../../../src/migrate/migrate-database.js';
import { appendAudit, SYSTEM_CHAIN } from '../../../src/persistence/audit/append-audit.js';
import { bodySha256 } from '../../../src/persistence/exchange/message-body.js';
import type { NewParty } from '../../../src/persistence/party/enrol.js';
import { inTransaction } from '../../../src/persistence/unit-of-work.js';
import { loadPrivateKey } from '../../../src/signing/keys.js';
import type { Ports } from '../../../src/outgoing/kind.js';
import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { DirectiveList, DirectivesView, type DirectiveView } from '../../../src/wire/office/directive.js';
import { DutiesView } from '../../../src/wire/case/judgement.js';
import { complaintBody, postComplaint } from '../../api/support/complaints.js';
import { runApi, type RunningApi } from '../../api/support/running-api.js';
import { postCallback } from '../../api/support/signed-callback.js';
import { messagesAreDue, sendMessages, takeMessages } from '../../support/outgoing.js';
import { TestWorld } from '../../simulator/support/test-world.js';

const OFFICER = { roles: ['aoc_officer'], subject: 'officer-1' };
const SUPERVISOR = { roles: ['aoc_supervisor'], subject: 'supervisor-1' };
const NUMBER = '0899999901';
const CITIZEN = '9900000000014';
const LISTING = {
  kind: 'list',
  subject: { kind: 'citizen', value: CITIZEN },
  ground: 'cl. 5 (1)',
  reason: 'Two cases.',
};

/** Runs the API and the keeper's round against the simulated NBTC and banks, over signed HTTP. */
describe('directives', () => {
  let api: RunningApi;
  let world: TestWorld;
  let parties: Ports;
  let close: () => Promise<unknown>;
  let callers = 0;

  beforeAll(async () => {
    [api, world] = await Promise.all([runApi(), TestWorld.start()]);
    await inTransaction(api.db, async (manager) => {
      for (const { slug, keyId } of world.ground.config.parties) {
        const known = await world.ground.findPartyKey(keyId);
        const jwk = known?.publicKey.export({ format: 'jwk' });
        await manager.query('UPDATE party SET base_url = $2 WHERE slug = $1', [slug, world.urlOf(slug)]);
        await manager.query('UPDATE party_key SET public_jwk = $2 WHERE party = $1', [slug, jwk]);
      }
      await appendAudit(manager, SYSTEM_CHAIN, 'system', new Date(), [{ type: 'parties.enrolled', payload: {} }]);
    });
    const signing = { signingKey: world.ground.signWith, now: () => new Date(), newNonce: () => randomUUID() };
    const [agencies, institutions] = [createRestAgencies(signing), createRestInstitutions(signing)];
    parties = { agencies, institutions };
    close = () => Promise.all([agencies.close(), institutions.close()]);
  });
  afterAll(async () => {
    await close();
    await Promise.all([world.end(), api.close()]);
  });

  async function aCase(number = NUMBER): Promise<string> {
    callers += 1;
    const phone = `08123451${callers.toString().padStart(2, '0')}`;
    const reporter = { name: 'Somchai Makeup', phone, holdsVictimAccount: true };
    const suspectContacts = [{ kind: 'phone', value: number }];
    const { body } = await postComplaint(api, complaintBody({ reporter, suspectContacts }));
    await look(String(body['id']));
    return String(body['id']);
  }
  function look(caseId: string) {
    return advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  }
  /** Has NBTC answer the question about the number, and judges the case. */
  async function simIs(
    caseId: string,
    registration: 'identified' | 'not_registered',
    { number = NUMBER, ...more }: { number?: string; suspended?: boolean; origin?: 'line' | 'spoofed' } = {},
  ) {
    const [asked] = await api.db.query<{ id: string }[]>(
      `SELECT id FROM evidence_request WHERE case_id = $1 AND agency = 'nbtc'`,
      [caseId],
    );
    const nbtc = world.ground.config.parties.find(({ slug }) => slug === 'nbtc');
    const jwk = JSON.parse(readFileSync(String(nbtc?.privateJwkFile), 'utf8')) as Parameters<typeof loadPrivateKey>[0];
    const sims = [{ number, registration, suspended: false, ...more }];
    const message = { type: 'evidence.answer', data: { requestId: asked?.id, sims } };
    const sent = await postCallback(api, 'agencies', { keyId: 'nbtc-1', privateKey: loadPrivateKey(jwk) }, message);
    expect(sent.status).toBe(200);
    await look(caseId);
  }
  const ask = (caseId: string, body: object, who = OFFICER) =>
    api.call('POST', `/v1/cases/${caseId}/directives`, { ...who, body });
  const decide = (id: unknown, verdict: string, who = SUPERVISOR) =>
    api.call('POST', `/v1/directives/${String(id)}/decisions`, { ...who, body: { verdict, reason: 'Read it.' } });
  const outcome = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

  async function shown(caseId: string): Promise<DirectiveView[]> {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/directives`, SUPERVISOR);
    return DirectivesView.parse(body).directives;
  }
  async function duties(caseId: string, ruleId: string): Promise<string[]> {
    const { body } = await api.call('GET', `/v1/cases/${caseId}/duties`, OFFICER);
    const found = DutiesView.parse(body).duties.filter((duty) => duty.ruleId === ruleId);
    return found.map(({ owedBy, state }) => `${owedBy} ${state}`).sort();
  }
  const inForce = async () =>
    DirectiveList.parse((await api.call('GET', '/v1/directives?inForce=yes', { roles: ['auditor'] })).body).directives;
  const due = () => messagesAreDue(api.db);

  it('NBTC receives a number with evidence against it, after another person approved it', async () => {
    const caseId = await aCase();
    expect(outcome(await ask(caseId, { kind: 'telecom', reason: 'x' }))).toEqual([422, 'DIRECTIVE.UNKNOWN']);
    await simIs(caseId, 'not_registered');
    expect(await duties(caseId, 'NBTC-5')).toEqual(['centre open']);

    const { status, body } = await ask(caseId, { kind: 'telecom', reason: 'Nobody is behind the SIM.' });
    expect([status, body['state']]).toEqual([201, 'requested']);
    expect(outcome(await ask(caseId, { kind: 'telecom', reason: 'again' }))).toEqual([409, 'APPROVAL.ALREADY_OPEN']);
    expect(await sendMessages(api.application, parties)).toBe(0);
    expect(outcome(await decide(body['id'], 'approve', { ...SUPERVISOR, subject: 'officer-1' }))).toEqual([
      403,
      'APPROVAL.OWN_REQUEST',
    ]);
    expect(outcome(await decide(body['id'], 'approve', { ...SUPERVISOR, subject: 'operator-1' }))).toEqual([
      403,
      'APPROVAL.OWN_INTAKE',
    ]);
    expect((await decide(body['id'], 'approve')).body).toMatchObject({ state: 'approved', notices: 1 });
    expect(outcome(await decide(body['id'], 'refuse'))).toEqual([409, 'APPROVAL.ALREADY_DECIDED']);

    await world.admin('/behaviours', { party: 'nbtc', mode: 'down', delayMs: 0 });
    await expect(sendMessages(api.application, parties)).rejects.toMatchObject({ reason: 'SERVER_FAULT' });
    expect(await duties(caseId, 'NBTC-5')).toEqual(['centre open']);
    await world.admin('/behaviours', { party: 'nbtc', mode: 'slow', delayMs: 1 });
    await due();
    expect(await sendMessages(api.application, parties)).toBe(1);
    expect(await duties(caseId, 'NBTC-5')).toEqual(['centre fulfilled']);
    const [directive] = await shown(caseId);
    expect(directive).toMatchObject({ kind: 'telecom', subjects: [maskTail(NUMBER)], requestedBy: 'officer-1' });
    expect(directive?.notices).toMatchObject([{ party: 'nbtc', attempts: 2 }]);
    expect(directive?.notices[0]?.acknowledgedAt).not.toBeNull();
    await due();
    expect(await sendMessages(api.application, parties)).toBe(0);
    expect(outcome(await ask(caseId, { kind: 'telecom', reason: 'x' }))).toEqual([422, 'DIRECTIVE.NO_NUMBER']);
  });

  /** Has a number cut off at the request of a case. */
  async function cutOff(caseId: string) {
    const { body } = await ask(caseId, { kind: 'telecom', reason: 'Nobody is behind the SIM.' });
    expect((await decide(body['id'], 'approve')).status).toBe(201);
    return body['id'];
  }

  it.each(['191', '1669', '1441', '02-888-8888'])('a protected number is never cut off: %s', async (number) => {
    const caseId = await aCase(number);
    await simIs(caseId, 'not_registered', { number, suspended: true, origin: 'line' });
    expect((await ask(caseId, { kind: 'telecom', reason: 'x' })).body['code']).toMatch(
      /^DIRECTIVE\.(UNKNOWN|NOT_MET)$/,
    );
  });

  it.each([
    ['spoofed', { origin: 'spoofed' as const }],
    ['merely suspended', { suspended: true }],
  ])('a number that is %s is not cut off', async (_why, more) => {
    const caseId = await aCase();
    await simIs(caseId, 'identified', more);
    expect((await ask(caseId, { kind: 'telecom', reason: 'x' })).body['code']).toMatch(
      /^DIRECTIVE\.(UNKNOWN|NOT_MET)$/,
    );
  });

  it('what was found spoofed after the request is not cut off', async () => {
    const caseId = await aCase();
    await simIs(caseId, 'not_registered');
    const { body } = await ask(caseId, { kind: 'telecom', reason: 'Nobody is behind the SIM.' });
    await simIs(caseId, 'not_registered', { origin: 'spoofed' });
    expect((await decide(body['id'], 'approve')).body['code']).toMatch(/^DIRECTIVE\.(UNKNOWN|NOT_MET)$/);
  });

  it('what was found spoofed after the cut-off is a task, and is given back by two persons', async () => {
    const number = '0899999905';
    const caseId = await aCase(number);
    await simIs(caseId, 'not_registered', { number });
    const id = await cutOff(caseId);
    expect(await sendMessages(api.application, parties)).toBe(1);
    expect(await duties(caseId, 'P-UNCUT')).toEqual([]);
    const lift = { kind: 'telecom_lift', directiveId: id, numbers: 'cleared', reason: 'It was only shown.' };
    expect(outcome(await ask(caseId, lift))).toEqual([422, 'DIRECTIVE.NO_NUMBER']);

    await simIs(caseId, 'not_registered', { number, origin: 'spoofed' });
    expect(await duties(caseId, 'P-UNCUT')).toEqual(['centre open']);
    const queue = await api.call('GET', '/v1/queue?tab=ours', SUPERVISOR);
    expect(JSON.stringify(queue.body)).toContain('lift_cut_off');
    expect(outcome(await ask(await aCase(), lift))).toEqual([409, 'DIRECTIVE.NOT_IN_FORCE']);
    const asked = await ask(caseId, lift);
    expect(asked.status).toBe(201);
    expect(outcome(await ask(caseId, lift))).toEqual([409, 'APPROVAL.ALREADY_OPEN']);
    expect(outcome(await decide(asked.body['id'], 'approve', { ...SUPERVISOR, subject: 'officer-1' }))).toEqual([
      403,
      'APPROVAL.OWN_REQUEST',
    ]);
    expect((await decide(asked.body['id'], 'approve')).body).toMatchObject({ state: 'approved', notices: 1 });
    const [notice] = await takeMessages(api.application);
    expect(notice).toMatchObject({ party: 'nbtc', body: { change: 'LIFT', numbers: [number] } });
    await due();
    expect(await sendMessages(api.application, parties)).toBe(1);
    expect(await duties(caseId, 'P-UNCUT')).toEqual(['centre fulfilled']);
    expect(outcome(await ask(caseId, { ...lift, numbers: 'all' }))).toEqual([409, 'DIRECTIVE.NOT_IN_FORCE']);
    const [lifted, cut] = await shown(caseId);
    expect([lifted?.liftsId, lifted?.cutOff, cut?.cutOff]).toEqual([id, null, 0]);
    await look(caseId);
    expect(await duties(caseId, 'P-UNCUT')).toEqual([]);
  });

  it('a cut-off that is given back before NBTC has it is not sent any more', async () => {
    const number = '0899999906';
    const caseId = await aCase(number);
    await simIs(caseId, 'not_registered', { number });
    const directiveId = await cutOff(caseId);
    const lift = { kind: 'telecom_lift', directiveId, numbers: 'all', reason: 'The number was mistyped.' };
    const { body } = await ask(caseId, lift);
    expect((await decide(body['id'], 'approve')).status).toBe(201);
    const sent = await takeMessages(api.application);
    expect(sent).toMatchObject([{ body: { change: 'LIFT' } }]);
    await due();
    expect(await sendMessages(api.application, parties)).toBe(1);
    // Nothing was found against it since, so it can be asked for anew.
    expect((await ask(caseId, { kind: 'telecom', reason: 'Again.' })).status).toBe(201);
  });

  /** Asks for the lifting of a cut-off, and has it approved; returns its id and how many messages went out. */
  async function lift(caseId: string, directiveId: unknown) {
    const asked = await ask(caseId, { kind: 'telecom_lift', directiveId, numbers: 'all', reason: 'Mistyped.' });
    expect(asked.status).toBe(201);
    return [asked.body['id'], (await decide(asked.body['id'], 'approve')).body['notices']];
  }
  const heardOf = async (number: string) =>
    (await takeMessages(api.application))
      .map(({ body }) => body as { change?: string; numbers?: string[] })
      .filter(({ numbers }) => numbers?.some((each) => each.replace('+66 ', '0').replaceAll(' ', '') === number))
      .map(({ change, numbers }) => [change, numbers]);

  it('a number that another case keeps cut off is not given back, and officers see which and why', async () => {
    const number = '0899999902';
    const [first, second] = [await aCase(number), await aCase('+66 8 9999 9902')];
    await simIs(first, 'not_registered', { number });
    await simIs(second, 'not_registered', { number });
    const [one, two] = [await cutOff(first), await cutOff(second)];
    expect(await sendMessages(api.application, parties)).toBe(2);

    const [lifting, notices] = await lift(first, one);
    expect([notices, await heardOf(number)]).toEqual([0, []]);
    const [lifted, cut] = await shown(first);
    const [{ caseNo } = { caseNo: '' }] = await shown(second);
    const kept = [{ number: maskTail(number), directiveId: two, caseId: second, caseNo }];
    expect([lifted?.id, lifted?.keptBy, cut?.cutOff, cut?.keptBy]).toEqual([lifting, kept, 0, kept]);

    // Who lifts the last cut-off tells NBTC.
    expect((await lift(second, two))[1]).toBe(1);
    expect(await heardOf(number)).toEqual([['LIFT', ['+66 8 9999 9902']]]);
    expect((await shown(first)).flatMap(({ keptBy }) => keptBy)).toEqual([]);
    await due();
    expect(await sendMessages(api.application, parties)).toBe(1);
  });

  it('two liftings of one number decided at once: one of them tells NBTC', async () => {
    const number = '0899999903';
    const cases = [await aCase(number), await aCase(number)];
    const liftings: unknown[] = [];
    for (const caseId of cases) {
      await simIs(caseId, 'not_registered', { number });
      const directiveId = await cutOff(caseId);
      const { body } = await ask(caseId, { kind: 'telecom_lift', directiveId, numbers: 'all', reason: 'Mistyped.' });
      liftings.push(body['id']);
    }
    await sendMessages(api.application, parties);
    const decided = await Promise.all(liftings.map((id) => decide(id, 'approve')));
    expect(decided.map(({ body }) => body['notices']).sort()).toEqual([0, 1]);
    await due();
    expect(await sendMessages(api.application, parties)).toBe(1);
  });

  it('NBTC does not receive a number without evidence against it', async () => {
    const caseId = await aCase();
    await simIs(caseId, 'identified');
    expect((await ask(caseId, { kind: 'telecom', reason: 'x' })).body['code']).toMatch(
      /^DIRECTIVE\.(UNKNOWN|NOT_MET)$/,
    );
  });

  it('every institution receives a listing, owes LIST-42 until it says what it did, and receives the delisting', async () => {
    const caseId = await aCase();
    const asked = await ask(caseId, LISTING);
    expect(asked.status).toBe(201);
    expect(outcome(await ask(await aCase(), LISTING))).toEqual([409, 'APPROVAL.ALREADY_OPEN']);
    const id = asked.body['id'];
    expect((await decide(id, 'approve')).body).toMatchObject({ state: 'approved', notices: 3 });

    await world.admin('/behaviours', { party: 'th-014', mode: 'silent', delayMs: 0 });
    expect(await sendMessages(api.application, parties)).toBe(3);
    expect(await duties(caseId, 'LIST-42')).toEqual(['th-002 fulfilled', 'th-004 fulfilled', 'th-014 open']);
    const [listing, ...more] = await inForce();
    expect([listing?.id, more]).toEqual([id, []]);
    expect(listing).toMatchObject({ subjectKind: 'citizen', subjects: ['xxxxxxxxx0014'], ground: 'cl. 5 (1)' });
    expect(listing?.notices.map(({ party, result }) => [party, result])).toEqual([
      ['th-002', 'REFUSES_OPENING'],
      ['th-004', 'REFUSES_OPENING'],
      ['th-014', null],
    ]);
    await api.db.query(
      `UPDATE outgoing_message SET sent_at = sent_at - interval '16 minutes' WHERE acknowledged_at IS NULL`,
    );
    expect(await duties(caseId, 'LIST-42')).toContain('th-014 overdue');

    const delist = { kind: 'delist', listingId: id, reason: 'The wrong person.' };
    expect(outcome(await ask(await aCase(), delist))).toEqual([409, 'DIRECTIVE.NOT_IN_FORCE']);
    const { body } = await ask(caseId, delist);
    expect(await inForce()).toHaveLength(1);
    expect((await decide(body['id'], 'approve')).status).toBe(201);
    expect(await inForce()).toEqual([]);
    expect(outcome(await ask(caseId, delist))).toEqual([409, 'DIRECTIVE.NOT_IN_FORCE']);
    await world.admin('/behaviours', { party: 'th-014', mode: 'sync', delayMs: 0 });
    await due();
    expect(await sendMessages(api.application, parties)).toBe(3);
    const [delisting] = await shown(caseId);
    expect(delisting?.notices.map(({ result }) => result)).toEqual(['LIFTED', 'LIFTED', 'LIFTED']);
  });

  it('sends the bytes whose hash the exchange keeps, and no exchange or audit event has the number', async () => {
    const caseId = await aCase();
    const value = '0x00000000000000000000000000000000000000f1';
    const { body } = await ask(caseId, { ...LISTING, subject: { kind: 'wallet', value } });
    await decide(body['id'], 'approve');
    const notices = await takeMessages(api.application);
    expect(notices).toHaveLength(3);
    for (const { id, body, party } of notices) {
      const [exchange] = await api.db.query<{ sha: string; fields: string[]; party: string }[]>(
        `SELECT body_sha256 AS sha, fields, party FROM exchange WHERE message_id = $1 AND direction = 'out'`,
        [id],
      );
      expect(exchange).toMatchObject({ sha: bodySha256(body), party });
      expect(exchange?.fields).toContain('subject.value');
      expect(JSON.stringify(body)).toContain(value);
    }
    const rows = await api.db.query<unknown[]>(
      `SELECT to_jsonb(x)::text AS t FROM exchange x UNION ALL SELECT payload::text FROM audit_event
       UNION ALL SELECT to_jsonb(n)::text FROM outgoing_message n UNION ALL SELECT content::text FROM inbox_message WHERE kind LIKE '%.receipt'`,
    );
    const text = JSON.stringify(rows) + api.log.join();
    for (const secret of [value, CITIZEN, createHash('sha256').update(CITIZEN).digest('hex')]) {
      expect(text).not.toContain(secret);
    }
  });

  it('an institution that joins later receives the listings in force once, and owes LIST-42 like the others', async () => {
    const caseId = await aCase();
    const asks = async (wallet: string) => {
      const { body } = await ask(caseId, { ...LISTING, subject: { kind: 'wallet', value: `0x${wallet.repeat(40)}` } });
      return body['id'];
    };
    const [stands, ended] = [await asks('1'), await asks('2')];
    for (const id of [stands, ended]) expect((await decide(id, 'approve')).status).toBe(201);
    const { body } = await ask(caseId, { kind: 'delist', listingId: ended, reason: 'The wrong person.' });
    await decide(body['id'], 'approve');
    const waits = await asks('3');

    const bank: NewParty = {
      slug: 'th-025',
      kind: 'institution',
      institutionKind: 'bank',
      bankCode: '025',
      accountDigits: [10],
      nameTh: 'th-025',
      nameEn: 'th-025',
      baseUrl: 'http://127.0.0.1:1',
      keys: [],
    };
    const { keyId, publicJwk } = api.centreKey;
    const enrol = () => enrolDirectory(api.db, [bank], { keyId, publicJwk: { ...publicJwk } });
    await enrol();
    await enrol();
    const messages = (await takeMessages(api.application)).filter(({ party }) => party === bank.slug);
    const heard = messages.map(({ body }) =>
      'listingId' in body && 'change' in body ? [body.listingId, body.change] : [],
    );
    const inForceNow = (await inForce()).map(({ id }) => [id, 'LISTED']);
    expect(heard.sort()).toEqual(inForceNow.sort());
    expect(inForceNow.map(([id]) => id)).toContain(stands);
    expect((await decide(waits, 'approve')).body).toMatchObject({ notices: 4 });
    for (const { id, body } of messages) {
      const [exchange] = await api.db.query<{ sha: string; party: string }[]>(
        `SELECT body_sha256 AS sha, party FROM exchange WHERE message_id = $1 AND direction = 'out'`,
        [id],
      );
      expect(exchange).toEqual({ sha: bodySha256(body), party: bank.slug });
    }
    expect(await duties(caseId, 'LIST-42')).toContain('th-025 open');
  });

  it('needs two persons also in the database, and is decided once', async () => {
    const caseId = await aCase();
    const subject = { kind: 'citizen', value: '9123456789010' };
    const { body } = await ask(caseId, { ...LISTING, subject });
    const id = body['id'];
    const approve = (by: string) =>
      api.db.query(
        `UPDATE directive SET state = 'approved', decided_by = $2, decided_role = 'aoc_supervisor', decision_reason = 'x', decided_at = now() WHERE id = $1`,
        [id, by],
      );
    await expect(approve('officer-1')).rejects.toThrow(/directive_check/);
    await expect(approve('operator-1')).rejects.toThrow('four eyes');

    expect((await decide(id, 'refuse')).body).toMatchObject({ state: 'refused', notices: 0 });
    await expect(approve('supervisor-2')).rejects.toThrow('decided once');
    await expect(api.db.query('DELETE FROM directive WHERE id = $1', [id])).rejects.toThrow('decided once');
    expect((await ask(caseId, { ...LISTING, subject })).status).toBe(201);
    expect(outcome(await ask(caseId, { ...LISTING, subject: { kind: 'citizen', value: '9123456789011' } }))).toEqual([
      422,
      'DIRECTIVE.SUBJECT',
    ]);
  });

  it('leaves the invariants of the database whole', async () => {
    const { checks } = await verifyRecord({ db: api.application, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
  });
});
