import { isProtectedNumber } from '../../../src/domain/judgement/evidence-on-number.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH } from '../support.js';

/** A gang that wants a hospital or a hotline cut off reports its number as it likes. */
describe('a protected number, however it is written', () => {
  const measure = () => ruleInForce(TH, 'P-EV5', NOW);

  it.each([
    '1669',
    '๑๖๖๙',
    '+66 1669',
    '+661669',
    '0066 1669',
    'tel:1669',
    '(1669)',
    '1669#2',
    '1669 ต่อ 12',
    '16-69',
    '0 1669',
    '１６６９',
    '1441',
    '191',
  ])('is never cut off: %s', (number) => {
    expect(isProtectedNumber(number, measure())).toBe(true);
  });

  it.each(['0812345678', '+66812345678', '๐๘๑-๒๓๔-๕๖๗๘'])('is none that names one line of its own: %s', (number) => {
    expect(isProtectedNumber(number, measure())).toBe(false);
  });
});
