import { personOf } from '../../../src/api/auth/person-claims.js';

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
    expect(personOf({ sub: 'x', ...claims }, path)?.roles).toEqual(expected);
  });

  it.each(['', 'Th-004', 'th 004', 'th-004 ', 'a'.repeat(33)])('refuses the institution %j', (slug) => {
    expect(personOf({ sub: 'x', roles, rangap_institution: slug }, 'roles')).toBeUndefined();
  });
});
