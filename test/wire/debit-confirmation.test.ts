import { DebitConfirmation, InstitutionCallback } from '../../src/wire/institution-protocol.js';

const ANSWER = { confirmationId: '01KAYJ9Q5R3M0T8XW2V7C4H6DF', at: '2026-11-24T09:30:00+07:00' };

describe('an answer about a debit', () => {
  it.each([
    ['CONFIRMED', {}],
    ['PENDING', {}],
    ['DENIED', { reason: 'NO_SUCH_TRANSFER' }],
  ])('%s is taken with %j', (result, more) => {
    expect(DebitConfirmation.safeParse({ ...ANSWER, result, ...more }).success).toBe(true);
  });

  it('that denies without a reason is refused, also as a callback: money is never freed by it', () => {
    const data = { ...ANSWER, result: 'DENIED' };
    const answered = DebitConfirmation.safeParse(data);
    const callback = InstitutionCallback.safeParse({ type: 'debit.confirmation', data });
    const faults = [answered, callback].map(({ error }) => error?.issues.map(({ path, message }) => [path, message]));
    expect(faults).toEqual([[[['reason'], 'a denial says why']], [[['data', 'reason'], 'a denial says why']]]);
  });
});
