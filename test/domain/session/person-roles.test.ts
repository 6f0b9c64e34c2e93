import { personRoles } from '../../../src/domain/session/person-roles.js';

describe('the roles of a person', () => {
  it.each<[readonly string[], string | undefined, readonly string[], string | null]>([
    [['aoc_officer', 'offline_access'], undefined, ['aoc_officer'], null],
    [['auditor', 'aoc_officer'], undefined, ['aoc_officer', 'auditor'], null],
    [['AOC_OFFICER', 'root', ''], undefined, [], null],
    [[], undefined, [], null],
    [['unfreeze_desk', 'amlo_officer'], undefined, ['unfreeze_desk', 'amlo_officer'], null],
    // Who works for an institution acts for it alone.
    [['institution_user'], 'th-004', ['institution_user'], 'th-004'],
    [['institution_user', 'aoc_supervisor'], 'th-004', ['institution_user'], 'th-004'],
    [['aoc_supervisor'], 'th-004', [], 'th-004'],
    [['institution_user'], undefined, [], null],
    [['institution_user', 'auditor'], undefined, ['auditor'], null],
  ])('%j at %s are %j of %s', (given, at, roles, institution) => {
    expect(personRoles(given, at)).toEqual({ roles, institution });
  });
});
