import { CENTRE_ROLES, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  isSameValue,
  readNumber,
  RULE_ROLES,
  RULES_OF_ROLES,
  typedNumber,
  unitOf,
} from '../../../web/src/supervisor/typed-value.js';
import { TH } from '../../domain/support.js';

describe('a number of a rule', () => {
  it.each([
    ['lowSatang', 50_000, 'baht', '500'],
    ['remindMs', 1_800_000, 'minutes', '30'],
    ['keepMs', 7 * 86_400_000, 'days', '7'],
    ['claimMs', 10_000, 'seconds', '10'],
    ['maxPerTarget', 12, 'none', '12'],
  ] as const)('is typed in the unit that people use: %s', (name, value, unit, typed) => {
    expect(unitOf(name, value)).toBe(unit);
    expect(typedNumber(value, unit)).toBe(typed);
    expect(readNumber(typed, unit)).toBe(value);
  });

  it.each([
    ['1,500.25', 'baht', 150_025],
    ['๑,๕๐๐.๒๕', 'baht', 150_025],
    ['0', 'baht', 0],
    ['1.5', 'hours', 5_400_000],
    ['0.001', 'baht', undefined],
    ['1.5', 'none', undefined],
    ['-1', 'baht', undefined],
    ['ten', 'days', undefined],
    ['', 'none', undefined],
  ] as const)('reads %j in %s', (text, unit, value) => {
    expect(readNumber(text, unit)).toBe(value);
  });

  it('is compared by what it says, lists too', () => {
    expect(isSameValue(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(isSameValue(['a', 'b'], ['b', 'a'])).toBe(false);
  });
});

describe('a list of roles in a rule', () => {
  it('may name every role of the centre, and none of an institution', () => {
    expect([...RULE_ROLES].sort()).toEqual([...CENTRE_ROLES].sort());
  });

  it('is chosen as roles in every rule that has one', () => {
    const isRole = (value: unknown) => ROLES.some((role) => role === value);
    const named = TH.filter(({ parameters }) =>
      Object.values(parameters).some((value) => Array.isArray(value) && value.length > 0 && value.every(isRole)),
    );
    expect([...new Set(named.map(({ ruleId }) => ruleId))].sort()).toEqual([...RULES_OF_ROLES].sort());
  });
});
