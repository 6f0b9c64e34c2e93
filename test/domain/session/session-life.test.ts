import { idleUntil, lastInstant, sessionState, type SessionTimes } from '../../../src/domain/session/session-life.js';

const NOW = new Date('2026-11-24T09:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);
const open: SessionTimes = {
  lastUsedAt: NOW,
  checkedAt: NOW,
  canCheck: true,
  expiresAt: minutes(720),
  endedAt: null,
};

describe('a session', () => {
  it.each<[string, Partial<SessionTimes>, object]>([
    ['just begun', {}, { is: 'open', mustCheck: false }],
    ['checked a minute ago', { checkedAt: minutes(-1) }, { is: 'open', mustCheck: true }],
    ['checked almost a minute ago', { checkedAt: new Date(NOW.getTime() - 59_999) }, { is: 'open', mustCheck: false }],
    [
      'checked almost five minutes ago',
      { checkedAt: new Date(NOW.getTime() - 299_999) },
      { is: 'open', mustCheck: true },
    ],
    ['checked five minutes ago', { checkedAt: minutes(-5) }, { is: 'unproven' }],
    [
      'of a provider that cannot be asked',
      { checkedAt: minutes(-60), canCheck: false },
      { is: 'open', mustCheck: false },
    ],
    [
      'unused for almost half an hour',
      { lastUsedAt: new Date(NOW.getTime() - 1_799_999) },
      { is: 'open', mustCheck: false },
    ],
    ['unused for half an hour', { lastUsedAt: minutes(-30) }, { is: 'ended', as: 'idle' }],
    ['at its last instant', { expiresAt: NOW }, { is: 'ended', as: 'expired' }],
    ['one millisecond before', { expiresAt: new Date(NOW.getTime() + 1) }, { is: 'open', mustCheck: false }],
    [
      'expired, idle and unchecked',
      { expiresAt: NOW, lastUsedAt: minutes(-60), checkedAt: minutes(-60) },
      { is: 'ended', as: 'expired' },
    ],
    ['that somebody ended', { endedAt: minutes(-1), expiresAt: NOW }, { is: 'ended', as: undefined }],
  ])('%s is so', (_, times, state) => {
    expect(sessionState({ ...open, ...times }, NOW)).toEqual(state);
  });

  it('lasts twelve hours, or as long as the word of a provider that cannot be asked again', () => {
    expect(lastInstant(NOW, { canCheck: true, wordEndsAt: minutes(5) })).toEqual(minutes(720));
    expect(lastInstant(NOW, { canCheck: false, wordEndsAt: minutes(5) })).toEqual(minutes(5));
    expect(lastInstant(NOW, { canCheck: false, wordEndsAt: minutes(999) })).toEqual(minutes(720));
  });

  it('ends half an hour after its last use, but never later than at its last instant', () => {
    expect(idleUntil(open)).toEqual(minutes(30));
    expect(idleUntil({ lastUsedAt: minutes(700), expiresAt: minutes(720) })).toEqual(minutes(720));
  });
});
