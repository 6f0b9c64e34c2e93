import type { InstitutionAnswer, InstitutionPort } from '../../src/institutions/port.js';
import { createRestInstitutions } from '../../src/institutions/rest-v1/rest-institutions.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import { reverifyProof } from '../../src/signing/proof.js';
import { bankA, keyTable } from '../signing/messages.js';
import {
  accepted,
  CONFIRMATION,
  CONFIRMATION_REQUEST,
  ORDER,
  OTHER_ID,
  RECEIPT,
  RELEASE,
  RELEASE_RECEIPT,
} from './support/orders.js';
import { CENTRE, type PartyServer, problem, startParty } from '../signed-http/support/party-server.js';

const institutions = createRestInstitutions(CENTRE);
let bank: PartyServer;
let to: Endpoint;

beforeAll(async () => {
  bank = await startParty(bankA);
  to = { slug: 'th-004', baseUrl: bank.origin, findKey: keyTable() };
});

afterAll(async () => {
  await institutions.close();
  await bank.close();
});

type Call = (port: InstitutionPort, to: Endpoint) => Promise<InstitutionAnswer<object>>;

/** The messages: how each is sent, its path, body and id, and a result for it. */
const MESSAGES: [
  string,
  { send: Call; path: string; sent: object; id: string; result: { [field: string]: unknown } },
][] = [
  [
    'a hold order',
    {
      send: (port, endpoint) => port.placeHold(endpoint, ORDER),
      path: '/hold-orders',
      sent: ORDER,
      id: ORDER.orderId,
      result: RECEIPT,
    },
  ],
  [
    'a release order',
    {
      send: (port, endpoint) => port.releaseHold(endpoint, RELEASE),
      path: '/release-orders',
      sent: RELEASE,
      id: RELEASE.releaseOrderId,
      result: RELEASE_RECEIPT,
    },
  ],
  [
    'a question about a debit',
    {
      send: (port, endpoint) => port.confirmDebit(endpoint, CONFIRMATION_REQUEST),
      path: '/debit-confirmations',
      sent: CONFIRMATION_REQUEST,
      id: CONFIRMATION_REQUEST.confirmationId,
      result: CONFIRMATION,
    },
  ],
];

describe.each(MESSAGES)('%s', (_name, { send, path, sent, id, result }) => {
  it('is signed by the centre and carries its id as the deduplication key', async () => {
    bank.answerWith(() => ({ status: 202, body: accepted(id) }));
    await send(institutions, to);
    const [call] = bank.calls;
    expect(call).toMatchObject({ method: 'POST', url: path, signedBy: 'aoc', headers: { 'webhook-id': [id] } });
    expect(JSON.parse(String(call?.body))).toEqual(sent);
  });

  it('may be answered at once, with a proof that can be verified again', async () => {
    bank.answerWith(() => ({ status: 200, body: result }));
    const answer = await send(institutions, to);
    expect(answer).toMatchObject({
      kind: 'answered',
      body: result,
      answer: { httpStatus: 200, keyId: bankA.key.keyId },
    });
    const { proof, rawBody } = answer.answer;
    expect(reverifyProof({ proof, body: rawBody, publicKey: bankA.known.publicKey })).toEqual({ ok: true });
  });

  it('may have a field that is not agreed: it is ignored, because a later version may add one', async () => {
    bank.answerWith(() => ({ status: 200, body: { ...result, balanceSatang: '100' } }));
    const answer = await send(institutions, to);
    expect(answer).toMatchObject({ kind: 'answered', body: result });
    expect(answer.kind === 'answered' && Object.keys(answer.body)).toEqual(Object.keys(result));
  });

  it('may be accepted, to be answered by callback', async () => {
    bank.answerWith(() => ({ status: 202, body: accepted(id) }));
    expect(await send(institutions, to)).toMatchObject({ kind: 'accepted', answer: { httpStatus: 202 } });
  });

  it('may be refused by the institution, with its code', async () => {
    bank.answerWith(() => ({ status: 422, body: problem(422, 'ORDER.OTHER_INSTITUTION') }));
    const expected = { kind: 'rejected', httpStatus: 422, code: 'ORDER.OTHER_INSTITUTION' };
    expect(await send(institutions, to)).toMatchObject(expected);
  });

  it.each([
    ['an acceptance of another message', 202, accepted(OTHER_ID)],
    ['an acceptance without an id', 202, { status: 'accepted' }],
    ['a result without its fields', 200, { hello: 'world' }],
    ['text that is not JSON', 200, '<html>welcome</html>'],
    ['a status that is not agreed', 201, result],
  ])('does not count as done after %s', async (_what, status, body) => {
    bank.answerWith(() => ({ status, body }));
    expect(await send(institutions, to)).toMatchObject({ kind: 'unreadable', answer: { httpStatus: status } });
  });
});

describe('an answer to a hold order', () => {
  const place = () => institutions.placeHold(to, ORDER);

  it('about another order is unreadable', async () => {
    bank.answerWith(() => ({ status: 200, body: { ...RECEIPT, orderId: OTHER_ID } }));
    expect(await place()).toMatchObject({ kind: 'unreadable', why: 'body: names another message' });
  });

  it('that is unreadable is reported by field, never by value', async () => {
    bank.answerWith(() => ({ status: 200, body: { ...RECEIPT, heldAmountSatang: '12.50' } }));
    expect(await place()).toMatchObject({ kind: 'unreadable', why: 'heldAmountSatang: invalid_format' });
  });

  it.each(['not text for a log\n', 'x'.repeat(65), ''])(
    'with a code that cannot be stored (%j) gets a code of ours',
    async (code) => {
      bank.answerWith(() => ({ status: 400, body: problem(400, code) }));
      expect(await place()).toMatchObject({ kind: 'rejected', code: 'HTTP_400' });
    },
  );

  it('with 404 is a refusal, because the call asks for no earlier order', async () => {
    bank.answerWith(() => ({ status: 404, body: problem(404, 'PATH.UNKNOWN') }));
    expect(await place()).toMatchObject({ kind: 'rejected', code: 'PATH.UNKNOWN' });
  });

  it('is not asked for when the order breaks the protocol, which would be a bug of ours', async () => {
    bank.answerWith(() => ({ status: 202, body: accepted(ORDER.orderId) }));
    expect(() => institutions.placeHold(to, { ...ORDER, requestedAmountSatang: '0' })).toThrow();
    expect(bank.calls).toEqual([]);
  });
});

describe('a question about a hold order', () => {
  const read = () => institutions.readHoldOrder(to, ORDER.orderId);

  it('is a signed GET by id, without a body', async () => {
    bank.answerWith(() => ({ status: 200, body: RECEIPT }));
    expect(await read()).toMatchObject({ kind: 'answered', body: RECEIPT });
    expect(bank.calls).toMatchObject([{ method: 'GET', url: `/hold-orders/${ORDER.orderId}`, signedBy: 'aoc' }]);
    expect(bank.calls[0]?.body.length).toBe(0);
  });

  it('may find that the order never arrived', async () => {
    bank.answerWith(() => ({ status: 404, body: problem(404, 'ORDER.UNKNOWN') }));
    expect(await read()).toMatchObject({ kind: 'unknown_order', answer: { httpStatus: 404 } });
  });

  it('may find that the institution has the order and did not carry it out yet', async () => {
    bank.answerWith(() => ({ status: 202, body: accepted(ORDER.orderId) }));
    expect(await read()).toMatchObject({ kind: 'accepted' });
  });

  it('may be refused', async () => {
    bank.answerWith(() => ({ status: 410, body: problem(410, 'ORDER.GONE') }));
    expect(await read()).toMatchObject({ kind: 'rejected', httpStatus: 410, code: 'ORDER.GONE' });
  });
});

it('an institution may have a path in its base URL', async () => {
  bank.answerWith(() => ({ status: 200, body: RECEIPT }));
  await institutions.placeHold({ ...to, baseUrl: `${bank.origin}/centre/v1/` }, ORDER);
  expect(bank.calls).toMatchObject([{ url: '/centre/v1/hold-orders', signedBy: 'aoc' }]);
});
