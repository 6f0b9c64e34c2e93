import { narrativeOutcome } from '../../../src/domain/advice/narrative-outcome.js';

const READ = {
  caseTypes: [
    { caseType: 'job', confidence: 0.7 },
    { caseType: 'loan', confidence: 0.2 },
  ],
  entities: [
    { type: 'account', value: '914-0-000902' },
    { type: 'account', value: '9140000902' }, // the same once more
    { type: 'phone', value: '080-000-0901' },
    { type: 'amount_baht', value: 25_000 },
  ],
};

describe('what becomes of a reading', () => {
  it.each([
    ['the first type is taken over', 'job', { verdict: 'agree', why: null }],
    ['another of the three is chosen', 'loan', { verdict: 'wrong', why: 'loan, not job' }],
    ['a type is chosen that was not proposed', 'prize', { verdict: 'wrong', why: 'prize, not job' }],
  ])('%s', (_how, caseType, expected) => {
    expect(narrativeOutcome(READ, { caseType, values: [] })).toMatchObject(expected);
  });

  it('counts what was taken down of what it named, each value once, and keeps none', () => {
    const outcome = narrativeOutcome(READ, { caseType: 'job', values: ['9140000902', '25000', '0899999999'] });
    expect(outcome.entities).toEqual({
      account: { named: 1, taken: 1 },
      phone: { named: 1, taken: 0 },
      amount_baht: { named: 1, taken: 1 },
    });
    expect(JSON.stringify(outcome)).not.toMatch(/9140000902|0800000901|25000/);
  });
});
