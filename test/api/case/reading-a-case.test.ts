import type { z } from 'zod';
import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { CaseList, CaseView } from '../../../src/wire/case/case.js';
import { EvidenceView } from '../../../src/wire/case/evidence.js';
import { ExchangesView } from '../../../src/wire/office/exchange.js';
import { FreezeRequestView } from '../../../src/wire/case/freeze-request.js';
import { HoldList } from '../../../src/wire/case/hold.js';
import { FindingsView } from '../../../src/wire/case/judgement.js';
import { Stats, TimelineView } from '../../../src/wire/office/overview.js';
import { TrailView } from '../../../src/wire/case/trail.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

const ACCOUNT = '5556667778';
const VICTIM_ACCOUNT = '1112223334';

describe('a case as officers read it', () => {
  let api: RunningApi;
  let caseId: string;
  let holdId: string;
  beforeAll(async () => {
    api = await runApi();
    caseId = String((await postComplaint(api)).body['id']);
    const [order] = await rows<{ id: string; hold_id: string }>(
      'SELECT id, hold_id FROM hold_order WHERE case_id = $1',
    );
    const [confirmation] = await rows<{ id: string }>('SELECT id FROM debit_confirmation WHERE case_id = $1');
    if (order === undefined || confirmation === undefined) throw new Error('intake wrote no order or question');
    holdId = order.hold_id;
    const at = new Date().toISOString();
    const held = { orderId: order.id, receiptSeq: 1, result: 'HELD_PARTIAL', heldAmountSatang: '3000000', at };
    const onward = {
      transferRef: 'ONWARD-1',
      to: { account: { institution: 'th-014', accountNo: '9998887776' } },
      amountSatang: '2000000',
      attributedSatang: '2000000',
      at,
      channel: 'promptpay',
    };
    await callback('th-002', { type: 'hold.receipt', data: { ...held, onward: [onward] } });
    await callback('th-004', {
      type: 'debit.confirmation',
      data: { confirmationId: confirmation.id, result: 'CONFIRMED', at },
    });
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
    const [question] = await rows<{ id: string }>(
      `SELECT id FROM evidence_request WHERE case_id = $1 AND agency = 'bot'`,
    );
    const colours = [{ account: { institution: 'th-002', accountNo: ACCOUNT }, colour: 'black' }];
    await callback('bot', { type: 'evidence.answer', data: { requestId: question?.id, colours } });
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  });
  afterAll(() => api.close());

  async function rows<T>(sql: string): Promise<T[]> {
    return api.db.query<T[]>(sql, [caseId]);
  }
  async function callback(slug: string, message: object): Promise<void> {
    const party = api.parties[slug];
    if (party === undefined) throw new Error(`no party ${slug}`);
    const route = slug.startsWith('th-') ? 'institutions' : 'agencies';
    expect((await postCallback(api, route, party.key, message)).status).toBe(200);
  }
  /** Returns what a route answers an auditor, checked against the route's schema. */
  async function read<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    const answer = await api.call('GET', path, { roles: ['auditor'] });
    expect(answer.status).toBe(200);
    const parsed = schema.parse(answer.body);
    expect(answer.body).toEqual(parsed); // nothing beyond what is documented
    return parsed;
  }

  it('the list shows it, by status, and by pages', async () => {
    // another victim of the same account
    const other = String((await postComplaint(api)).body['id']);
    const open = await read('/v1/cases?status=open', CaseList);
    expect(open.cases.map(({ id }) => id)).toEqual([other, caseId]);
    expect((await read('/v1/cases?status=closed', CaseList)).cases).toEqual([]);
    const first = await read('/v1/cases?limit=1', CaseList);
    expect([first.cases.map(({ id }) => id), first.next]).toEqual([[other], other]);
    const second = await read(`/v1/cases?limit=1&after=${other}`, CaseList);
    expect([second.cases.map(({ id }) => id), second.next]).toEqual([[caseId], null]);
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'status=none', 'after=1'])('refuses the query %s', async (query) => {
    const { status, body } = await api.call('GET', `/v1/cases?${query}`, { roles: ['auditor'] });
    expect([status, body['errors']]).toMatchObject([400, [{ pointer: `/${query.split('=')[0]}` }]]);
  });

  it('the case names the accounts of its trail, masked, with what the findings allow at each', async () => {
    const view = await read(`/v1/cases/${caseId}`, CaseView);
    expect(view).toMatchObject({ id: caseId, stolenSatang: '5000000', heldSatang: '3000000', status: 'holding' });
    expect(view.accounts).toEqual([
      expect.objectContaining({ accountMasked: 'xxxxxx7778', hop: 0, attributedSatang: '5000000' }),
      expect.objectContaining({ accountMasked: 'xxxxxx7776', hop: 1, attributedSatang: '2000000' }),
    ]);
    expect(view.accounts[0]?.suspension).toBe('met');
    expect(view.accounts[1]?.suspension).not.toBe('met');
    const { links } = await read(`/v1/cases/${caseId}/trail`, TrailView);
    expect(view.accounts.map(({ partId }) => partId)).toEqual(links.map(({ partId }) => partId));
  });

  it('the trail leads from account to account, with the hold at each', async () => {
    const { links, graph } = await read(`/v1/cases/${caseId}/trail`, TrailView);
    expect(links.map(({ hop, heldSatang, attributedSatang }) => [hop, heldSatang, attributedSatang])).toEqual([
      [0, '3000000', '5000000'],
      [1, '0', '2000000'],
    ]);
    expect(links[0]).toMatchObject({ holdId, to: { institution: 'th-002', accountMasked: 'xxxxxx7778' } });
    expect(links[1]?.continuesPartId).toBe(links[0]?.partId);
    expect(graph?.accounts[0]).toMatchObject({ became: { held: '3000000', onward: '2000000', unexplained: '0' } });
    expect(graph?.became).toMatchObject({ held: '3000000', awaitingAnswer: '2000000', onward: '0' });
    expect(graph?.transfers.map(({ from, to }) => [from, to])).toEqual([
      [null, 0],
      [0, 1],
    ]);
  });

  it('the trail shows other victims too when asked, and refuses any other value', async () => {
    const { graph } = await read(`/v1/cases/${caseId}/trail?victims=all`, TrailView);
    expect(graph?.accounts.find(({ accountMasked }) => accountMasked === 'xxxxxx7778')?.stolenSums).toBeGreaterThan(1);
    const wrong = await api.call('GET', `/v1/cases/${caseId}/trail?victims=none`, { roles: ['auditor'] });
    expect(wrong.status).toBe(400);
  });

  it('the holds come with orders and receipts', async () => {
    const { holds } = await read(`/v1/cases/${caseId}/holds`, HoldList);
    expect(holds).toHaveLength(2);
    expect(holds[0]).toMatchObject({
      id: holdId,
      state: 'partly_held',
      orders: [
        { sequence: 1, replacesOrderId: null },
        { sequence: 2, replacesOrderId: holds[0]?.orders[0]?.id },
      ],
      receipts: [{ kind: 'hold', result: 'HELD_PARTIAL', amountSatang: '3000000', applied: true }],
      release: null,
    });
  });

  it('evidence, findings, timeline and exchanges are as documented', async () => {
    const evidence = await read(`/v1/cases/${caseId}/evidence`, EvidenceView);
    expect(evidence.debitConfirmations).toMatchObject([{ state: 'confirmed' }]);
    const bot = evidence.requests.find(({ agency }) => agency === 'bot');
    expect(bot).toMatchObject({ state: 'answered', answers: [{ version: 1, late: false }] });
    expect(bot?.accounts.length).toBeGreaterThan(0);
    expect(bot?.accounts.every(({ accountMasked }) => /^x+[0-9]{4}$/.test(accountMasked))).toBe(true);
    const [noted] = await rows<{ payload: unknown }>(
      `SELECT payload FROM audit_event WHERE chain = $1 AND type = 'evidence.read'`,
    );
    expect(noted?.payload).toEqual({ caseId, roles: ['auditor'], evidenceIds: bot?.answers.map(({ id }) => id) });
    const findings = await read(`/v1/cases/${caseId}/findings`, FindingsView);
    const suspension = findings.findings.filter(({ ruleId }) => ruleId === 'AOC-85B');
    expect(suspension.map(({ subject }) => subject)).toContain('th-002:xxxxxx7778');
    expect(suspension[0]).toMatchObject({
      section: { th: 'มาตรา 8/5(2)', en: 's.8/5(2)' },
      standard: 'reason_to_believe',
    });
    expect(findings.findings.every(({ title }) => title !== null)).toBe(true);
    const timeline = await read(`/v1/cases/${caseId}/timeline`, TimelineView);
    expect(timeline.events.map(({ sequence }) => sequence)).toEqual(timeline.events.map((_, index) => index + 1));
    // Both clocks: the bank signed its receipt before we wrote down that it was applied.
    const applied = timeline.events.find(
      ({ payload }) => payload['party'] === 'th-002' && payload['outcome'] !== undefined,
    );
    const opened = timeline.events[0];
    expect(opened?.saidAt).toBeNull();
    expect(Date.parse(applied?.saidAt ?? '')).toBeLessThanOrEqual(Date.parse(applied?.at ?? ''));
    const exchanges = await read(`/v1/cases/${caseId}/exchanges`, ExchangesView);
    expect(exchanges.exchanges.every(({ legalBasis, purpose }) => legalBasis.length > 0 && purpose !== '')).toBe(true);
  });

  it('findings and orders name the choices of the centre that they rest on, each by its row', async () => {
    const { findings } = await read(`/v1/cases/${caseId}/findings`, FindingsView);
    const complained = findings.find(({ ruleId }) => ruleId === 'VIC-7B');
    expect(complained?.choiceRowIds).toEqual(['th/C1/2026-11-30', 'th/C2/2025-04-13']);
    const { holds } = await read(`/v1/cases/${caseId}/holds`, HoldList);
    const [urgent, confirmed] = holds[0]?.orders ?? [];
    const powers = ['th/VIC-7A/2026-11-30', 'th/P-S7AOC/2026-12-01', 'th/P-AMT/2025-09-14'];
    expect(urgent?.legalBasis).toEqual(powers);
    expect(confirmed?.legalBasis).toEqual([...powers, 'th/C2/2025-04-13', 'th/C4/2025-04-13']);
    const { exchanges } = await read(`/v1/cases/${caseId}/exchanges`, ExchangesView);
    const sent = exchanges.find(({ messageId }) => messageId === confirmed?.id);
    expect(sent?.legalBasis).toEqual(confirmed?.legalBasis);
  });

  it('no view shows a full account number or the appeal secret, but the accounts that an officer asks for', async () => {
    const [hold] = await rows<{ secret: string | null; hash: string }>(
      'SELECT appeal_secret AS secret, appeal_secret_sha256 AS hash FROM hold WHERE case_id = $1',
    );
    // the bank has answered: all that is left is a hash
    expect(hold).toMatchObject({ secret: null });
    const parts = ['', 'trail', 'evidence', 'findings', 'duties', 'timeline', 'holds', 'links', 'exchanges'];
    for (const part of parts) {
      const text = JSON.stringify((await api.call('GET', `/v1/cases/${caseId}/${part}`, { roles: ['auditor'] })).body);
      for (const secret of [ACCOUNT, VICTIM_ACCOUNT, '9998887776', String(hold?.hash)]) {
        expect({ part, shows: text.includes(secret) }).toEqual({ part, shows: false });
      }
    }
  });

  it('the figures count each stolen sum and hold once', async () => {
    const stats = await read('/v1/stats', Stats);
    expect(stats).toMatchObject({
      complaints: 2,
      openCases: 2,
      stolenSatang: '10000000',
      heldSatang: '3000000',
      overHeldSatang: '0',
    });
  });

  describe('freeze requests', () => {
    const account = { institution: 'th-002', accountNo: ACCOUNT };
    const ask = (subject: string, role: string, body: object, key?: string) =>
      api.call('POST', `/v1/cases/${caseId}/freeze-requests`, {
        subject,
        roles: [role],
        body,
        headers: key === undefined ? {} : { 'idempotency-key': key },
      });
    const suspensionRequest = { kind: 'aoc_suspension', account, reason: 'Black in the registry.' };
    let requestId: string;

    it('are made by one officer, shown with their blast radius, and decided by another', async () => {
      const made = await ask('officer-1', 'aoc_officer', suspensionRequest, 'request-1');
      expect(made.status).toBe(201);
      requestId = String(made.body['id']);
      const view = await read(`/v1/freeze-requests/${requestId}`, FreezeRequestView);
      expect(view).toMatchObject({
        state: 'requested',
        accountMasked: 'xxxxxx7778',
        decisions: [],
        blastRadius: { order: { accounts: 1, amountSatang: '3000000', otherHolds: 1, otherVictims: 0 } },
      });
      const blastRadiusSha256 = view.blastRadius?.sha256;
      const decide = (subject: string, evidenceHash: string, radius = blastRadiusSha256) =>
        api.call('POST', `/v1/freeze-requests/${requestId}/decisions`, {
          subject,
          roles: ['aoc_supervisor'],
          body: { verdict: 'approve', reason: 'I agree.', evidenceHash, blastRadiusSha256: radius },
        });
      const stale = await decide('supervisor-1', '0'.repeat(64));
      expect([stale.status, stale.body['code']]).toEqual([409, 'APPROVAL.EVIDENCE_CHANGED']);
      const unseen = await decide('supervisor-1', view.evidenceHash, '0'.repeat(64));
      expect([unseen.status, unseen.body['code']]).toEqual([409, 'APPROVAL.BLAST_RADIUS_CHANGED']);
      const own = await decide('officer-1', view.evidenceHash);
      expect([own.status, own.body['code']]).toEqual([403, 'APPROVAL.OWN_REQUEST']);
      const decided = await decide('supervisor-1', view.evidenceHash);
      expect([decided.status, decided.body['state']]).toEqual([201, 'approved']);
      const late = await decide('supervisor-2', view.evidenceHash);
      expect([late.status, late.body['code']]).toEqual([409, 'APPROVAL.ALREADY_DECIDED']);
    });

    it('are made once, however often their maker asks with one key, even after they were decided', async () => {
      const repeated = await ask('officer-1', 'aoc_officer', suspensionRequest, 'request-1');
      expect([repeated.status, repeated.body['id']]).toEqual([201, requestId]);
      const other = await ask(
        'officer-1',
        'aoc_officer',
        { ...suspensionRequest, reason: 'Another reason.' },
        'request-1',
      );
      expect([other.status, other.body['code']]).toEqual([422, 'IDEMPOTENCY.OTHER_BODY']);
      const [counted] = await rows<{ made: number }>(
        `SELECT count(*)::int AS made FROM freeze_request WHERE case_id = $1`,
      );
      expect(counted).toEqual({ made: 1 });
    });

    it('are refused where the evidence does not meet the threshold, or the account is not on the trail', async () => {
      const unmet = {
        kind: 'aoc_suspension',
        account: { institution: 'th-014', accountNo: '9998887776' },
        reason: 'Try.',
      };
      const refused = await ask('officer-1', 'aoc_officer', unmet);
      expect([refused.status, refused.body['code']]).toEqual([422, 'APPROVAL.THRESHOLD_NOT_MET']);
      const elsewhere = { ...unmet, account: { institution: 'th-014', accountNo: '1231231231' } };
      const absent = await ask('officer-1', 'aoc_officer', elsewhere);
      expect([absent.status, absent.body['code']]).toEqual([422, 'REQUEST.NOT_ON_TRAIL']);
    });
  });

  it('one officer releases a hold, once', async () => {
    const release = () =>
      api.call('POST', `/v1/holds/${holdId}/release`, { roles: ['aoc_officer'], body: { reason: 'A merchant.' } });
    const first = await release();
    expect([first.status, first.body['state']]).toEqual([201, 'release_ordered']);
    const second = await release();
    expect([second.status, second.body['code']]).toEqual([409, 'HOLD.RELEASE_ORDERED']);
  });

  it('the same stolen sum reported by a second case shows its hold there too', async () => {
    const [transfer] = await rows<{ reference: string; at: Date }>(
      `SELECT reference, transferred_at AS at FROM transfer WHERE first_case_id = $1 AND reported_by = 'victim'`,
    );
    const [reported] = complaintBody().transfers;
    const reportedAgain = { ...reported, reference: transfer?.reference, transferredAt: transfer?.at.toISOString() };
    const answer = await postComplaint(api, complaintBody({ transfers: [reportedAgain] }));
    expect(answer.status).toBe(201);
    const { holds } = await read(`/v1/cases/${String(answer.body['id'])}/holds`, HoldList);
    expect(holds.map(({ id }) => id)).toContain(holdId);
  });
});
