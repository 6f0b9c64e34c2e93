import { type EarlierSession, endsBySignIn } from '../../../src/domain/session/sessions-of-person.js';

const NOW = new Date('2026-11-30T09:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

function session(id: string, startedMinutesAgo: number, changes: Partial<EarlierSession> = {}): EarlierSession {
  return {
    id,
    startedAt: minutes(-startedMinutesAgo),
    lastUsedAt: NOW,
    checkedAt: NOW,
    canCheck: true,
    expiresAt: minutes(600),
    endedAt: null,
    isReplaced: false,
    ...changes,
  };
}

describe('the sessions of a person who signs in', () => {
  it.each<[string, EarlierSession[], number, [string, string][]]>([
    ['none before', [], 1, []],
    ['room for one more', [session('a', 9), session('b', 5)], 3, []],
    ['as many as are allowed', [session('b', 5), session('a', 9), session('c', 1)], 3, [['a', 'too_many']]],
    [
      'more than are allowed now, since the setting is lower',
      [session('b', 5), session('a', 9), session('c', 1)],
      2,
      [
        ['b', 'too_many'],
        ['a', 'too_many'],
      ],
    ],
    ['one only', [session('a', 9)], 1, [['a', 'too_many']]],
    ['the same instant twice', [session('b', 5), session('a', 5)], 2, [['a', 'too_many']]],
    [
      'the browser had one: its place is free',
      [session('a', 9), session('b', 5, { isReplaced: true })],
      2,
      [['b', 'replaced']],
    ],
    [
      'one unused for too long: its place is free',
      [session('a', 9, { lastUsedAt: minutes(-31) }), session('b', 5)],
      2,
      [['a', 'idle']],
    ],
    ['one over: its place is free', [session('a', 9, { expiresAt: NOW }), session('b', 5)], 2, [['a', 'expired']]],
    [
      'one that the provider has not vouched for lately counts',
      [session('a', 9, { checkedAt: minutes(-20) }), session('b', 5)],
      2,
      [['a', 'too_many']],
    ],
  ])('%s', (_, earlier, most, ends) => {
    expect(endsBySignIn(earlier, most, NOW).map(({ id, reason }) => [id, reason])).toEqual(ends);
  });
});
