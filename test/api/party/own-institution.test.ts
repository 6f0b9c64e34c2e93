import { verifyRecord } from '../../../tools/verify/verify-record.js';
import { BreakList } from '../../../src/wire/case/break.js';
import { OwnBreakList, OwnHold, OwnHoldList } from '../../../src/wire/office/own-institution.js';
import { PartyView } from '../../../src/wire/office/party.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { complaintBody, postComplaint } from '../support/complaints.js';
import { type Answer, runApi, type RunningApi } from '../support/running-api.js';

/** What no institution may read: who the victim is, and what the officers of the centre know. */
const PRIVATE = ['Somchai', '9123456789010', '0812345678', '1112223334', '5556667778', '9998887776', 'police officer'];

describe('what a person of an institution sees', () => {
  let api: RunningApi;
  let first: HeldAccount;
  let other: string;
  beforeAll(async () => {
    api = await runApi();
    // The excess opens a break: more is held than was asked for.
    first = await appealsOn(api).held({ receipt: { heldAmountSatang: '5000001' } });
    other = await holdAt014();
  });
  afterAll(() => api.close());

  /** Makes a case whose money went to th-014, which has confirmed a hold; returns the hold. */
  async function holdAt014(): Promise<string> {
    const on = appealsOn(api);
    const [transfer] = complaintBody().transfers;
    const to = { account: { institution: 'th-014', accountNo: '9998887776' } };
    const reporter = { ...complaintBody().reporter, phone: '0899999999' };
    const { body } = await postComplaint(api, complaintBody({ reporter, transfers: [{ ...transfer, to }] }));
    const holdId = await on.value('SELECT id AS value FROM hold WHERE case_id = $1', String(body['id']));
    const orderId = (await on.orderToSend(holdId))?.orderId ?? '';
    await on.receipt(holdId, orderId, { heldAmountSatang: '5000000' }, 'th-014');
    return holdId;
  }

  const at = (institution: string | undefined, path: string, roles = ['institution_user']): Promise<Answer> =>
    api.call('GET', `/v1/institution/${path}`, {
      roles,
      subject: `user-of-${institution ?? 'none'}`,
      claims: institution === undefined ? {} : { rangap_institution: institution },
    });
  const holdsOf = async (institution: string, query = '') =>
    OwnHoldList.parse((await at(institution, `holds${query}`)).body);

  it('is the holds at that institution, with what it was told and what it answered', async () => {
    const { holds } = await holdsOf('th-002');
    expect(holds).toMatchObject([
      {
        id: first.holdId,
        accountMasked: 'xxxxxx7778',
        orders: [{ id: first.orderId, requestedSatang: '5000000', replacesOrderId: null }],
        receipts: [{ result: 'HELD_FULL', amountSatang: '5000001', applied: false }],
        releases: [],
      },
    ]);
    expect((await holdsOf('th-014')).holds).toMatchObject([
      { id: other, state: 'held', heldSatang: '5000000', receipts: [{ applied: true }] },
    ]);
  });

  it.each(['holds', 'breaks', 'keys'])('has nothing private and nothing of other institutions in %s', async (path) => {
    for (const [own, foreign] of [
      ['th-002', 'th-014'],
      ['th-014', 'th-002'],
    ] as const) {
      const answer = await at(own, path);
      const text = JSON.stringify(answer.body);
      expect(answer.status).toBe(200);
      expect(PRIVATE.filter((word) => text.includes(word))).toEqual([]);
      expect(text).not.toContain(foreign);
      expect(text).not.toContain(own === 'th-002' ? other : first.holdId);
      expect(text).not.toMatch(/"(person|requestedBy|caseId|hop|freezeRequestId|orderedBy)"/);
    }
  });

  it('never shows a hold of another institution to who guesses its id', async () => {
    expect(OwnHold.parse((await at('th-002', `holds/${first.holdId}`)).body).id).toBe(first.holdId);
    for (const [institution, id] of [
      ['th-014', first.holdId],
      ['th-002', other],
      ['amlo', first.holdId],
      ['unknown-bank', first.holdId],
      ['th-002', first.caseId],
    ] as const) {
      const { status, body } = await at(institution, `holds/${id}`);
      expect([status, body['code']]).toEqual([404, 'HOLD.ABSENT']);
    }
  });

  it('takes the institution from the sign-in alone', async () => {
    for (const query of ['?institution=th-002', '?rangap_institution=th-002'])
      expect((await at('th-014', `holds${query}`)).body['code']).toBe('REQUEST.SCHEMA');
    expect((await at(undefined, 'holds')).body['code']).toBe('AUTH.ROLE');
    // A role of the centre is no way in, nor does it open the centre to a person of an institution.
    expect((await at('th-002', 'holds', ['aoc_supervisor'])).body['code']).toBe('AUTH.ROLE');
    const claims = { rangap_institution: 'th-002' };
    const both = { roles: ['institution_user', 'aoc_supervisor', 'auditor'], claims };
    for (const path of ['/v1/cases', '/v1/breaks', `/v1/cases/${first.caseId}/holds`, '/v1/stats'])
      expect((await api.call('GET', path, both)).body['code']).toBe('AUTH.ROLE');
  });

  it('is the breaks that its own word opened', async () => {
    const { breaks } = OwnBreakList.parse((await at('th-002', 'breaks')).body);
    expect(breaks).toMatchObject([
      {
        kind: 'MORE_THAN_REQUESTED',
        holdId: first.holdId,
        accountMasked: 'xxxxxx7778',
        said: { result: 'HELD_FULL', amountSatang: '5000001' },
        closedAt: null,
      },
    ]);
    expect(OwnBreakList.parse((await at('th-014', 'breaks')).body).breaks).toEqual([]);
    expect(OwnBreakList.parse((await at('th-002', 'breaks?state=settled')).body).breaks).toEqual([]);
  });

  it('takes what it says of its own break, which changes nothing, and shows it to who settles the break', async () => {
    const breakId = OwnBreakList.parse((await at('th-002', 'breaks')).body).breaks[0]?.id ?? '';
    const say = (institution: string, id: string, body: object, roles = ['institution_user']) =>
      api.call('POST', `/v1/institution/breaks/${id}/statements`, {
        roles,
        subject: `user-of-${institution}`,
        claims: { rangap_institution: institution },
        body,
      });
    const rows = () =>
      api.db.query<object[]>(
        `SELECT h.state, h.held_satang, h.expires_at, b.closed_at, (SELECT count(*)::int FROM hold_order) AS orders, (SELECT count(*)::int FROM exchange) AS exchanges
           FROM break_record b JOIN hold h ON h.id = b.hold_id WHERE b.id = $1`,
        [breakId],
      );
    const before = await rows();
    const text = 'The surplus of 1 satang is a rounding of ours.';
    // What goes to another office holds no full number; nothing of it is kept.
    const withNumber = await say('th-002', breakId, { text: 'We debited 123-4-56789-0 by mistake.' });
    expect([withNumber.status, withNumber.body['code']]).toEqual([422, 'TEXT.FULL_NUMBER']);
    expect(JSON.stringify(withNumber.body)).not.toContain('56789');
    expect(OwnBreakList.parse((await at('th-002', 'breaks')).body).breaks[0]?.statements).toEqual([]);
    expect((await say('th-002', breakId, { text })).status).toBe(201);
    expect(await rows()).toEqual(before);
    const own = OwnBreakList.parse((await at('th-002', 'breaks')).body).breaks[0];
    expect(own?.statements.map((each) => each.text)).toEqual([text]);
    const { body } = await api.call('GET', '/v1/breaks', { roles: ['aoc_supervisor'] });
    expect(BreakList.parse(body).breaks.find(({ id }) => id === breakId)?.statements).toMatchObject([
      { person: 'user-of-th-002', text },
    ]);
    const events = await api.db.query<{ actor: string; payload: object }[]>(
      "SELECT actor, payload FROM audit_event WHERE type = 'break.answered'",
    );
    expect(events).toMatchObject([{ actor: 'user-of-th-002', payload: { breakId, institution: 'th-002' } }]);
    expect(JSON.stringify(events)).not.toContain('rounding');

    // Nobody speaks for another, and a break that does not exist is no other answer.
    for (const [institution, id] of [
      ['th-014', breakId],
      ['th-002', first.holdId],
    ] as const)
      expect((await say(institution, id, { text })).body['code']).toBe('BREAK.ABSENT');
    expect((await say('th-002', breakId, { text: ' ' })).body['code']).toBe('REQUEST.SCHEMA');
    expect((await say('th-002', breakId, { text }, ['aoc_officer'])).body['code']).toBe('AUTH.ROLE');
    for (let more = 1; more < 20; more++) await say('th-002', breakId, { text: `Once more, ${more}.` });
    expect((await say('th-002', breakId, { text })).body['code']).toBe('BREAK.SAID_ENOUGH');
    const settled = { roles: ['aoc_supervisor'], subject: 'supervisor-1', body: { reason: 'Agreed by telephone.' } };
    expect((await api.call('POST', `/v1/breaks/${breakId}/settlement`, settled)).status).toBe(201);
    expect((await say('th-002', breakId, { text })).body['code']).toBe('BREAK.SETTLED');
    const { checks } = await verifyRecord({ db: api.db });
    expect(checks.filter(({ violations }) => violations > 0).map(({ id, examples }) => [id, examples])).toEqual([]);
  });

  it('says of each own key whether it counts now', async () => {
    const times: readonly (readonly [string, string, string, string | null])[] = [
      ['key-of-before', '-2 days', '-1 second', null],
      ['key-to-come', '1 hour', '2 days', null],
      ['key-taken-back', '-2 days', '2 days', '-1 hour'],
    ];
    for (const [keyId, from, until, revoked] of times)
      await api.db.query(
        `INSERT INTO party_key (key_id, party, public_jwk, not_before, not_after, revoked_at)
         SELECT $1, party, public_jwk || jsonb_build_object('x', md5($1)), now() + $2::interval, now() + $3::interval,
                now() + $4::interval
           FROM party_key WHERE key_id = 'th-014-1'`,
        [keyId, from, until, revoked],
      );
    const { keys } = PartyView.parse((await at('th-014', 'keys')).body);
    expect(keys.map(({ keyId, state }) => [keyId, state])).toEqual([
      ['key-of-before', 'ended'],
      ['key-taken-back', 'revoked'],
      ['key-to-come', 'not_yet'],
      ['th-014-1', 'counts'],
    ]);
  });

  it('is its own keys, and no agency or unknown name has any', async () => {
    const own = PartyView.parse((await at('th-002', 'keys')).body);
    expect([own.slug, own.keys.map(({ keyId, state }) => [keyId, state])]).toEqual([
      'th-002',
      [['th-002-1', 'counts']],
    ]);
    for (const slug of ['amlo', 'unknown-bank']) expect((await at(slug, 'keys')).body['code']).toBe('PARTY.ABSENT');
  });

  it('comes in pages, the newest first', async () => {
    const again = await appealsOn(api).held({ accountNo: '5556667779' });
    const page = await holdsOf('th-002', '?limit=1');
    expect([page.holds.map(({ id }) => id), page.next]).toEqual([[again.holdId], again.holdId]);
    const rest = await holdsOf('th-002', `?limit=1&after=${page.next ?? ''}`);
    expect([rest.holds.map(({ id }) => id), rest.next]).toEqual([[first.holdId], null]);
  });

  it('is what the order in force asks for, of which it holds all, when the centre let a part go itself', async () => {
    const on = appealsOn(api);
    const says = { result: 'HELD_PARTIAL', heldAmountSatang: '3000000' };
    const { holdId } = await on.held({ accountNo: '5556667771', receipt: says });
    const own = async () => (await holdsOf('th-002')).holds.find(({ id }) => id === holdId);
    expect(await own()).toMatchObject({ state: 'partly_held', requestedSatang: '5000000', heldSatang: '3000000' });
    const body = { keepSatang: '1200000', reason: 'The rest is his wage.' };
    const officer = { roles: ['aoc_officer'], subject: 'officer-5', body };
    expect((await api.call('POST', `/v1/holds/${holdId}/partial-release`, officer)).status).toBe(201);
    // It still holds more than is asked for, until it answers.
    expect(await own()).toMatchObject({ state: 'held', requestedSatang: '1200000', heldSatang: '3000000' });
    const orderId = (await on.orderToSend(holdId))?.orderId ?? '';
    await on.receipt(holdId, orderId, { heldAmountSatang: '1200000' });
    expect(await own()).toMatchObject({ state: 'held', requestedSatang: '1200000', heldSatang: '1200000' });
  });
});
