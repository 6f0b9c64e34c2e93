import { personOf } from '../../../src/api/auth/person-claims.js';

/** Shows what is hashed. */
const hash = (kind: string, value: string) => `${kind} ${value}`;

describe('the claim that holds the roles', () => {
  const roles = ['auditor'];
  it.each<[string, Record<string, unknown>, readonly string[] | undefined]>([
    ['roles', { roles }, ['auditor']],
    ['realm_access.roles', { realm_access: { roles } }, ['auditor']],
    ['resource_access.rangap.roles', { resource_access: { rangap: { roles } } }, ['auditor']],
    // A name that is an address has dots of its own.
    ['https://rangap.example/roles', { 'https://rangap.example/roles': roles }, ['auditor']],
    ['realm_access.roles', { roles }, []],
    ['realm_access.roles', { realm_access: 'roles' }, []],
    ['realm_access.roles', { realm_access: null }, []],
    ['roles', { roles: 'auditor' }, undefined],
    ['constructor.name', { roles }, []],
  ])('%s of %j gives %j', (path, claims, expected) => {
    expect(personOf({ sub: 'x', ...claims }, { rolesClaim: path, hash })?.roles).toEqual(expected);
  });

  it.each(['', 'Th-004', 'th 004', 'th-004 ', 'a'.repeat(33)])('refuses the institution %j', (slug) => {
    expect(personOf({ sub: 'x', roles, rangap_institution: slug }, { rolesClaim: 'roles', hash })).toBeUndefined();
  });
});

describe('the telephone number of a person', () => {
  it.each<[unknown, string | null]>([
    ['0800000977', 'phone +66800000977'],
    ['+66 80-000-0977', 'phone +66800000977'],
    ['1441', null],
    ['', null],
    [66_800_000_977, null],
    [undefined, null],
  ])('%j goes on as its hash alone, and bars nobody where it names nobody', (phone, expected) => {
    const claims = { sub: 'x', roles: ['auditor'], phone_number: phone };
    expect(personOf(claims, { rolesClaim: 'roles', hash })).toEqual({
      subject: 'x',
      name: 'x',
      roles: ['auditor'],
      institution: null,
      rulebookClaim: undefined,
      phoneKey: expected,
    });
  });
});
