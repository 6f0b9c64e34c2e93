import { randomUUID } from 'node:crypto';
import { request } from 'undici';
import { generateSigningKey, loadPrivateKey } from '../../src/signing/keys.js';
import { signRequest } from '../../src/signing/sign-request.js';
import { holdOrder, move, openAccount } from './support/orders.js';
import { TestWorld } from './support/test-world.js';

describe('an institution takes orders from the centre only', () => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await TestWorld.start();
  });
  afterAll(async () => {
    await world.end();
  });

  async function order() {
    const victim = await openAccount(world, 'th-004', '100000');
    const mule = await openAccount(world, 'th-014');
    return holdOrder(mule, await move(world, victim, mule, '100000'));
  }
  const headers = { 'content-type': 'application/json' };

  it('refuses an order without a signature, unsigned', async () => {
    const body = JSON.stringify(await order());
    const answer = await request(`${world.urlOf('th-014')}/hold-orders`, { method: 'POST', headers, body });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['signature']).toBeUndefined();
    expect(await answer.body.json()).toMatchObject({ code: 'SIGNATURE.MISSING' });
  });

  it("refuses an order signed by a key that is not the centre's, and one changed on the way", async () => {
    const url = `${world.urlOf('th-014')}/hold-orders`;
    const body = Buffer.from(JSON.stringify(await order()));
    const { privateJwk } = generateSigningKey('centre-1');
    const forged = { keyId: 'centre-1', privateKey: loadPrivateKey(privateJwk) };
    const sign = (key: typeof forged) =>
      signRequest({ method: 'POST', url, headers, body, key, now: new Date(), nonce: randomUUID() });
    const byForger = await request(url, { method: 'POST', headers: { ...headers, ...sign(forged) }, body });
    expect(await byForger.body.json()).toMatchObject({ status: 401, code: 'SIGNATURE.BAD' });
    const signature = sign(world.ground.signWith);
    const changed = body.toString().replace('"requestedAmountSatang":"1', '"requestedAmountSatang":"9');
    const tampered = await request(url, { method: 'POST', headers: { ...headers, ...signature }, body: changed });
    expect(await tampered.body.json()).toMatchObject({ status: 401, code: 'SIGNATURE.DIGEST' });
    expect((await world.admin('/holds')).body).toMatchObject({ holds: [] });
  });

  it('refuses a nonce that it has seen before', async () => {
    const body = await order();
    const nonce = randomUUID();
    expect((await world.send('th-014', 'POST', '/hold-orders', body, nonce)).status).toBe(200);
    const replayed = await world.send('th-014', 'POST', '/hold-orders', body, nonce);
    expect(replayed).toMatchObject({ status: 401, body: { code: 'SIGNATURE.REPLAYED' } });
  });

  it('refuses an order without legal basis, of another institution, or that breaks the schema', async () => {
    const good = await order();
    const baseless = await world.post('th-014', '/hold-orders', { ...good, legalBasis: [] });
    expect(baseless).toMatchObject({ status: 400, signed: true, body: { errors: [{ pointer: '/legalBasis' }] } });
    const misdirected = await world.post('th-006', '/hold-orders', good);
    expect(misdirected).toMatchObject({ status: 422, body: { code: 'ORDER.OTHER_INSTITUTION' } });
    const numeric = await world.post('th-014', '/hold-orders', { ...good, requestedAmountSatang: 100000 });
    expect(numeric).toMatchObject({ status: 400, body: { code: 'BODY.INVALID' } });
  });

  it('answers 404 for other paths and for orders that never came', async () => {
    expect(await world.get('th-014', '/accounts')).toMatchObject({ status: 404, signed: true });
    expect(await world.get('th-014', '/hold-orders/01ARZ3NDEKTSV4RRFFQ69G5FAV')).toMatchObject({
      status: 404,
      signed: true,
      body: { code: 'ORDER.UNKNOWN' },
    });
  });

  it('shows on the admin listener what was received and how it was answered', async () => {
    const body = await order();
    await world.post('th-014', '/hold-orders', body);
    const { messages } = (await world.admin('/messages')).body as { messages: { id?: string }[] };
    expect(messages.filter((message) => message.id === body.orderId)).toMatchObject([
      { party: 'th-014', method: 'POST', path: '/hold-orders', status: 200 },
    ]);
  });
});
