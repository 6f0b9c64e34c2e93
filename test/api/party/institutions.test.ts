import { randomUUID } from 'node:crypto';
import { PartyKeyRow } from '../../../src/persistence/entities/traffic/party.entities.js';
import { generateSigningKey } from '../../../src/signing/keys.js';
import { signRequest } from '../../../src/signing/sign-request.js';
import { HoldStatement } from '../../../src/wire/institution/calls/hold-statement.js';
import { InstitutionList } from '../../../src/wire/office/party.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';

describe('who takes part', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    // A key of before the last rotation, and one that was revoked.
    for (const [keyId, revokedAt] of [
      ['centre-0', null],
      ['centre-lost', new Date()],
    ] as const) {
      const { kty, crv, x } = generateSigningKey(keyId).publicJwk;
      await api.db.manager.insert(PartyKeyRow, {
        keyId,
        party: 'centre',
        publicJwk: { kty, crv, x },
        notBefore: new Date(0),
        notAfter: new Date(Date.now() - 60_000),
        revokedAt,
      });
    }
  });
  afterAll(() => api.close());

  /** Asks for the list as a party, by its signature. */
  async function asParty(slug: string, path = '/v1/institutions'): Promise<Response> {
    const key = api.parties[slug]?.key;
    if (key === undefined) throw new Error(`no party ${slug}`);
    const headers = { 'webhook-id': randomUUID() };
    const body = Buffer.alloc(0);
    const request = { method: 'GET', url: PUBLIC_URL + path, headers, body, key, now: new Date(), nonce: randomUUID() };
    return fetch(api.url + path, { headers: { ...headers, ...signRequest(request) } });
  }

  it('any person reads every institution with slug, names, kind, bank code and account digits', async () => {
    const { status, body } = await api.call('GET', '/v1/institutions', { roles: ['hotline_operator'] });
    expect(status).toBe(200);
    expect(InstitutionList.parse(body).institutions).toEqual(
      ['th-002', 'th-004', 'th-014'].map((slug) => ({
        slug,
        nameTh: slug,
        nameEn: slug,
        kind: 'bank',
        bankCode: slug.slice(3),
        accountDigits: [10],
      })),
    );
    expect(JSON.stringify(body)).not.toContain('http');
  });

  it.each(['th-004', 'amlo'])('%s reads it by its signature, and the answer is signed', async (slug) => {
    const answer = await asParty(slug);
    expect([answer.status, answer.headers.has('signature')]).toEqual([200, true]);
    expect(InstitutionList.parse(await answer.json()).institutions).toHaveLength(3);
  });

  it('an institution, and nobody else, reads by its signature the orders that it got', async () => {
    const path = '/v1/institutions/self/hold-statements?since=2026-11-24T02:00:00Z';
    const answer = await asParty('th-004', path);
    expect([answer.status, answer.headers.has('signature')]).toEqual([200, true]);
    expect(HoldStatement.parse(await answer.json())).toMatchObject({ orders: [], next: null });
    expect((await asParty('amlo', path)).status).toBe(401);
    expect((await api.call('GET', path, { roles: ['auditor'] })).status).toBe(401);
    expect((await asParty('th-004', '/v1/institutions/self/hold-statements?since=yesterday')).status).toBe(400);
  });

  it('nobody else reads it', async () => {
    expect((await api.call('GET', '/v1/institutions', { roles: null })).status).toBe(401);
  });

  it("the centre's keys are the one that signs now, then those of before, without a revoked one", async () => {
    const { body } = await api.call('GET', '/v1/keys', { roles: null });
    expect((body['keys'] as { kid: string }[]).map(({ kid }) => kid)).toEqual(['centre-1', 'centre-0']);
  });
});

describe('an API whose own signing key is revoked', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
    const { keyId, publicJwk } = api.centreKey;
    const times = { notBefore: new Date(0), notAfter: new Date(), revokedAt: new Date() };
    await api.db.manager.upsert(PartyKeyRow, { keyId, party: 'centre', publicJwk, ...times }, ['keyId']);
  });
  afterAll(() => api.close());

  it('does not list it', async () => {
    expect((await api.call('GET', '/v1/keys', { roles: null })).body['keys']).toEqual([]);
  });
});
