import {
  firstLookAtCause,
  isCauseGone,
  nextLookAtCause,
  type WaitingBreak,
} from '../../../src/domain/break/cause-gone.js';
import { after } from '../../../src/domain/time.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

describe('a break about what did not come through', () => {
  const answered = (answeredAt: Date | null): WaitingBreak => ({ kind: 'ANSWER_TOO_LARGE', openedAt: NOW, answeredAt });
  const asked = (
    questions: Extract<WaitingBreak, { kind: 'BANK_NOT_ASKED' }>['questions'],
    isWithdrawn = false,
  ): WaitingBreak => ({ kind: 'BANK_NOT_ASKED', questions, isWithdrawn });
  const never = { state: 'asked', hasReached: false } as const;

  it.each<[string, WaitingBreak, boolean]>([
    ['needs a person while no answer can be read', answered(null), false],
    ['needs one when the readable answer came before', answered(hoursBefore(NOW, 1)), false],
    ['needs none once an answer can be read', answered(hoursAfter(NOW, 1)), true],
    ['needs a person while the question came nowhere', asked([never]), false],
    ['needs one when the time of the question ended so', asked([{ ...never, state: 'unknown' }]), false],
    ['needs one while one of two questions came nowhere', asked([{ ...never, hasReached: true }, never]), false],
    ['needs none once the question came, whatever the answer', asked([{ ...never, hasReached: true }]), true],
    ...(['confirmed', 'denied', 'disputed'] as const).map((state): [string, WaitingBreak, boolean] => [
      `needs none once the debit is ${state} by another word`,
      asked([{ ...never, state }]),
      true,
    ]),
    ['needs none after a withdrawal', asked([never], true), true],
  ])('%s', (_what, waiting, expected) => {
    expect(isCauseGone(waiting)).toBe(expected);
  });

  it('is looked at soon after it opened, then each time it is twice as old; one of a person is not', () => {
    expect(firstLookAtCause('BANK_NOT_ASKED', NOW)).toEqual(after(NOW, 10_000));
    expect(firstLookAtCause('HELD_MONEY_GONE', NOW)).toBeNull();
    expect(nextLookAtCause(NOW, after(NOW, 2_000))).toEqual(after(NOW, 12_000));
    expect(nextLookAtCause(NOW, after(NOW, 60_000))).toEqual(after(NOW, 120_000));
  });
});
