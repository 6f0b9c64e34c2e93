import { nextSession, type Look, type Session } from '../../web/src/api/next-session.js';

const officer = { id: 'p-1', name: 'สมหญิง', roles: ['hotline_operator'] } as const;
const promoted = { ...officer, roles: ['aoc_officer'] } as const;
const signedIn: Session = { state: 'signed-in', person: { ...officer, roles: [...officer.roles] } };
const expired: Session = { state: 'expired', person: signedIn.person };
const second = { ...officer, id: 'p-2' };
const another: Session = {
  state: 'another',
  person: signedIn.person,
  other: { ...second, roles: [...second.roles] },
};
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
    ['signed-in', signedIn, found(promoted), { state: 'signed-in', person: { ...promoted, roles: ['aoc_officer'] } }],
  ])('%s: %j, %j', (_name, before, look, after) => {
    expect(nextSession(before, look)).toEqual(after);
  });
});
