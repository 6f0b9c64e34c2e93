import type { Actor } from '../../../src/domain/freeze-request/freeze-request.js';
import {
  type InterestFacts,
  interestOf,
  refuseInterest,
  refuseInterestedAssignee,
} from '../../../src/domain/interest/interest.js';

const KEY = 'a'.repeat(64);
const OTHER_KEY = 'b'.repeat(64);
const officer = (phoneKey?: string | null): Actor => ({
  subject: 'officer-1',
  roles: ['aoc_officer'],
  ...(phoneKey === undefined ? {} : { phoneKey }),
});
const declared = { person: 'officer-1', knownBy: 'declared' } as const;
const known = { person: 'officer-1', knownBy: 'telephone' } as const;

describe("a person's interest in a case", () => {
  it.each<[string, InterestFacts, Actor, ReturnType<typeof interestOf>]>([
    ['nothing is known', { onRecord: [], phoneKeys: [] }, officer(), null],
    ['he declared it', { onRecord: [declared], phoneKeys: [] }, officer(), 'declared'],
    ['another declared one', { onRecord: [{ ...declared, person: 'officer-2' }], phoneKeys: [] }, officer(), null],
    ['his number is that of the victim', { onRecord: [], phoneKeys: [OTHER_KEY, KEY] }, officer(KEY), 'telephone'],
    ['his number is nobody’s', { onRecord: [], phoneKeys: [OTHER_KEY] }, officer(KEY), null],
    ['the sign-in gives no number', { onRecord: [], phoneKeys: [KEY] }, officer(null), null],
    ['the token is of a program without one', { onRecord: [], phoneKeys: [KEY] }, officer(), null],
    [
      'it was known by a number that he has no more',
      { onRecord: [known], phoneKeys: [] },
      officer(OTHER_KEY),
      'telephone',
    ],
    ['both', { onRecord: [known, declared], phoneKeys: [KEY] }, officer(KEY), 'declared'],
  ])('where %s', (_case, facts, actor, expected) => {
    expect(interestOf(facts, actor)).toBe(expected);
    expect(refuseInterest(facts, actor)?.code ?? null).toBe(expected === null ? null : 'CASE.INTEREST');
  });

  it('keeps a case from being given to the person of whom it is on record', () => {
    expect(refuseInterestedAssignee({ onRecord: [declared] })).toMatchObject({ code: 'CASE.INTEREST' });
    expect(refuseInterestedAssignee({ onRecord: [] })).toBeNull();
  });
});
