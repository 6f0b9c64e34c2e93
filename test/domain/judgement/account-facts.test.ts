import type { HoldState } from '../../../src/domain/hold/hold.js';
import {
  debitOfAccount,
  type PassThroughHold,
  passThroughMinutes,
} from '../../../src/domain/judgement/account-facts.js';
import { hoursAfter, NOW } from '../support.js';

describe('the debit behind an account', () => {
  it.each<[('confirmed' | 'denied' | 'unknown')[], 'confirmed' | 'denied' | 'unknown']>([
    [[], 'unknown'],
    [['unknown'], 'unknown'],
    [['denied'], 'denied'],
    [['denied', 'denied'], 'denied'],
    [['denied', 'unknown'], 'unknown'],
    [['denied', 'confirmed'], 'confirmed'],
    [['unknown', 'confirmed'], 'confirmed'],
  ])('of which the institutions say %j is %s', (debits, expected) => {
    expect(debitOfAccount(debits)).toBe(expected);
  });
});

function hold(state: HoldState, debitedAfterHours: number[], over: Partial<PassThroughHold> = {}): PassThroughHold {
  return {
    state,
    creditedAt: NOW,
    isTold: false,
    debitedAt: debitedAfterHours.map((hours) => hoursAfter(NOW, hours)),
    ...over,
  };
}

describe('the time in which stolen money passed through an account', () => {
  it.each<[string, PassThroughHold[], 'not_asked' | 'no_answer']>([
    ['no order went to the institution', [], 'not_asked'],
    ['the order is not answered yet', [hold('ordered', [])], 'no_answer'],
    ['the institution stayed silent', [hold('unconfirmed', [1])], 'no_answer'],
  ])('is unknown while %s', (_name, holds, why) => {
    expect(passThroughMinutes(holds)).toEqual({ known: false, why });
  });

  it.each<[string, PassThroughHold[], number | null]>([
    ['nothing when no debit carried it on', [hold('held', [])], null],
    ['the minutes to the debit', [hold('no_funds', [1])], 60],
    ['the shortest of several', [hold('partly_held', [3, 2]), hold('no_funds', [1])], 60],
    ['that of answered holds only', [hold('held', [2]), hold('unconfirmed', [1])], 120],
    ['the first debit after a time that a victim told', [hold('held', [-1, 2], { isTold: true })], 120],
    ['nothing where all went on before a time that a victim told', [hold('held', [-1], { isTold: true })], null],
    ['nothing for a credit whose time is not on record', [hold('held', [1], { creditedAt: undefined })], null],
  ])('is %s', (_name, holds, value) => {
    expect(passThroughMinutes(holds)).toEqual({ known: true, value, evidenceIds: [] });
  });
});
