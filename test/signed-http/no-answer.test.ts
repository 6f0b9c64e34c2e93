import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import type { ServerResponse } from 'node:http';
import { setInterval } from 'node:timers';
import { FAILURE } from '../../src/contract/failures.js';
import { createRestInstitutions } from '../../src/institutions/rest-v1/rest-institutions.js';
import { NoAnswerError } from '../../src/signed-http/no-answer.js';
import { MAX_RETRY_AFTER_MS } from '../../src/signed-http/retry-after.js';
import { CALL_LIMITS } from '../../src/signed-http/send-once.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import type { KnownKey } from '../../src/signing/verdict.js';
import { bankA, bankB, keyTable, newParty, NOW } from '../signing/messages.js';
import { ORDER, RECEIPT } from '../institutions/support/orders.js';
import { CENTRE, type PartyServer, type PlannedAnswer, problem, startParty } from './support/party-server.js';

/** undici counts its limits in whole seconds, so the limit of the whole call is much longer. */
const SHORT = { connectMs: 200, headersMs: 200, bodyMs: 200, totalMs: 2_500, maxAnswerBytes: 1024 };
let institutions: ReturnType<typeof createRestInstitutions>;
let bank: PartyServer;
let to: Endpoint;

beforeAll(async () => {
  bank = await startParty(bankA);
  to = { slug: 'th-004', baseUrl: bank.origin, findKey: keyTable() };
});

afterAll(() => bank.close());

// A client of its own for each test: many silences in a row open the circuit.
beforeEach(() => {
  institutions = createRestInstitutions({ ...CENTRE, limits: SHORT });
});
afterEach(() => institutions.close());

/** Sends a hold order and returns the `NoAnswerError`; throws when there is none. */
async function silence(endpoint: Endpoint = to): Promise<NoAnswerError> {
  const outcome: unknown = await institutions.placeHold(endpoint, ORDER).catch((error: unknown) => error);
  if (!(outcome instanceof NoAnswerError)) throw new Error(`not a NoAnswerError: ${JSON.stringify(outcome)}`);
  return outcome;
}

const GOOD: PlannedAnswer = { status: 200, body: RECEIPT };

describe('an answer whose signature is not valid is no answer', () => {
  it.each<[string, string, PlannedAnswer]>([
    ['unsigned', 'SIGNATURE.MISSING', { ...GOOD, signAs: null }],
    ['unsigned 404', 'SIGNATURE.MISSING', { status: 404, body: problem(404, 'ORDER.UNKNOWN'), signAs: null }],
    ['unsigned 401', 'SIGNATURE.MISSING', { status: 401, body: problem(401, 'SIGNATURE.BAD'), signAs: null }],
    ['its body was changed', 'SIGNATURE.DIGEST', { ...GOOD, signedBody: { ...RECEIPT, heldAmountSatang: '0' } }],
    ['its status was changed', 'SIGNATURE.BAD', { ...GOOD, signedStatus: 422 }],
    ["signed with another institution's key", 'SIGNATURE.WRONG_PARTY', { ...GOOD, signAs: bankB }],
    ['signed with a key nobody enrolled', 'SIGNATURE.UNKNOWN_KEY', { ...GOOD, signAs: newParty('th-004', 'new.1') }],
    [
      'signed with another key under an enrolled id',
      'SIGNATURE.BAD',
      { ...GOOD, signAs: newParty('th-004', bankA.key.keyId) },
    ],
  ])('%s: %s', async (_what, reason, answer) => {
    bank.answerWith(() => answer);
    const detail = expect.any(String) as string;
    expect(await silence()).toMatchObject({ code: FAILURE.NO_ANSWER, party: 'th-004', reason, detail });
  });

  it('signed for another request', async () => {
    bank.answerWith(() => GOOD);
    await institutions.placeHold(to, ORDER);
    const earlier = bank.calls[0]?.headers;
    if (earlier === undefined) throw new Error('the server saw no request');
    bank.answerWith(() => ({ ...GOOD, boundTo: earlier }));
    expect(await silence()).toMatchObject({ reason: 'SIGNATURE.BAD' });
  });

  it('signed with a revoked key', async () => {
    const revoked: KnownKey = { ...bankA.known, revokedAt: NOW };
    bank.answerWith(() => GOOD);
    const endpoint = { ...to, findKey: keyTable({ [bankA.key.keyId]: revoked }) };
    expect(await silence(endpoint)).toMatchObject({ reason: 'SIGNATURE.KEY_NOT_ACTIVE' });
  });
});

describe('a party that cannot answer now', () => {
  it.each<[number, string]>([
    [500, 'SERVER_FAULT'],
    [503, 'SERVER_FAULT'],
    [429, 'BUSY'],
  ])('%d, signed or not: %s', async (status, reason) => {
    for (const signAs of [bankA, null]) {
      bank.answerWith(() => ({ status, body: problem(status, 'PARTY.DOWN'), signAs }));
      expect(await silence()).toMatchObject({ reason, retryAfterMs: undefined });
    }
  });

  it.each<[string, number | undefined]>([
    ['2', 2_000],
    [new Date(NOW.getTime() + 90_000).toUTCString(), 90_000],
    [new Date(NOW.getTime() - 90_000).toUTCString(), 0],
    ['999999999', MAX_RETRY_AFTER_MS],
    ['soon', undefined],
  ])('may ask us to wait: Retry-After %s', async (header, retryAfterMs) => {
    bank.answerWith(() => ({ status: 503, body: '', headers: { 'retry-after': header } }));
    expect((await silence()).retryAfterMs).toBe(retryAfterMs);
  });

  it.each<[string, PlannedAnswer | ((res: ServerResponse) => void)]>([
    ['answers 503', { status: 503, body: '' }],
    ['hangs up', (res) => res.destroy()],
  ])('and %s is called once, because the workflow repeats calls', async (_what, answer) => {
    bank.answerWith(() => answer);
    await silence();
    expect(bank.calls).toHaveLength(1);
  });
});

it('a redirect is not followed', async () => {
  const elsewhere = await startParty(bankA);
  elsewhere.answerWith(() => GOOD);
  for (const status of [302, 307, 308]) {
    bank.answerWith(() => ({ status, body: '', headers: { location: `${elsewhere.origin}/hold-orders` } }));
    expect(await silence()).toMatchObject({ reason: 'REDIRECT' });
  }
  expect(elsewhere.calls).toEqual([]);
  await elsewhere.close();
});

describe('an answer that is too large', () => {
  const large = 'x'.repeat(SHORT.maxAnswerBytes + 1);

  it.each<[string, PlannedAnswer | ((res: ServerResponse) => void)]>([
    ['with its length announced', { status: 200, body: large }],
    ['in pieces', (res) => res.write(large.slice(1)) && res.end(large)],
  ])('is refused %s', async (_how, answer) => {
    bank.answerWith(() => answer);
    expect(await silence()).toMatchObject({ reason: 'TOO_LARGE' });
  });

  it('is more than 1 MiB outside these tests', () => {
    expect(CALL_LIMITS).toMatchObject({ connectMs: 5_000, headersMs: 10_000, bodyMs: 10_000, maxAnswerBytes: 1 << 20 });
  });
});

describe('a party that does not answer in time', () => {
  let silent: Server;

  beforeAll(async () => {
    silent = createTcpServer((socket) => socket.on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => silent.close());

  it.each<[string, string, (res: ServerResponse) => void]>([
    ['never answers', 'HeadersTimeoutError', () => undefined],
    ['stops in the middle of its answer', 'BodyTimeoutError', (res) => res.writeHead(200).write('{')],
    ['sends a little now and then without end', 'TimeoutError', drip],
  ])('%s: time-out (%s)', async (_what, name, behave) => {
    bank.answerWith(() => behave);
    expect(await silence()).toMatchObject({ reason: 'TIMEOUT', cause: { name } });
  });

  it('never ends the handshake of TLS: no connection was made', async () => {
    const { port } = silent.address() as AddressInfo;
    const endpoint = { ...to, baseUrl: `https://127.0.0.1:${port}` };
    expect(await silence(endpoint)).toMatchObject({ reason: 'CONNECTION' });
  });

  it.each<[string, (res: ServerResponse) => void]>([
    ['hangs up', (res) => res.destroy()],
    ['hangs up in the middle of its answer', (res) => res.writeHead(200).write('{', () => res.destroy())],
    ['does not speak HTTP', (res) => res.socket?.end('who is there?\r\n\r\n')],
  ])('%s: no connection', async (_what, behave) => {
    bank.answerWith(() => behave);
    expect(await silence()).toMatchObject({ reason: 'CONNECTION' });
  });

  it('is not there: no connection', async () => {
    const gone = await startParty(bankA);
    await gone.close();
    expect(await silence({ ...to, baseUrl: gone.origin })).toMatchObject({ reason: 'CONNECTION' });
  });
});

function drip(res: ServerResponse): void {
  res.writeHead(200);
  const timer = setInterval(() => res.write(' '), 50);
  res.on('close', () => clearInterval(timer));
}

it('a fault of our own key table does not count as a silence of the party', async () => {
  bank.answerWith(() => GOOD);
  const endpoint = { ...to, findKey: () => Promise.reject(new Error('the database is away')) };
  await expect(institutions.placeHold(endpoint, ORDER)).rejects.toThrow('the database is away');
});

it('a repeated order is signed anew under the same webhook-id', async () => {
  bank.answerWith(() => GOOD);
  await institutions.placeHold(to, ORDER);
  await institutions.placeHold(to, ORDER);
  const [first, second] = bank.calls.map(({ headers }) => headers);
  expect(first?.['webhook-id']).toEqual(second?.['webhook-id']);
  expect(first?.['signature']).not.toEqual(second?.['signature']);
  expect(bank.calls.map(({ signedBy }) => signedBy)).toEqual(['aoc', 'aoc']);
});
