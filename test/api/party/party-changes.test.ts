import { ulid } from 'ulid';
import { decidePartyChange } from '../../../src/application/party/decide-party-change.js';
import { endpointOf } from '../../../src/persistence/party/endpoint.js';
import { generateSigningKey, loadPrivateKey, type SigningKey } from '../../../src/signing/keys.js';
import { PartyChangeList, PartyChangeView, PartyList } from '../../../src/wire/office/party.js';
import { runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

const ADMINISTRATOR = { roles: ['administrator'], subject: 'admin-1' };
const SUPERVISOR = { roles: ['aoc_supervisor'], subject: 'supervisor-1' };
const VALID = { notBefore: '2026-01-01T00:00:00+07:00', notAfter: '2040-01-01T00:00:00Z' };
/** What a believed callback about an order of nobody is answered: it got past the signature. */
const BELIEVED = [404, 'INBOX.FOREIGN'];

describe('changes of a party over HTTP', () => {
  let api: RunningApi;
  beforeEach(async () => {
    api = await runApi();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await api.close();
  });

  const request = (change: object, over: object = {}, who = ADMINISTRATOR) =>
    api.call('POST', '/v1/party-changes', {
      ...who,
      body: { party: 'th-014', change, reason: 'Their security desk called.', ...over },
    });
  const decide = (id: string, who = SUPERVISOR, verdict = 'approve') =>
    api.call('POST', `/v1/party-changes/${id}/decisions`, { ...who, body: { verdict, reason: 'Called back.' } });

  async function make(change: object): Promise<void> {
    const requested = await request(change);
    expect(requested.status).toBe(201);
    expect((await decide(String(requested.body['id']))).status).toBe(201);
  }

  /** Posts a lapse of an unknown order, signed now or earlier, and returns status and code. */
  async function callback(key: SigningKey, now = new Date()): Promise<unknown[]> {
    const message = {
      type: 'hold.lapsed',
      data: { orderId: ulid(), holdId: ulid(), releasedAmountSatang: '1', at: now.toISOString() },
    };
    const { status, body } = await postCallback(api, 'institutions', key, message, { now });
    return status === 401 ? [status, body['code'], body['detail']] : [status, body['code']];
  }

  function keyOf(slug: string): SigningKey {
    const key = api.parties[slug]?.key;
    if (key === undefined) throw new Error(`no party ${slug}`);
    return key;
  }

  function newKey(keyId: string): { key: SigningKey; change: object } {
    const { privateJwk, publicJwk } = generateSigningKey(keyId);
    const { kty, crv, x } = publicJwk;
    const change = { kind: 'add_key', keyId, publicJwk: { kty, crv, x }, ...VALID };
    return { key: { keyId, privateKey: loadPrivateKey(privateJwk) }, change };
  }

  it('a key that two persons add is believed without a restart, beside the one before', async () => {
    const { key, change } = newKey('th-014-2');
    expect(await callback(key)).toEqual([401, 'SIGNATURE.UNKNOWN_KEY', 'the key is not enrolled']);
    const requested = await request(change);
    expect(await callback(key)).toEqual([401, 'SIGNATURE.UNKNOWN_KEY', 'the key is not enrolled']);
    await decide(String(requested.body['id']));
    expect(await callback(key)).toEqual(BELIEVED);
    expect(await callback(keyOf('th-014'))).toEqual(BELIEVED);
  });

  it('what was signed before a revocation and arrives after is refused with its reason', async () => {
    const { key, change } = newKey('th-014-2');
    await make(change);
    const signedAt = new Date();
    await make({ kind: 'revoke_key', keyId: keyOf('th-014').keyId });
    expect(await callback(keyOf('th-014'), signedAt)).toEqual([401, 'SIGNATURE.KEY_NOT_ACTIVE', 'the key is revoked']);
    expect(await callback(key)).toEqual(BELIEVED);
  });

  it('a running API believes a key no more within a minute after another process revoked it', async () => {
    expect(await callback(keyOf('th-014'))).toEqual(BELIEVED);
    const change = { kind: 'revoke_key', keyId: keyOf('th-014').keyId, lastKeyReason: 'The key was stolen.' };
    const { body } = await request(change);
    // `api.db` is a connection of its own, with a copy of its own: another process to the API.
    const decided = await decidePartyChange(api.application, {
      id: String(body['id']),
      body: { verdict: 'approve', reason: 'Called back.' },
      actor: { subject: 'supervisor-1', name: 'Test', roles: ['aoc_supervisor'] },
    });
    expect(decided).toMatchObject({ ok: true });
    const realNow = performance.now.bind(performance);
    jest.spyOn(performance, 'now').mockImplementation(() => realNow() + 60_000);
    expect(await callback(keyOf('th-014'))).toEqual([401, 'SIGNATURE.KEY_NOT_ACTIVE', 'the key is revoked']);
  });

  it("the last key of a party is revoked with a reason only, and the centre's own never", async () => {
    const { keyId } = keyOf('th-014');
    const without = await request({ kind: 'revoke_key', keyId });
    expect([without.status, without.body['code']]).toEqual([422, 'PARTY_CHANGE.LAST_KEY']);
    expect((await request({ kind: 'revoke_key', keyId, lastKeyReason: 'The bank closes.' })).status).toBe(201);
    const own = await request({ kind: 'revoke_key', keyId: 'centre-1' }, { party: 'centre' });
    expect([own.status, own.body['code']]).toEqual([403, 'PARTY_CHANGE.CENTRE']);
  });

  it('a new address is used for the next call, and shown with the change that set it', async () => {
    await make({ kind: 'change_address', baseUrl: 'https://new.bank.test/rangap' });
    expect((await endpointOf(api.application, 'th-014')).baseUrl).toBe('https://new.bank.test/rangap');
    const { parties } = PartyList.parse((await api.call('GET', '/v1/parties', ADMINISTRATOR)).body);
    const { changes } = PartyChangeList.parse(
      (await api.call('GET', '/v1/party-changes?party=th-014', SUPERVISOR)).body,
    );
    expect(parties.find(({ slug }) => slug === 'th-014')).toMatchObject({
      baseUrl: 'https://new.bank.test/rangap',
      addressChange: changes[0]?.id,
    });
    expect(parties.map(({ slug }) => slug)).not.toContain('centre');
  });

  it.each(['http://party.bank.test:9390', 'https://[2606:4700::1]:8443/rangap'])(
    'takes the address %s',
    async (baseUrl) => {
      expect((await request({ kind: 'change_address', baseUrl })).status).toBe(201);
    },
  );

  it('who asked for a change cannot decide on it, not even in another role', async () => {
    const requested = await request({ kind: 'change_address', baseUrl: 'https://new.bank.test' });
    const id = String(requested.body['id']);
    const own = await decide(id, { subject: 'admin-1', roles: ['administrator', 'aoc_supervisor'] });
    expect([own.status, own.body['code']]).toEqual([403, 'APPROVAL.OWN_REQUEST']);
    const shown = PartyChangeView.parse((await api.call('GET', `/v1/party-changes/${id}`, SUPERVISOR)).body);
    expect(shown).toMatchObject({ state: 'requested', requestedBy: 'admin-1', decidedBy: null });
    expect((await decide(id)).body).toEqual({ partyChangeId: id, state: 'approved' });
    const late = await decide(id, { ...SUPERVISOR, subject: 'supervisor-2' }, 'refuse');
    expect([late.status, late.body['code']]).toEqual([409, 'APPROVAL.ALREADY_DECIDED']);
  });

  it.each<[string, object, number, string]>([
    [
      'a private key',
      { ...VALID, kind: 'add_key', keyId: 'k', publicJwk: { ...jwk(), d: 'x' } },
      400,
      'REQUEST.SCHEMA',
    ],
    [
      'half a key',
      { ...VALID, kind: 'add_key', keyId: 'k', publicJwk: { ...jwk(), x: 'AAAA' } },
      400,
      'REQUEST.SCHEMA',
    ],
    ['no change', { kind: 'close' }, 400, 'REQUEST.SCHEMA'],
    ['an address with a password', { kind: 'change_address', baseUrl: 'https://a:b@c.test' }, 400, 'REQUEST.SCHEMA'],
    ['a file', { kind: 'change_address', baseUrl: 'file:///etc/passwd' }, 400, 'REQUEST.SCHEMA'],
    [
      'metadata of a cloud',
      { kind: 'change_address', baseUrl: 'https://169.254.169.254' },
      422,
      'PARTY_CHANGE.ADDRESS',
    ],
    ['the own machine', { kind: 'change_address', baseUrl: 'https://localhost:8443' }, 422, 'PARTY_CHANGE.ADDRESS'],
    ['a key of nobody', { kind: 'revoke_key', keyId: 'nobody-1' }, 422, 'PARTY_CHANGE.KEY_ABSENT'],
    ['an end before the beginning', { ...add(), notAfter: '2025-01-01T00:00:00Z' }, 422, 'PARTY_CHANGE.KEY_PERIOD'],
  ])('refuses %s', async (_name, change, status, code) => {
    const answer = await request(change);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toContain('passwd');
  });

  it('refuses an open address in production, and a party that is not enrolled', async () => {
    const nobody = await request({ kind: 'revoke_key', keyId: 'k' }, { party: 'th-099' });
    expect([nobody.status, nobody.body['code']]).toEqual([404, 'PARTY_CHANGE.PARTY_ABSENT']);
    const production = await runApi({ environment: 'production', publicUrl: 'https://api.test' });
    try {
      const body = {
        party: 'th-014',
        change: { kind: 'change_address', baseUrl: 'http://bank.test' },
        reason: 'Moved.',
      };
      const open = await production.call('POST', '/v1/party-changes', { ...ADMINISTRATOR, body });
      expect([open.status, open.body['code']]).toEqual([422, 'PARTY_CHANGE.ADDRESS']);
    } finally {
      await production.close();
    }
  });
});

function jwk(): object {
  return { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) };
}

function add(): object {
  return { ...VALID, kind: 'add_key', keyId: 'th-014-9', publicJwk: jwk() };
}
