import type { AgencyQuestion } from '../../src/agencies/port.js';
import { readAnswer } from '../../src/agencies/registry.js';
import { createRestAgencies } from '../../src/agencies/rest-v1/rest-agencies.js';
import type { EvidenceFacts } from '../../src/domain/evidence/evidence-facts.js';
import { QUESTION_BASIS } from '../../src/domain/evidence/question-basis.js';
import { AGENCIES, type Agency } from '../../src/domain/party.js';
import type { Endpoint } from '../../src/signed-http/signed-client.js';
import { reverifyProof } from '../../src/signing/proof.js';
import { bankB, keyTable, newParty, type Party } from '../signing/messages.js';
import {
  ALL,
  BAD,
  CLEAN,
  LINK,
  MULE,
  MULE_KEY,
  PAID_NUMBER,
  PHONE,
  REQUEST_ID,
  WALLET,
} from './support/agency-answers.js';
import { OTHER_ID } from '../institutions/support/orders.js';
import { CENTRE, type PartyServer, problem, startParty } from '../signed-http/support/party-server.js';

const agencies = createRestAgencies(CENTRE);
afterAll(() => agencies.close());

const HEADER = {
  requestId: REQUEST_ID,
  caseNo: 'AOC-2569-000001',
  legalBasis: [{ ruleId: 'SHARE-85', section: 's.8/5(5)', instrument: 'decree_2566_as_amended' }],
};

function question(agency: Agency): AgencyQuestion {
  const { purpose } = QUESTION_BASIS[agency];
  return { ...HEADER, purpose, answerBy: new Date('2026-03-01T08:15:00Z'), subjects: ALL, personTokens: null };
}

/**
 * For each agency: its path, the only kinds of subject it is asked about, its bad answer's facts.
 */
const TABLE: [Agency, string, object, EvidenceFacts][] = [
  [
    'mdes',
    '/de-fence/lookups',
    { numbers: [PHONE], links: [LINK] },
    {
      contacts: [
        { value: PHONE, kind: 'number', colour: 'black' },
        { value: LINK, kind: 'link', colour: 'grey' },
      ],
    },
  ],
  [
    'ccib',
    '/complaints/search',
    { accounts: [MULE] },
    {
      policeComplaints: [
        { account: MULE_KEY, policeCaseNo: 'RTP-2568-1', status: 'accepted', receivedAt: '2026-01-05T00:00:00Z' },
      ],
    },
  ],
  [
    'dsi',
    '/special-cases/search',
    { accounts: [MULE] },
    { specialCases: [{ account: MULE_KEY, specialCaseNo: 'DSI-2568-1', openedAt: '2026-01-05T00:00:00Z' }] },
  ],
  [
    'amlo',
    '/hr-03/checks',
    { accounts: [MULE] },
    { hr03: [{ account: MULE_KEY, list: 'HR-03-2', since: '2026-01-05T00:00:00Z' }] },
  ],
  [
    'bot',
    '/cfr/colours',
    { accounts: [MULE] },
    { colours: [{ account: MULE_KEY, colour: 'dark_grey', since: '2026-01-05T00:00:00Z' }] },
  ],
  [
    'nbtc',
    '/sims/status',
    { numbers: [PHONE], paidNumbers: [PAID_NUMBER] },
    { sims: [{ number: PHONE, registration: 'unidentifiable', suspended: false }] },
  ],
  ['sec', '/wallets/status', { wallets: [WALLET] }, { wallets: [{ wallet: WALLET, status: 'flagged' }] }],
];

it('every agency is in the table', () => {
  expect(TABLE.map(([agency]) => agency)).toEqual([...AGENCIES]);
});

describe.each(TABLE)('%s', (agency, path, subjects, facts) => {
  const party: Party = newParty(agency, `${agency}.2026-1`);
  let server: PartyServer;
  let to: Endpoint;
  const ask = () => agencies.ask(to, question(agency));

  beforeAll(async () => {
    server = await startParty(party);
    to = { slug: agency, baseUrl: server.origin, findKey: keyTable({ [party.key.keyId]: party.known }) };
  });

  afterAll(() => server.close());

  it('gets a signed question about its own kinds of subject only, with legal basis and purpose', async () => {
    server.answerWith(() => ({ status: 200, body: CLEAN[agency] }));
    await ask();
    const [call] = server.calls;
    expect(call).toMatchObject({ method: 'POST', url: path, signedBy: 'aoc', headers: { 'webhook-id': [REQUEST_ID] } });
    const { purpose } = QUESTION_BASIS[agency];
    expect(JSON.parse(String(call?.body))).toEqual({
      ...HEADER,
      purpose,
      answerBy: '2026-03-01T08:15:00.000Z',
      ...subjects,
    });
  });

  it('answers with facts, and a proof that can be verified again', async () => {
    server.answerWith(() => ({ status: 200, body: BAD[agency] }));
    const answer = await ask();
    expect(answer).toMatchObject({ kind: 'answered', answer: { httpStatus: 200, keyId: party.key.keyId } });
    expect(answer.kind === 'answered' && answer.facts).toEqual(facts);
    const { proof, rawBody } = answer.answer;
    expect(reverifyProof({ proof, body: rawBody, publicKey: party.known.publicKey })).toEqual({ ok: true });
  });

  it('may answer later', async () => {
    server.answerWith(() => ({ status: 202, body: { status: 'accepted', requestId: REQUEST_ID } }));
    expect(await ask()).toMatchObject({ kind: 'accepted', answer: { httpStatus: 202 } });
  });

  it('gives the same facts by a late answer as by one at once', async () => {
    expect(await readAnswer(agency, BAD[agency], null)).toEqual({ facts, tokenFault: null });
    expect(await readAnswer(agency, { requestId: REQUEST_ID, entries: 'see attached fax' }, null)).toBeNull();
  });

  it('may decline, with a reason', async () => {
    const reason = 'The request does not show why this is necessary.';
    server.answerWith(() => ({ status: 422, body: { status: 'declined', requestId: REQUEST_ID, reason } }));
    expect(await ask()).toMatchObject({ kind: 'declined', reason, answer: { httpStatus: 422 } });
  });

  it.each<[string, number, unknown]>([
    ['nonsense', 200, { requestId: REQUEST_ID, entries: 'see attached fax', page: -1 }],
    ['an answer with a field that is not agreed', 200, { ...CLEAN[agency], holderName: 'x' }],
    ['an answer to another question', 200, { ...CLEAN[agency], requestId: OTHER_ID }],
    ['text that is not JSON', 200, 'please call our office'],
    ['an empty body', 200, ''],
    ['an acceptance of another question', 202, { status: 'accepted', requestId: OTHER_ID }],
    ['a status that is not agreed', 204, ''],
    ['a refusal of another question', 422, { status: 'declined', requestId: OTHER_ID, reason: 'no' }],
    ['a refusal without its form', 403, 'no'],
  ])('cannot answer or refuse with %s', async (_what, status, body) => {
    server.answerWith(() => ({ status, body }));
    expect(await ask()).toMatchObject({ kind: 'unreadable', answer: { httpStatus: status } });
  });

  it('says nothing about the case when it refuses the message itself', async () => {
    server.answerWith(() => ({ status: 400, body: problem(400, 'BODY.INVALID') }));
    expect(await ask()).toMatchObject({ kind: 'unreadable', why: 'status 400: BODY.INVALID' });
  });

  it('gives no answer with one that it did not sign', async () => {
    server.answerWith(() => ({ status: 200, body: CLEAN[agency], signAs: null }));
    await expect(ask()).rejects.toMatchObject({ code: 'PARTY.NO_ANSWER', party: agency, reason: 'SIGNATURE.MISSING' });
    server.answerWith(() => ({ status: 200, body: CLEAN[agency], signAs: bankB }));
    await expect(ask()).rejects.toMatchObject({ code: 'PARTY.NO_ANSWER', reason: 'SIGNATURE.WRONG_PARTY' });
  });

  it('gets no question without a subject, which would be a bug of ours', async () => {
    const empty = {
      ...question(agency),
      subjects: { accounts: [], phones: [], links: [], wallets: [], paidNumbers: [] },
    };
    server.answerWith(() => ({ status: 200, body: CLEAN[agency] }));
    await expect(agencies.ask(to, empty)).rejects.toThrow();
    expect(server.calls).toEqual([]);
  });
});

it('an answer with text that the database refuses is unreadable', async () => {
  const hit = { account: MULE, openedAt: '2026-01-05T00:00:00Z' };
  const answer = (specialCaseNo: string) => ({ requestId: REQUEST_ID, specialCases: [{ ...hit, specialCaseNo }] });
  expect(await readAnswer('dsi', answer('DSI-1'), null)).not.toBeNull();
  expect(await readAnswer('dsi', answer('DSI-\u0000'), null)).toBeNull();
  expect(await readAnswer('dsi', answer('DSI-\ud800'), null)).toBeNull();
});

it('a party that is no agency gets no question', async () => {
  const to = { slug: 'th-004', baseUrl: 'http://127.0.0.1:1', findKey: keyTable() };
  await expect(agencies.ask(to, question('amlo'))).rejects.toThrow('no agency has the slug th-004');
});
