import { debitKey } from '../../../web/src/case/evidence/debit-key.js';

describe('what an officer sees of a debit', () => {
  it.each([
    ['disputed', 'AMOUNT_DIFFERS', 'debitDetail.AMOUNT_DIFFERS'],
    ['disputed', 'OTHER_ACCOUNT', 'debitDetail.OTHER_ACCOUNT'],
    ['disputed', 'TIME_DIFFERS', 'debitDetail.TIME_DIFFERS'],
    ['disputed', 'A_NEW_REASON', 'debit.disputed'],
    ['disputed', null, 'debit.disputed'],
    ['denied', 'NO_SUCH_TRANSFER', 'debit.denied'],
    ['confirmed', null, 'debit.confirmed'],
  ])('%s because of %s reads %s', (state, reason, key) => {
    expect(debitKey({ state, reason })).toBe(key);
  });
});
