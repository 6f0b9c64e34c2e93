import { raiseOf, type RaiseKind } from '../../../src/domain/hold/order/raise.js';
import { TH } from '../support.js';

const rowOf = (ruleId: string) => TH.find((row) => row.ruleId === ruleId)?.rowId ?? '';

describe('an order that asks for more than is held', () => {
  it.each<[string, string | null, string[], RaiseKind | null, boolean?]>([
    ['catches a later credit', 'request', ['VIC-7A', 'P-RESID'], 'catch'],
    ['holds a part again', 'request', ['VIC-7A', 'P-BACK'], 'reinstatement'],
    ['is not the first order of a hold that takes the place of another', null, ['VIC-7A', 'P-BACK'], null],
    ['is not any other order', null, ['VIC-7A'], null],
    ['asks for the rest of its part', null, ['VIC-7A'], 'rest', true],
  ])('%s', (_name, raiseRequestId, rules, expected, asksRest = false) => {
    expect(raiseOf({ raiseRequestId, asksRest, legalBasis: rules.map(rowOf) }, TH)).toBe(expected);
  });
});
