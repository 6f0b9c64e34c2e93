import type { EvidenceView } from '../../../web/src/api/schema.js';
import { changedCells, fieldRows, nameOfCell } from '../../../web/src/case/evidence/evidence-changes.js';

type Question = EvidenceView['requests'][number];
const account = { institution: 'th-014', accountMasked: 'xxxxxx0101' };
const accounts = [{ ...account, partId: 'P', attributedSatang: '1', hop: 0, suspension: 'met' as const }];

function question(over: Partial<Question>): Question {
  return {
    id: 'Q',
    agency: 'bot',
    wave: 1,
    state: 'asked',
    stateReason: null,
    legalBasis: [],
    purpose: '',
    accounts: [account],
    asked: { phones: [], links: [], wallets: [], paidNumbers: [] },
    askedAt: '2026-11-25T06:00:00Z',
    deadlineAt: '2026-11-25T07:10:00Z',
    answers: [],
    ...over,
  };
}
const colour = (version: number, name: string) => ({
  id: `A${version}`,
  version,
  receivedAt: '2026-11-25T06:30:00Z',
  late: false,
  rawSha256: '',
  content: { colours: [{ account: 'th-014:xxxxxx0101', colour: name }] },
});
const evidence = (...requests: Question[]): EvidenceView => ({ requests, debitConfirmations: [] });
const black = question({ state: 'answered', answers: [colour(1, 'black')] });

describe('which cells of the evidence changed', () => {
  it.each<[string, EvidenceView, EvidenceView, string[]]>([
    ['nothing', evidence(black), evidence(black), []],
    ['an answer that came', evidence(question({})), evidence(black), ['bot th-014:xxxxxx0101']],
    [
      'a second version that says the same',
      evidence(black),
      evidence(question({ state: 'answered', answers: [colour(1, 'black'), colour(2, 'black')] })),
      ['bot th-014:xxxxxx0101'],
    ],
    [
      'a question about no account',
      evidence(black),
      evidence(black, question({ id: 'N', agency: 'nbtc', accounts: [] })),
      ['nbtc'],
    ],
  ])('is told of %s', (_, before, after, expected) => {
    expect(changedCells(before, after, accounts).map(nameOfCell)).toEqual(expected);
  });
});

describe('the versions of an answer', () => {
  it('stand side by side, field by field, those that differ first', () => {
    const rows = fieldRows([
      { name: 'A', list: [] },
      { name: 'B', list: [], since: '2026' },
    ]);
    expect(rows).toEqual([
      { field: 'name', values: ['A', 'B'], isChanged: true },
      { field: 'since', values: [undefined, '2026'], isChanged: true },
      { field: 'list', values: ['–', '–'], isChanged: false },
    ]);
  });
});
