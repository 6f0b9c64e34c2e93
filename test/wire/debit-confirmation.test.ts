import { InstitutionCallback } from '../../src/wire/institution/callback.js';
import {
  DEBIT_QUESTION_EXAMPLE,
  DebitConfirmation,
  DebitConfirmationRequest,
} from '../../src/wire/institution/calls/debit-question.js';

const ANSWER = { confirmationId: '01KAYJ9Q5R3M0T8XW2V7C4H6DF', at: '2026-11-24T09:30:00+07:00' };

describe('an answer about a debit', () => {
  it.each([
    ['CONFIRMED', {}],
    ['PENDING', {}],
    ['DENIED', { reason: 'NO_SUCH_TRANSFER' }],
  ])('%s is taken with %j', (result, more) => {
    expect(DebitConfirmation.safeParse({ ...ANSWER, result, ...more }).success).toBe(true);
  });

  it.each([
    ['when it was so', { at: '2569-11-24T09:30:00+07:00' }],
    [
      'when the account was debited',
      {
        found: {
          reference: 'REF-1',
          amountSatang: '100000',
          at: '2569-11-24T09:30:00+07:00',
          to: { institution: 'th-014', accountNo: '9000000002' },
        },
      },
    ],
  ])('with a year of the Buddhist era is refused with the year to write: %s', (_what, more) => {
    const { error } = DebitConfirmation.safeParse({ ...ANSWER, result: 'CONFIRMED', ...more });
    expect(error?.issues[0]?.message).toContain('write 2026');
  });

  it('that denies without a reason is refused, also as a callback: money is never freed by it', () => {
    const data = { ...ANSWER, result: 'DENIED' };
    const answered = DebitConfirmation.safeParse(data);
    const callback = InstitutionCallback.safeParse({ type: 'debit.confirmation', data });
    const faults = [answered, callback].map(({ error }) => error?.issues.map(({ path, message }) => [path, message]));
    expect(faults).toEqual([[[['reason'], 'a denial says why']], [[['data', 'reason'], 'a denial says why']]]);
  });
});

describe('a question about a debit', () => {
  const { transfer, ...question } = DEBIT_QUESTION_EXAMPLE;
  const search = { amountSatang: '2000000', between: { from: '2026-11-24T07:00:00Z', until: '2026-11-24T09:00:00Z' } };

  it('asks about a transfer or for one, never both, and not about nothing', () => {
    const isTaken = (more: object) => DebitConfirmationRequest.safeParse({ ...question, ...more }).success;
    expect([isTaken({ transfer }), isTaken({ search }), isTaken({ transfer, search }), isTaken({})]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is answered by the transfer that was found, with all of its fields', () => {
    const to = { institution: 'th-014', accountNo: '9140000001' };
    const found = { reference: 'FOUND-1', amountSatang: '2000000', at: ANSWER.at, to };
    const isTaken = (answer: object) => DebitConfirmation.safeParse({ ...ANSWER, ...answer }).success;
    expect(isTaken({ result: 'CONFIRMED', found })).toBe(true);
    expect(isTaken({ result: 'CONFIRMED', found: { ...found, to: undefined } })).toBe(false);
    expect(isTaken({ result: 'DENIED', reason: 'SEVERAL_TRANSFERS' })).toBe(true);
  });
});
