import type { EvidenceView } from '../../../web/src/api/schema.js';
import { cellOf } from '../../../web/src/case/evidence/evidence-cells.js';

const NOW = Date.parse('2026-11-25T07:00:00Z');
const account = { institution: 'th-014', accountMasked: 'xxxxxx0101' };
type Question = EvidenceView['requests'][number];

function question(over: Partial<Question>): Question {
  return {
    id: 'Q',
    agency: 'bot',
    wave: 1,
    state: 'answered',
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
const answer = (version: number, content: Record<string, unknown>) => ({
  id: `A${version}`,
  version,
  receivedAt: '2026-11-25T06:30:00Z',
  late: false,
  rawSha256: '',
  content,
});
const cell = (...requests: Question[]) => cellOf({ requests, debitConfirmations: [] }, account, 'bot', NOW);

describe('what an agency says of an account', () => {
  const colour = (name: string) => ({ colours: [{ account: 'th-014:xxxxxx0101', colour: name }] });

  it.each<[string, Question[], object]>([
    ['was not asked', [], { kind: 'not_asked' }],
    ['was asked about other accounts', [question({ accounts: [] })], { kind: 'not_asked' }],
    ['has time left', [question({ state: 'asked' })], { kind: 'waiting' }],
    ['is late', [question({ state: 'asked', deadlineAt: '2026-11-25T07:00:00Z' })], { kind: 'late' }],
    ['declined', [question({ state: 'declined' })], { kind: 'declined' }],
    ['never answered', [question({ state: 'unknown' })], { kind: 'unanswered' }],
    ['knows nothing', [question({ answers: [answer(1, { colours: [] })] })], { kind: 'nothing' }],
    ['has no colour', [question({ answers: [answer(1, colour('none'))] })], { kind: 'nothing' }],
    ['has a colour', [question({ answers: [answer(1, colour('black'))] })], { kind: 'found', words: ['black'] }],
    [
      'changed its answer',
      [question({ answers: [answer(1, colour('none')), answer(2, colour('dark_grey'))] })],
      { kind: 'found', version: 2, words: ['dark_grey'] },
    ],
  ])('is told apart when it %s', (_, requests, expected) => {
    expect(cell(...requests)).toMatchObject(expected);
  });
});
