import { onlyAgencyRead } from '../../../src/domain/evidence/who-reads.js';
import { type Role, ROLES } from '../../../src/domain/freeze-request/freeze-request.js';

describe('whose answers a person reads', () => {
  it.each<[Role[], 'amlo' | undefined]>([
    [['aoc_officer'], undefined],
    [['inquiry_officer'], undefined],
    [['auditor'], undefined],
    [['amlo_officer'], 'amlo'],
    [['amlo_officer', 'aoc_supervisor'], undefined],
    // No other role has the route; it would not see another agency's answers if it had.
    [['administrator'], 'amlo'],
    [[], 'amlo'],
  ])('%j: %s', (roles, agency) => {
    expect(onlyAgencyRead(roles)).toBe(agency);
  });

  it('is known for every role', () => {
    expect(ROLES.filter((role) => onlyAgencyRead([role]) === undefined).sort()).toEqual(
      ['aoc_officer', 'aoc_supervisor', 'auditor', 'inquiry_officer'].sort(),
    );
  });
});
