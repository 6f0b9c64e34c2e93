import { QUESTION_BASIS } from '../../../src/domain/evidence/question-basis.js';
import {
  MAX_SUBJECTS_PER_QUESTION,
  planQuestions,
  type Subjects,
  subjectsOfCase,
} from '../../../src/domain/evidence/questions.js';
import { AGENCIES, type Agency } from '../../../src/domain/party.js';
import { findRule } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH } from '../support.js';

const NOTHING: Subjects = { accounts: [], phones: [], links: [], wallets: [], paidNumbers: [] };
const A1 = { institution: 'th-014', accountNo: '9000000001' };
const A2 = { institution: 'th-004', accountNo: '9000000001' };
const EVERYTHING: Subjects = {
  accounts: [A1],
  phones: ['0812345678'],
  links: ['https://x.example'],
  wallets: ['w1'],
  paidNumbers: ['0899999999'],
};

function asMap(questions: { agency: Agency; subjects: Subjects }[]): Partial<Record<Agency, Subjects>> {
  return Object.fromEntries(questions.map(({ agency, subjects }) => [agency, subjects]));
}

describe('the first wave of questions', () => {
  it('asks each agency once, only for its kinds of subject', () => {
    const accountsOnly = { ...NOTHING, accounts: [A1] };
    expect(asMap(planQuestions(EVERYTHING, new Map()))).toEqual({
      mdes: { ...NOTHING, phones: ['0812345678'], links: ['https://x.example'] },
      ccib: accountsOnly,
      dsi: accountsOnly,
      amlo: accountsOnly,
      bot: accountsOnly,
      nbtc: { ...NOTHING, phones: ['0812345678'], paidNumbers: ['0899999999'] },
      sec: { ...NOTHING, wallets: ['w1'] },
    });
  });

  it.each<[keyof Subjects, Agency[]]>([
    ['accounts', ['ccib', 'dsi', 'amlo', 'bot']],
    ['phones', ['mdes', 'nbtc']],
    ['links', ['mdes']],
    ['wallets', ['sec']],
    ['paidNumbers', ['nbtc']],
  ])('with %s alone asks %j', (kind, agencies) => {
    const questions = planQuestions({ ...NOTHING, [kind]: EVERYTHING[kind] }, new Map());
    expect(questions.map(({ agency }) => agency)).toEqual(agencies);
  });

  it('asks nobody when nothing is known', () => {
    expect(planQuestions(NOTHING, new Map())).toEqual([]);
  });

  it('names a subject once, and takes the same number at two banks as two accounts', () => {
    const { bot } = asMap(planQuestions({ ...NOTHING, accounts: [A1, A2, { ...A1 }] }, new Map()));
    expect(bot?.accounts).toEqual([A1, A2]);
  });
});

describe('the numbers by which money was paid', () => {
  const contact = (value: string) => ({ kind: 'phone' as const, value });

  it('are asked about apart from those that reached the victim, and not twice', () => {
    const { phones, paidNumbers } = subjectsOfCase([], [contact('+66 89-999-9999')], ['0899999999', '0812345678']);
    expect([phones, paidNumbers]).toEqual([['+66 89-999-9999'], ['0812345678']]);
  });
});

describe('a later wave of questions', () => {
  it('asks only for what is new to that agency', () => {
    const asked = new Map<Agency, Subjects>([
      ['bot', { ...NOTHING, accounts: [A1] }],
      ['mdes', { ...NOTHING, phones: ['0812345678'] }],
    ]);
    const questions = asMap(planQuestions({ ...EVERYTHING, accounts: [A1, A2] }, asked));
    expect(questions.bot?.accounts).toEqual([A2]);
    expect(questions.amlo?.accounts).toEqual([A1, A2]);
    expect(questions.mdes).toEqual({ ...NOTHING, links: ['https://x.example'] });
  });

  it('asks nobody again when nothing is new', () => {
    const asked = new Map(AGENCIES.map((agency) => [agency, EVERYTHING] as const));
    expect(planQuestions(EVERYTHING, asked)).toEqual([]);
  });

  it('carries the subjects that did not fit into the wave before', () => {
    const accounts = Array.from({ length: MAX_SUBJECTS_PER_QUESTION + 5 }, (_, index) => ({
      institution: 'th-014',
      accountNo: `9${index.toString().padStart(9, '0')}`,
    }));
    const first = asMap(planQuestions({ ...NOTHING, accounts }, new Map()));
    expect(first.bot?.accounts).toEqual(accounts.slice(0, MAX_SUBJECTS_PER_QUESTION));
    const asked = new Map<Agency, Subjects>([['bot', first.bot ?? NOTHING]]);
    expect(asMap(planQuestions({ ...NOTHING, accounts }, asked)).bot?.accounts).toEqual(
      accounts.slice(MAX_SUBJECTS_PER_QUESTION),
    );
  });
});

describe('every question', () => {
  it.each(AGENCIES)(
    'to %s rests on section 8/5(5) first, never on section 4, which binds no agency, and says what for',
    (agency) => {
      const { ruleIds, purpose } = QUESTION_BASIS[agency];
      expect(ruleIds[0]).toBe('SHARE-85');
      expect(ruleIds).not.toContain('SHARE-4');
      for (const ruleId of ruleIds) expect(findRule(TH, ruleId, NOW)).toBeDefined();
      expect(purpose.length).toBeGreaterThan(20);
    },
  );
});
