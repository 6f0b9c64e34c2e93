import type { CaseView } from '../../web/src/api/schema.js';
import type { Person } from '../../web/src/api/next-session.js';
import { continuable, mistakeOf, whyNotAsk, whyNotDecide, type Hold } from '../../web/src/orders/may-order.js';

const NOW = '2026-11-24T09:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

function person(id: string, ...roles: Person['roles']): Person {
  return { id, name: id, roles };
}

const rule = (roles: string[], approvals: number) => ({ roles, approvals, latestUntil: later(1), needsUntil: false });
const VIEW = {
  openedBy: 'intake',
  requestRules: {
    aoc_suspension: rule(['aoc_officer'], 1),
    continue_order: rule(['inquiry_officer'], 0),
  },
} as unknown as CaseView;

function hold(over: Partial<Hold> = {}): Hold {
  return {
    id: 'hold-1',
    state: 'held',
    kind: 'section7',
    heldSatang: '500',
    requestedSatang: '500',
    letGoSatang: '0',
    expiresAt: later(600),
    release: null,
    partialReleases: [],
    ...over,
  } as Hold;
}

describe('who may ask for an order', () => {
  it('is whom the rule names, and the rule says whom when it is another', () => {
    expect(whyNotAsk('aoc_suspension', VIEW, person('officer', 'aoc_officer'))).toBeUndefined();
    const refused = whyNotAsk('aoc_suspension', VIEW, person('inquiry', 'inquiry_officer'));
    expect(refused).toEqual({ why: 'role', roles: ['aoc_officer'] });
  });

  it('is not who took the complaint, unless nobody else must approve', () => {
    const both = person('intake', 'aoc_officer', 'inquiry_officer');
    expect(whyNotAsk('aoc_suspension', VIEW, both)).toEqual({ why: 'intake' });
    expect(whyNotAsk('continue_order', VIEW, both)).toBeUndefined();
  });
});

describe('who may decide on a request', () => {
  const request = (over: object) =>
    ({
      kind: 'aoc_suspension',
      requestedBy: 'maker',
      holdId: null,
      approveRoles: ['aoc_supervisor'],
      decisions: [],
      ...over,
    }) as unknown as CaseView['freezeRequests'][number];
  const released = hold({
    state: 'released',
    release: { orderedBy: 'releaser' } as Hold['release'],
    partialReleases: [{ person: 'part' }] as unknown as Hold['partialReleases'],
  });

  it.each([
    ['an officer', person('officer', 'aoc_officer'), {}, 'role'],
    ['who asked', person('maker', 'aoc_supervisor'), {}, 'maker'],
    ['who asked and may not decide either', person('maker', 'aoc_officer'), {}, 'maker'],
    ['who took the complaint', person('intake', 'aoc_supervisor'), {}, 'intake'],
    ['who has approved it', person('first', 'aoc_supervisor'), { decisions: [{ person: 'first' }] }, 'already'],
    ['who let the money go', person('releaser', 'aoc_supervisor'), { kind: 'reinstatement' }, 'releaser'],
    ['who let a part go', person('part', 'aoc_supervisor'), { kind: 'reinstatement' }, 'releaser'],
    ['another supervisor', person('second', 'aoc_supervisor'), {}, undefined],
  ])('is asked of %s', (_who, who, over, why) => {
    expect(whyNotDecide(request({ holdId: 'hold-1', ...over }), VIEW, [released], who)?.why).toBe(why);
  });
});

describe('a hold', () => {
  it('can go on while it is live and rests on no warrant, the first to end first', () => {
    const holds = [
      hold({ id: 'late', expiresAt: later(90) }),
      hold({ id: 'soon', expiresAt: later(30), state: 'unconfirmed' }),
      hold({ id: 'over', state: 'released' }),
      hold({ id: 'warrant', kind: 'whole_account' }),
    ];
    expect(continuable(holds).map(({ id }) => id)).toEqual(['soon', 'late']);
  });

  const release = (comesBackUntil: string | null) => ({ comesBackUntil, orderedBy: 'officer' }) as Hold['release'];
  const part = (id: string, comesBackUntil: string) =>
    ({ id, comesBackUntil, letGoSatang: '200', person: 'officer' }) as Hold['partialReleases'][number];

  it.each<[string, Partial<Hold>, string | undefined]>([
    ['released by an officer a moment ago', { state: 'released', release: release(later(5)) }, 'whole'],
    ['whose time to come back is over', { state: 'released', release: release(later(-1)) }, undefined],
    ['whose end was no person’s act', { state: 'released', release: release(null) }, undefined],
    [
      'that would have ended by now',
      { state: 'released', release: release(later(5)), expiresAt: later(-1) },
      undefined,
    ],
    ['of which parts were let go', { partialReleases: [part('one', later(5)), part('two', later(9))] }, 'two'],
    ['whose part can no longer come back', { partialReleases: [part('one', later(-5))] }, undefined],
    ['of which nothing was let go', {}, undefined],
  ])('is asked back or not: one %s', (_which, over, expected) => {
    const mistake = mistakeOf(hold(over), Date.parse(NOW));
    expect(mistake && (mistake.partId ?? 'whole')).toBe(expected);
  });
});
