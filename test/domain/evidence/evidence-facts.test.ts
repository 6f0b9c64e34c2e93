import {
  type AskedEvidence,
  type EvidenceFacts,
  foldContactEvidence,
  foldEvidence,
  numbersByEvidence,
} from '../../../src/domain/evidence/evidence-facts.js';
import { BY_P_EV5, known, newestRow } from '../support.js';
import type { Subjects } from '../../../src/domain/evidence/questions.js';
import type { Agency } from '../../../src/domain/party.js';

const NOTHING: Subjects = { accounts: [], phones: [], links: [], wallets: [], paidNumbers: [] };
const ACCOUNT = { institution: 'th-014', accountNo: '9000000001' };
const KEY = 'th-014:9000000001';
const SINCE = '2026-01-01T00:00:00Z';
/** When the complaint came: after everything that the agencies know. */
const RECEIVED = new Date('2030-01-01T00:00:00Z');
const PHONE = '0812345678';
const OTHER_PHONE = '0898765432';

function asked(agency: Agency, subjects: Partial<Subjects>, over: Partial<AskedEvidence> = {}): AskedEvidence {
  return { agency, state: 'asked', stateReason: null, subjects: { ...NOTHING, ...subjects }, answers: [], ...over };
}

function answered(agency: Agency, subjects: Partial<Subjects>, facts: EvidenceFacts, id = 'E1'): AskedEvidence {
  return asked(agency, subjects, { state: 'answered', answers: [{ id, facts, version: 1 }] });
}

const aboutAccount = (agency: Agency, facts: EvidenceFacts) => answered(agency, { accounts: [ACCOUNT] }, facts);
const fold = (...requests: AskedEvidence[]) => foldEvidence({ requests, account: KEY, complaintReceivedAt: RECEIVED });

describe('what the agencies say of an account', () => {
  it.each<[string, AskedEvidence, keyof ReturnType<typeof fold>, unknown]>([
    [
      'AMLO lists it',
      aboutAccount('amlo', { hr03: [{ account: KEY, list: 'HR-03-2', since: SINCE }] }),
      'hr03',
      'HR-03-2',
    ],
    [
      'AMLO lists another',
      aboutAccount('amlo', { hr03: [{ account: 'x:1', list: 'HR-03-1', since: SINCE }] }),
      'hr03',
      'none',
    ],
    ['AMLO lists nothing', aboutAccount('amlo', { hr03: [] }), 'hr03', 'none'],
    [
      'AMLO lists it twice: the stronger list counts',
      aboutAccount('amlo', {
        hr03: [
          { account: KEY, list: 'HR-03-2', since: SINCE },
          { account: KEY, list: 'HR-03-1', since: SINCE },
        ],
      }),
      'hr03',
      'HR-03-1',
    ],
    [
      'the registry colours it',
      aboutAccount('bot', { colours: [{ account: KEY, colour: 'dark_grey' }] }),
      'colour',
      'dark_grey',
    ],
    [
      'the registry has no colour for it',
      aboutAccount('bot', { colours: [{ account: KEY, colour: 'none' }] }),
      'colour',
      'none',
    ],
    [
      'the registry contradicts itself: the darker colour counts',
      aboutAccount('bot', {
        colours: [
          { account: KEY, colour: 'none' },
          { account: KEY, colour: 'black' },
        ],
      }),
      'colour',
      'black',
    ],
    [
      'police accepted a complaint',
      aboutAccount('ccib', {
        policeComplaints: [{ account: KEY, policeCaseNo: '1/2569', status: 'accepted', receivedAt: SINCE }],
      }),
      'acceptedComplaint',
      true,
    ],
    [
      'police only recorded a complaint',
      aboutAccount('ccib', {
        policeComplaints: [{ account: KEY, policeCaseNo: '1/2569', status: 'recorded', receivedAt: SINCE }],
      }),
      'acceptedComplaint',
      false,
    ],
    [
      'the accepted complaint is the victim’s own statement, younger than the report',
      aboutAccount('ccib', {
        policeComplaints: [
          { account: KEY, policeCaseNo: '2/2569', status: 'accepted', receivedAt: '2030-01-02T00:00:00Z' },
        ],
      }),
      'acceptedComplaint',
      false,
    ],
    ['DSI has no special case', aboutAccount('dsi', { specialCases: [] }), 'specialCase', false],
    [
      'DSI has a special case',
      aboutAccount('dsi', { specialCases: [{ account: KEY, specialCaseNo: 'S1', openedAt: SINCE }] }),
      'specialCase',
      true,
    ],
  ])('%s', (_name, request, part, value) => {
    expect(fold(request)[part]).toEqual({ known: true, value, evidenceIds: ['E1'] });
  });

  it.each<[string, AskedEvidence[], string]>([
    ['was not asked', [], 'not_asked'],
    [
      'was asked about another account',
      [asked('amlo', { accounts: [{ ...ACCOUNT, institution: 'th-004' }] })],
      'not_asked',
    ],
    ['has not answered', [asked('amlo', { accounts: [ACCOUNT] })], 'no_answer'],
    ['did not answer in time', [asked('amlo', { accounts: [ACCOUNT] }, { state: 'unknown' })], 'no_answer'],
    ['declined', [asked('amlo', { accounts: [ACCOUNT] }, { state: 'declined' })], 'declined'],
    [
      'answered nonsense',
      [asked('amlo', { accounts: [ACCOUNT] }, { state: 'unknown', stateReason: 'unreadable' })],
      'unreadable',
    ],
  ])('is unknown when AMLO %s', (_name, requests, why) => {
    expect(fold(...requests).hr03).toEqual({ known: false, why });
  });

  it('is unknown when the registry’s answer leaves the account out: that is not "no colour"', () => {
    expect(fold(aboutAccount('bot', { colours: [] })).colour).toEqual({ known: false, why: 'no_answer' });
  });

  it('follows the newest version of a corrected answer', () => {
    const request = asked(
      'amlo',
      { accounts: [ACCOUNT] },
      {
        state: 'answered',
        answers: [
          { id: 'E2', version: 2, facts: { hr03: [] } },
          { id: 'E1', version: 1, facts: { hr03: [{ account: KEY, list: 'HR-03-1', since: SINCE }] } },
        ],
      },
    );
    expect(fold(request).hr03).toEqual({ known: true, value: 'none', evidenceIds: ['E2'] });
  });

  it('keeps an earlier answer while a later question is open', () => {
    const earlier = aboutAccount('amlo', { hr03: [] });
    expect(fold(earlier, asked('amlo', { accounts: [ACCOUNT] })).hr03).toMatchObject({ known: true, value: 'none' });
  });
});

describe('what the agencies say of numbers, links and wallets', () => {
  const sim = (
    number: string,
    registration: 'identified' | 'unidentifiable' | 'not_registered',
    suspended = false,
  ) => ({
    number,
    registration,
    suspended,
  });

  it.each<[string, AskedEvidence[], ReturnType<typeof foldContactEvidence>['simEvidence']]>([
    ['nothing asked', [], { known: false, why: 'not_asked' }],
    [
      'identified',
      [answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'identified')] })],
      { known: true, value: false, evidenceIds: ['E1'] },
    ],
    [
      'of nobody',
      [answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'unidentifiable')] })],
      { known: true, value: true, evidenceIds: ['E1'] },
    ],
    [
      'not registered',
      [answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'not_registered')] })],
      { known: true, value: true, evidenceIds: ['E1'] },
    ],
    [
      'suspended',
      [answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'identified', true)] })],
      { known: true, value: true, evidenceIds: ['E1'] },
    ],
    [
      'one good, one left out of the answer: unknown',
      [answered('nbtc', { phones: [PHONE, OTHER_PHONE] }, { sims: [sim(PHONE, 'identified')] })],
      { known: false, why: 'no_answer' },
    ],
    [
      'one bad, one left out of the answer: bad is enough',
      [answered('nbtc', { phones: [PHONE, OTHER_PHONE] }, { sims: [sim(PHONE, 'unidentifiable')] })],
      { known: true, value: true, evidenceIds: ['E1'] },
    ],
    ['declined', [asked('nbtc', { phones: [PHONE] }, { state: 'declined' })], { known: false, why: 'declined' }],
  ])('SIM, %s', (_name, requests, expected) => {
    expect(foldContactEvidence(requests, [], BY_P_EV5).simEvidence).toEqual(expected);
  });

  it.each([
    ['flagged', true],
    ['known', false],
    ['unknown', false],
  ] as const)('wallet %s at SEC: %s', (status, value) => {
    const request = answered('sec', { wallets: ['w1'] }, { wallets: [{ wallet: 'w1', status }] });
    expect(foldContactEvidence([request], [], BY_P_EV5).walletEvidence).toEqual({
      known: true,
      value,
      evidenceIds: ['E1'],
    });
  });

  it.each(['black', 'grey', 'white', 'unlisted'] as const)('number %s on the DE-fence list', (colour) => {
    const request = answered('mdes', { phones: [PHONE] }, { contacts: [{ value: PHONE, kind: 'number', colour }] });
    expect(foldContactEvidence([request], [PHONE], BY_P_EV5).numbers).toMatchObject([
      { sim: { known: false, why: 'not_asked' }, listed: { known: true, value: colour, evidenceIds: ['E1'] } },
    ]);
  });

  it('counts a reported number that nobody was asked about yet, and no link', () => {
    const link = 'https://scam.example/';
    const request = answered('mdes', { links: [link] }, { contacts: [{ value: link, kind: 'link', colour: 'black' }] });
    const notAsked = { known: false, why: 'not_asked' };
    expect(foldContactEvidence([request], [PHONE], BY_P_EV5).numbers).toMatchObject([
      { sim: notAsked, listed: notAsked },
    ]);
  });

  it('of contradicting entries takes the one against the number', () => {
    const requests = [
      answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'identified'), sim(PHONE, 'not_registered')] }),
      answered(
        'mdes',
        { phones: [PHONE] },
        {
          contacts: [
            { value: PHONE, kind: 'number', colour: 'white' },
            { value: PHONE, kind: 'number', colour: 'grey' },
          ],
        },
      ),
    ];
    expect(foldContactEvidence(requests, [], BY_P_EV5).numbers).toMatchObject([
      { sim: { value: { registration: 'not_registered', suspended: false } }, listed: { value: 'grey' } },
    ]);
  });

  it('does not let one agency answer for another', () => {
    const request = answered('mdes', { phones: [PHONE] }, { sims: [sim(PHONE, 'unidentifiable')] });
    const { simEvidence, numbers } = foldContactEvidence([request], [], BY_P_EV5);
    expect(simEvidence).toEqual({ known: false, why: 'not_asked' });
    expect(numbers).toMatchObject([
      { sim: { known: false, why: 'not_asked' }, listed: { known: false, why: 'no_answer' } },
    ]);
  });
});

describe('the numbers that evidence bears or clears', () => {
  const both = { phones: [PHONE, OTHER_PHONE], links: ['https://scam.example/'] };
  const HOSPITAL = '028888888';
  const sim = (
    number: string,
    registration: 'identified' | 'not_registered',
    more: { suspended?: boolean; origin?: 'line' | 'spoofed' } = {},
  ) => ({ number, registration, suspended: false, ...more });
  const black = (value: string, kind: 'number' | 'link' = 'number') => ({ value, kind, colour: 'black' as const });
  const clean = (value: string) => ({ value, kind: 'number' as const, colour: 'unlisted' as const });
  it.each<[string, AskedEvidence[], string[], string[]]>([
    [
      'NBTC knows nobody behind one',
      [
        answered('nbtc', both, { sims: [sim(PHONE, 'not_registered'), sim(OTHER_PHONE, 'identified')] }),
        answered('mdes', both, { contacts: [clean(PHONE), clean(OTHER_PHONE)] }),
      ],
      [PHONE],
      [OTHER_PHONE],
    ],
    [
      'NBTC has suspended one',
      [answered('nbtc', both, { sims: [sim(OTHER_PHONE, 'identified', { suspended: true })] })],
      [],
      [],
    ],
    [
      'MDES has one on the black list, and nothing more is known',
      [answered('mdes', both, { contacts: [black(PHONE)] })],
      [],
      [],
    ],
    [
      'MDES has one on the black list, and the calls came from its line',
      [
        answered('mdes', both, { contacts: [black(PHONE)] }),
        answered('nbtc', both, { sims: [sim(PHONE, 'identified', { origin: 'line' })] }),
      ],
      [PHONE],
      [],
    ],
    [
      'one was spoofed, whatever else is said of it',
      [
        answered('mdes', both, { contacts: [black(PHONE)] }),
        answered('nbtc', both, {
          sims: [sim(PHONE, 'not_registered', { origin: 'line' }), sim(PHONE, 'identified', { origin: 'spoofed' })],
        }),
      ],
      [],
      [PHONE],
    ],
    [
      'a call centre’s number that is protected, in another spelling',
      [answered('nbtc', { phones: [HOSPITAL] }, { sims: [sim(HOSPITAL, 'not_registered', { origin: 'line' })] })],
      [],
      [HOSPITAL],
    ],
    [
      'MDES has only the link on it',
      [answered('mdes', both, { contacts: [black('https://scam.example/', 'link')] })],
      [],
      [],
    ],
    ['nobody has answered', [asked('nbtc', both)], [], []],
  ])('%s', (_, requests, used, cleared) => {
    expect(numbersByEvidence(requests, newestRow('P-EV5'))).toEqual({ used, cleared });
  });

  it('two spellings of a number are one line: what clears it clears it', () => {
    const spelled = '+66 81 234 5678';
    const requests = [
      answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'not_registered', { origin: 'line' })] }),
      answered('nbtc', { phones: [spelled] }, { sims: [sim(spelled, 'identified', { origin: 'spoofed' })] }, 'E2'),
    ];
    expect(numbersByEvidence(requests, newestRow('P-EV5'))).toEqual({ used: [], cleared: [PHONE] });
    expect(foldContactEvidence(requests, [spelled, PHONE], BY_P_EV5).numbers).toHaveLength(1);
  });

  it.each([
    ...['1441', '191', '1599', '1669', '๑๔๔๑', '+66 1441', '66 1669', '1441 ต่อ 3', '*1441'],
    ...['02-888-8888', '+66 2 888 8888', '0066 2 888 8888', '66 02 888 8888', '๐๒ ๘๘๘ ๘๘๘๘', '+66 (0)2 888 8888'],
    ...['02-888-8888 ext. 12', '02-888-8888 ต่อ 12', '02 888 888', 'unknown'],
  ])('no evidence reaches a protected number, or what names no one line: %s', (number) => {
    const sims = [{ number, registration: 'not_registered' as const, suspended: true, origin: 'line' as const }];
    const requests = [answered('nbtc', { phones: [number] }, { sims })];
    expect(numbersByEvidence(requests, newestRow('P-EV5')).used).toEqual([]);
    const { simEvidence, numbers } = foldContactEvidence(requests, [number], BY_P_EV5);
    expect([simEvidence, numbers[0]?.isProtected]).toEqual([known(false, 'E1'), true]);
  });

  it('a spoofed number is no evidence against an account either', () => {
    const requests = [
      answered('nbtc', { phones: [PHONE] }, { sims: [sim(PHONE, 'not_registered', { origin: 'spoofed' })] }),
    ];
    expect(foldContactEvidence(requests, [], BY_P_EV5).simEvidence).toEqual(known(false, 'E1'));
  });

  it('knows which numbers are cut off, also where the case does not name them any more', () => {
    const measured = { ...BY_P_EV5, cutOff: [PHONE] };
    expect(foldContactEvidence([], [], measured).numbers).toMatchObject([{ isCutOff: true }]);
    expect(foldContactEvidence([], [OTHER_PHONE], measured).numbers.map(({ isCutOff }) => isCutOff)).toEqual([
      false,
      true,
    ]);
  });
});
