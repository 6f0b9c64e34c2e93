import { AGENCY_DIALECTS } from '../../../src/agencies/registry.js';
import { advanceCase } from '../../../src/application/advance/look/advance-case.js';
import { hashOf } from '../../../src/application/freeze-request/read-blast-radius.js';
import { BlastRadiusView, FreezeRequestView } from '../../../src/wire/case/freeze-request.js';
import { PendingList } from '../../../src/wire/office/overview.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

const MULE = { institution: 'th-002', accountNo: '5556667778' };
const SHOP = { institution: 'th-014', accountNo: '9998887776' };

describe('the blast radius of an order', () => {
  let api: RunningApi;
  let own: HeldAccount;
  let other: HeldAccount;
  beforeAll(async () => {
    api = await runApi();
    const { held } = appealsOn(api);
    const onward = {
      transferRef: 'ONWARD-1',
      to: { account: SHOP },
      amountSatang: '20000',
      attributedSatang: '20000',
      at: new Date().toISOString(),
      channel: 'promptpay',
    };
    const partly = { result: 'HELD_PARTIAL', heldAmountSatang: '4980000', onward: [onward] };
    own = await held({ receipt: partly });
    other = await held({ amountSatang: '700000' });
    await blackInTheRegistry(own.caseId);
  });
  afterAll(() => api.close());

  /** Has the victim's bank confirm the debit, and the registry report the mule as black. */
  async function blackInTheRegistry(caseId: string): Promise<void> {
    const { value } = appealsOn(api);
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
    const at = new Date().toISOString();
    const confirmationId = await value('SELECT id AS value FROM debit_confirmation WHERE case_id = $1', caseId);
    const confirmed = { confirmationId, result: 'CONFIRMED', at };
    await callback('institutions', 'th-004', { type: 'debit.confirmation', data: confirmed });
    const asked = `SELECT id AS value FROM evidence_request WHERE case_id = $1 AND agency = 'bot' ORDER BY wave LIMIT 1`;
    const requestId = await value(asked, caseId);
    await callback('agencies', 'bot', {
      type: 'evidence.answer',
      data: {
        requestId,
        colours: [
          { account: MULE, colour: 'black' },
          { account: SHOP, colour: 'none' },
        ],
      },
    });
    await advanceCase(api.application, caseId, AGENCY_DIALECTS, api.subjectHash);
  }
  async function callback(route: 'institutions' | 'agencies', slug: string, message: object): Promise<void> {
    const key = api.parties[slug]?.key;
    if (key === undefined) throw new Error(`no party ${slug}`);
    expect((await postCallback(api, route, key, message)).status).toBe(200);
  }
  const tryOut = (body: object, caseId = own.caseId) =>
    api.call('POST', `/v1/cases/${caseId}/blast-radius`, { roles: ['aoc_officer'], body });
  async function radius(body: object): Promise<BlastRadiusView> {
    const answer = await tryOut(body);
    expect(answer.status).toBe(200);
    const view = BlastRadiusView.parse(answer.body);
    expect(answer.body).toEqual(view);
    return view;
  }
  const suspension = { kind: 'aoc_suspension', account: MULE };

  it('is shown before the order is requested: holders, sums, other holds and colour; nothing is requested', async () => {
    const view = await radius(suspension);
    expect(view).toMatchObject({
      order: { accounts: 1, amountSatang: '4980000', otherHolds: 1, otherVictims: 0 },
      downstream: { accounts: 1, amountSatang: '0' },
      institutions: ['th-002', 'th-014'],
      holders: [
        {
          accountMasked: 'xxxxxx7778',
          reach: 'order',
          colour: 'black',
          attributedSatang: '5000000',
          treatment: { ruleRowId: expect.stringMatching(/^th\/P-BLACK\//) as string, reach: 'whole_person' },
          otherHolds: [{ holdId: other.holdId, caseId: other.caseId, kind: 'section7', amountSatang: '700000' }],
        },
        { accountMasked: 'xxxxxx7776', reach: 'downstream', stopReasons: ['below_minimum'] },
      ],
    });
    expect(JSON.stringify(view)).not.toContain(MULE.accountNo);
    expect(await api.db.query('SELECT 1 FROM freeze_request')).toEqual([]);
  });

  it('is shown too for a hold that is to continue, and refused where there is nothing to order', async () => {
    expect(await radius({ kind: 'continue_order', holdId: own.holdId })).toMatchObject({
      order: { accounts: 1, amountSatang: '4980000' },
    });
    expect((await tryOut({ kind: 'continue_order', account: MULE })).body).toMatchObject({
      code: 'REQUEST.NO_SUBJECT',
    });
    const elsewhere = { kind: 'aoc_suspension', account: { institution: 'th-014', accountNo: '1231231231' } };
    expect((await tryOut(elsewhere)).body).toMatchObject({ code: 'REQUEST.NOT_ON_TRAIL' });
    expect((await tryOut({ kind: 'continue_order', holdId: other.holdId })).body).toMatchObject({
      code: 'HOLD.ABSENT',
    });
    expect((await tryOut(suspension, own.holdId)).body).toMatchObject({ code: 'CASE.ABSENT' });
  });

  it("names an upheld appeal and the bank's signed word as signs of an innocent merchant", async () => {
    const { byBank, decide, held, accepted } = appealsOn(api);
    const shop = await held({ amountSatang: '40000' });
    const { id } = accepted(await byBank('th-002', { reference: shop.reference, holderIs: 'regular_merchant' }));
    await decide(id, { verdict: 'uphold', reason: { en: 'It sold him a phone.' } });
    const [holder] = (await radius(suspension)).holders;
    expect(holder?.signsOfInnocence).toEqual([
      { sign: 'regular_merchant_word', count: 1 },
      { sign: 'appeal_upheld_before', count: 1 },
    ]);
  });

  it('is kept with the request, which waits in the list until it is decided, and what the approver saw can be proved afterwards', async () => {
    const asked = await api.call('POST', `/v1/cases/${own.caseId}/freeze-requests`, {
      subject: 'officer-1',
      roles: ['aoc_officer'],
      body: { ...suspension, reason: 'Black in the registry.' },
    });
    expect(asked.status).toBe(201);
    const path = `/v1/freeze-requests/${String(asked.body['id'])}`;
    const view = async () => FreezeRequestView.parse((await api.call('GET', path, { roles: ['auditor'] })).body);
    const seen = await view();
    expect(seen.blastRadius?.sha256).toBe(asked.body['blastRadiusSha256']);
    const waiting = async () => {
      const answer = await api.call('GET', '/v1/pending-requests', { roles: ['aoc_supervisor'] });
      return PendingList.parse(answer.body).requests.map(({ id, caseId, state }) => ({ id, caseId, state }));
    };
    expect(await waiting()).toEqual([{ id: seen.id, caseId: own.caseId, state: 'requested' }]);
    const approve = (blastRadiusSha256?: string) =>
      api.call('POST', `${path}/decisions`, {
        subject: 'supervisor-1',
        roles: ['aoc_supervisor'],
        body: { verdict: 'approve', reason: 'I agree.', evidenceHash: seen.evidenceHash, blastRadiusSha256 },
      });

    // Another victim's hold on the account ends: what the officer saw is no longer so.
    await api.call('POST', `/v1/holds/${other.holdId}/release`, {
      roles: ['aoc_officer'],
      body: { reason: 'Mistake.' },
    });
    expect((await approve(seen.blastRadius?.sha256)).body).toMatchObject({ code: 'APPROVAL.BLAST_RADIUS_CHANGED' });
    const newer = await view();
    expect((await approve(newer.blastRadius?.sha256)).status).toBe(201);

    expect(await waiting()).toEqual([]);

    const after = await view();
    const { sha256, ...content } = after.blastRadius ?? { sha256: '' };
    expect(after.decisions).toMatchObject([{ person: 'supervisor-1', blastRadiusSha256: sha256 }]);
    expect([sha256, hashOf(content)]).toEqual([newer.blastRadius?.sha256, newer.blastRadius?.sha256]);
    await expect(api.db.query(`UPDATE decision SET blast_radius = NULL`)).rejects.toThrow('append-only');
  });
});
