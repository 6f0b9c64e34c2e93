import { type Look, mayCall, nextSession, type Session } from '../../web/src/api/next-session.js';

const opened = { calls: ['GET /v1/session'], pages: [], offices: [], queueTab: 'all', endsClaims: false } as const;
const officer = { ...opened, id: 'p-1', name: 'สมหญิง', roles: ['hotline_operator'] } as const;
const promoted = { ...officer, roles: ['aoc_officer'] } as const;
const personOf = ({ roles, ...person }: typeof officer | typeof promoted | typeof second) => ({
  ...person,
  roles: [...roles],
  pages: [],
  offices: [],
});
const second = { ...officer, id: 'p-2' };
const signedIn: Session = { state: 'signed-in', person: personOf(officer) };
const expired: Session = { state: 'expired', person: signedIn.person };
const another: Session = { state: 'another', person: signedIn.person, other: personOf(second) };
const found = (person: { id: string; name: string; roles: readonly string[] }) => ({ person }) as unknown as Look;

describe('what a page knows of its session after a look', () => {
  it.each<[Session['state'], Session, Look, Session]>([
    ['unknown', { state: 'unknown' }, found(officer), signedIn],
    ['unknown', { state: 'unknown' }, 'nobody', { state: 'signed-out' }],
    ['unknown', { state: 'unknown' }, 'failed', { state: 'unreachable' }],
    ['unreachable', { state: 'unreachable' }, found(officer), signedIn],
    ['signed-out', { state: 'signed-out' }, 'failed', { state: 'unreachable' }],
    ['expired', expired, found(officer), signedIn],
    ['expired', expired, found(second), another],
    ['another', another, found(officer), signedIn],
    ['another', another, found(second), another],
    ['another', another, 'nobody', expired],
    ['another', another, 'failed', another],
    ['expired', expired, 'nobody', expired],
    ['expired', expired, 'failed', expired],
    // A look that was sent before the sign-in, and whose answer came after it.
    ['signed-in', signedIn, 'failed', signedIn],
    ['signed-in', signedIn, 'nobody', expired],
    ['signed-in', signedIn, found(second), another],
    ['signed-in', signedIn, found(promoted), { state: 'signed-in', person: personOf(promoted) }],
  ])('%s: %j, %j', (_name, before, look, after) => {
    expect(nextSession(before, look)).toEqual(after);
  });
});

describe('what the roles of a person open', () => {
  it('is what the server lists, and nothing for nobody', () => {
    const person = { calls: ['POST /v1/cases/{id}/notes'] };
    expect(mayCall(person, 'POST /v1/cases/{id}/notes')).toBe(true);
    expect(mayCall(person, 'POST /v1/cases/{id}/claim')).toBe(false);
    expect(mayCall(undefined, 'POST /v1/cases/{id}/notes')).toBe(false);
  });
});
