import { dialectOf } from '../../src/agencies/registry.js';
import {
  type AskedEvidence,
  type EvidenceFacts,
  foldContactEvidence,
  foldEvidence,
} from '../../src/domain/evidence/evidence-facts.js';
import type { Subjects } from '../../src/domain/evidence/questions.js';
import type { Agency } from '../../src/domain/party.js';
import { BY_P_EV5 } from '../domain/support.js';
import { ALL, BAD, CLEAN, LINK, MULE_KEY, PHONE, WALLET } from './support/agency-answers.js';

const NOBODY: Subjects = { accounts: [], phones: [], links: [], wallets: [], paidNumbers: [] };
const OTHER_PHONE = '0899999902';

/** Makes a question about every subject, without an answer. */
function asked(agency: Agency, changes: Partial<AskedEvidence> = {}): AskedEvidence {
  return { agency, state: 'asked', stateReason: null, subjects: ALL, answers: [], ...changes };
}

/** Makes the same question with answers; later answers have higher versions. */
function answered(
  agency: Agency,
  answers: readonly EvidenceFacts[],
  changes: Partial<AskedEvidence> = {},
): AskedEvidence {
  const versions = answers.map((facts, index) => ({ id: `${agency}-${index + 1}`, facts, version: index + 1 }));
  return asked(agency, { state: 'answered', answers: versions, ...changes });
}

function facts(agency: Agency, wire: object): EvidenceFacts {
  const read = dialectOf(agency).decode(wire);
  if (!read.ok) throw new Error(`the ${agency} fixture breaks the protocol`);
  return read.value.facts;
}

/** Returns everything that is folded, by the agency that it comes from. */
function fold(requests: readonly AskedEvidence[]) {
  const account = foldEvidence({ requests, account: MULE_KEY, complaintReceivedAt: new Date('2099-01-01T00:00:00Z') });
  const contacts = foldContactEvidence(requests, [], BY_P_EV5);
  return {
    amlo: account.hr03,
    bot: account.colour,
    ccib: account.acceptedComplaint,
    dsi: account.specialCase,
    mdes: contacts.numbers[0]?.listed ?? { known: false, why: 'not_asked' },
    nbtc: contacts.simEvidence,
    sec: contacts.walletEvidence,
  };
}

describe.each<[Agency, unknown, unknown]>([
  ['mdes', 'black', 'unlisted'],
  ['ccib', true, false],
  ['dsi', true, false],
  ['amlo', 'HR-03-2', 'none'],
  ['bot', 'dark_grey', 'none'],
  ['nbtc', true, false],
  ['sec', true, false],
])('what the centre knows from %s', (agency, bad, clean) => {
  const known = (...requests: AskedEvidence[]) => fold(requests)[agency];

  it('is its answer, with the evidence behind it', () => {
    expect(known(answered(agency, [facts(agency, BAD[agency])]))).toEqual({
      known: true,
      value: bad,
      evidenceIds: [`${agency}-1`],
    });
    expect(known(answered(agency, [facts(agency, CLEAN[agency])]))).toMatchObject({ known: true, value: clean });
  });

  it('is its newest answer', () => {
    const [first, second] = [facts(agency, BAD[agency]), facts(agency, CLEAN[agency])];
    const corrected = answered(agency, [first, second]);
    const shuffled = { ...corrected, answers: corrected.answers.toReversed() };
    for (const request of [corrected, shuffled]) {
      expect(known(request)).toEqual({ known: true, value: clean, evidenceIds: [`${agency}-2`] });
    }
  });

  it.each<[string, Partial<AskedEvidence>, string]>([
    ['it has not answered yet', { state: 'asked' }, 'no_answer'],
    ['it did not answer in time', { state: 'unknown', stateReason: 'deadline' }, 'no_answer'],
    ['its answer could not be read', { state: 'unknown', stateReason: 'unreadable' }, 'unreadable'],
    ['it declined', { state: 'declined', stateReason: 'declined' }, 'declined'],
  ])('is nothing when %s', (_when, changes, why) => {
    expect(known(asked(agency, changes))).toEqual({ known: false, why });
  });

  it('is nothing when it was not asked, or only about others', () => {
    expect(known()).toEqual({ known: false, why: 'not_asked' });
    expect(known(answered(agency, [facts(agency, BAD[agency])], { subjects: NOBODY }))).toEqual({
      known: false,
      why: 'not_asked',
    });
  });

  it('does not depend on the answers of other agencies', () => {
    const others = (Object.keys(BAD) as Agency[]).filter((other) => other !== agency);
    const requests = others.map((other) => answered(other, [facts(other, BAD[other])]));
    expect(known(...requests)).toEqual({ known: false, why: 'not_asked' });
  });

  it('stays when a later question gets no answer', () => {
    const requests = [answered(agency, [facts(agency, BAD[agency])]), asked(agency)];
    expect(known(...requests)).toMatchObject({ known: true, value: bad });
  });
});

describe('a subject that an answer leaves out', () => {
  it.each<[Agency, EvidenceFacts]>([
    ['bot', { colours: [] }],
    ['nbtc', { sims: [] }],
    ['sec', { wallets: [] }],
    ['mdes', { contacts: [] }],
  ])('is not clean for %s, which says so of a clean subject', (agency, empty) => {
    expect(fold([answered(agency, [empty])])[agency]).toEqual({ known: false, why: 'no_answer' });
  });

  it.each<[Agency, EvidenceFacts]>([
    ['amlo', { hr03: [{ account: 'th-014:9000000002', list: 'HR-03-1', since: '2026-01-05T00:00:00Z' }] }],
    ['bot', { colours: [{ account: 'th-014:9000000002', colour: 'black' }] }],
    ['nbtc', { sims: [{ number: OTHER_PHONE, registration: 'unidentifiable', suspended: true }] }],
  ])('says nothing when %s answers about something else', (agency, other) => {
    const found = fold([answered(agency, [other])])[agency];
    expect(found.known && found.value !== 'none').toBe(false);
  });
});

describe('which entries are evidence', () => {
  it.each<[string, Agency, EvidenceFacts, unknown]>([
    [
      'both lists: the accepted case counts',
      'amlo',
      { hr03: (['HR-03-2', 'HR-03-1'] as const).map((list) => ({ account: MULE_KEY, list, since: '' })) },
      'HR-03-1',
    ],
    [
      'two colours: the stronger counts',
      'bot',
      { colours: (['light_brown', 'light_grey'] as const).map((colour) => ({ account: MULE_KEY, colour })) },
      'light_grey',
    ],
    [
      'a complaint that is only recorded is none',
      'ccib',
      { policeComplaints: [{ account: MULE_KEY, policeCaseNo: 'P', status: 'recorded', receivedAt: '' }] },
      false,
    ],
    ['a suspended SIM', 'nbtc', { sims: [{ number: PHONE, registration: 'identified', suspended: true }] }, true],
    [
      'a SIM that is not registered',
      'nbtc',
      { sims: [{ number: PHONE, registration: 'not_registered', suspended: false }] },
      true,
    ],
    ['a wallet that is only known', 'sec', { wallets: [{ wallet: WALLET, status: 'known' }] }, false],
    [
      'a black link says nothing of the number',
      'mdes',
      {
        contacts: [
          { value: PHONE, kind: 'number', colour: 'grey' },
          { value: LINK, kind: 'link', colour: 'black' },
        ],
      },
      'grey',
    ],
  ])('%s', (_what, agency, given, value) => {
    expect(fold([answered(agency, [given])])[agency]).toMatchObject({ known: true, value });
  });
});

describe('several numbers', () => {
  const about = (phone: string): Partial<AskedEvidence> => ({ subjects: { ...NOBODY, phones: [phone] } });
  const sim = (number: string, suspended: boolean): EvidenceFacts => ({
    sims: [{ number, registration: 'identified', suspended }],
  });
  const nbtc = (...requests: AskedEvidence[]) => foldContactEvidence(requests, [], BY_P_EV5).simEvidence;

  it('one bad number is enough, even when another has no answer yet', () => {
    const requests = [answered('nbtc', [sim(PHONE, true)], about(PHONE)), asked('nbtc', about(OTHER_PHONE))];
    expect(nbtc(...requests)).toEqual({ known: true, value: true, evidenceIds: ['nbtc-1'] });
  });

  it('a good number says nothing about one without an answer yet', () => {
    const requests = [answered('nbtc', [sim(PHONE, false)], about(PHONE)), asked('nbtc', about(OTHER_PHONE))];
    expect(nbtc(...requests)).toEqual({ known: false, why: 'no_answer' });
  });

  it('a missing answer is reported before a refusal', () => {
    const declined = asked('nbtc', { ...about(PHONE), state: 'declined' });
    expect(nbtc(declined)).toEqual({ known: false, why: 'declined' });
    expect(nbtc(asked('nbtc', about(OTHER_PHONE)), declined)).toEqual({ known: false, why: 'no_answer' });
  });

  it('good numbers are good, and each answer is named once', () => {
    const both: EvidenceFacts = { sims: [...(sim(PHONE, false).sims ?? []), ...(sim(OTHER_PHONE, false).sims ?? [])] };
    const request = answered('nbtc', [both], { subjects: { ...NOBODY, phones: [PHONE, OTHER_PHONE] } });
    expect(nbtc(request)).toEqual({ known: true, value: false, evidenceIds: ['nbtc-1'] });
  });
});
