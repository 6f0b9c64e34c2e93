import { createRestAgencies } from '../../src/agencies/rest-v1/rest-agencies.js';
import { createRestInstitutions } from '../../src/institutions/rest-v1/rest-institutions.js';
import { CALL_LIMITS } from '../../src/signed-http/send-once.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import { CONFIRMATION_REQUEST, ORDER, RECEIPT, RELEASE } from '../institutions/support/orders.js';
import { bankA, keyTable } from '../signing/messages.js';
import { CENTRE, type PartyServer, startParty } from './support/party-server.js';

const institutions = createRestInstitutions(CENTRE);
const agencies = createRestAgencies(CENTRE);
/** What the caller gives as the reason to stop. */
const REASON = new Error('the activity was cancelled');
let party: PartyServer;

beforeAll(async () => {
  party = await startParty(bankA);
});

afterAll(async () => {
  await Promise.all([institutions.close(), agencies.close()]);
  await party.close();
});

function endpoint(slug = 'th-004'): Endpoint {
  return { slug, baseUrl: party.origin, findKey: keyTable() };
}

const QUESTION = {
  requestId: '01JQ0000000000000000000005',
  caseNo: 'AOC-2569-000001',
  legalBasis: ORDER.legalBasis,
  purpose: 'a test',
  answerBy: new Date('2026-03-01T08:59:00Z'),
  subjects: { accounts: [ORDER.account], phones: [], links: [], wallets: [], paidNumbers: [] },
  personTokens: null,
};

type Call = (abortSignal: AbortSignal) => Promise<unknown>;

const CALLS: [string, Call][] = [
  ['a hold order', (signal) => institutions.placeHold(endpoint(), ORDER, signal)],
  ['a poll', (signal) => institutions.readHoldOrder(endpoint(), ORDER.orderId, signal)],
  ['a release order', (signal) => institutions.releaseHold(endpoint(), RELEASE, signal)],
  ['a question about a debit', (signal) => institutions.confirmDebit(endpoint(), CONFIRMATION_REQUEST, signal)],
  ['a question to an agency', (signal) => agencies.ask(endpoint('bot'), QUESTION, signal)],
];

describe('a caller that gives up', () => {
  it.each(CALLS)('hangs up on a party that never answers, and gets its own reason: %s', async (_what, call) => {
    const { called, hungUp } = party.keepWaiting();
    const giveUp = new AbortController();
    const outcome = expect(call(giveUp.signal)).rejects.toBe(REASON);
    await called;
    giveUp.abort(REASON);
    await outcome;
    await hungUp;
    expect(party.calls).toHaveLength(1);
  });

  it('hangs up in the middle of an answer', async () => {
    const { called, hungUp } = party.keepWaiting((res) => res.writeHead(200).write('{'));
    const giveUp = new AbortController();
    const outcome = expect(institutions.placeHold(endpoint(), ORDER, giveUp.signal)).rejects.toBe(REASON);
    await called;
    giveUp.abort(REASON);
    await outcome;
    await hungUp;
  });

  it('sends nothing when it gave up before', async () => {
    party.keepWaiting();
    await expect(institutions.placeHold(endpoint(), ORDER, AbortSignal.abort(REASON))).rejects.toBe(REASON);
    expect(party.calls).toEqual([]);
  });
});

describe('a caller that does not give up', () => {
  const patient = new AbortController().signal;

  it('gets the answer as without a signal', async () => {
    party.answerWith(() => ({ status: 200, body: RECEIPT }));
    expect(await institutions.placeHold(endpoint(), ORDER, patient)).toMatchObject({ kind: 'answered', body: RECEIPT });
  });

  it('gets the time limit as no answer, as without a signal', async () => {
    party.keepWaiting((res) => res.writeHead(200).write('{'));
    const hurried = createRestInstitutions({ ...CENTRE, limits: { ...CALL_LIMITS, totalMs: 200 } });
    await expect(hurried.placeHold(endpoint(), ORDER, patient)).rejects.toMatchObject({
      name: 'NoAnswerError',
      reason: 'TIMEOUT',
      cause: { name: 'TimeoutError' },
    });
    await hurried.close();
  });
});
