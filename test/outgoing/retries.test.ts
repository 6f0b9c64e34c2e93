import { OUTGOING_KINDS, type OutgoingKind } from '../../src/domain/outgoing/outgoing-kind.js';
import { KINDS } from '../../src/outgoing/kinds/all.js';

/** Attempts, in rounds of six, and the seconds until the next one is due. */
const IN_ROUNDS_TO_A_MINUTE = [
  [1, 5],
  [6, 5],
  [7, 10],
  [12, 10],
  [13, 20],
  [19, 40],
  [25, 60],
  [1_000_000, 60],
] as const;

const AN_HOUR_LEFT = { ageMs: 0, leftMs: 3_600_000, isTaken: false };

/** When each kind is sent again to a party that does not acknowledge it. */
const RETRIES: Readonly<Record<OutgoingKind, readonly (readonly [attempts: number, seconds: number])[]>> = {
  'release.order': IN_ROUNDS_TO_A_MINUTE,
  'hold.order': [[1, 2], [2, 5], ...IN_ROUNDS_TO_A_MINUTE.slice(1)],
  'lost.release': IN_ROUNDS_TO_A_MINUTE,
  'debit.question': IN_ROUNDS_TO_A_MINUTE,
  'evidence.question': [
    [1, 30],
    [8, 30],
    [9, 60],
    [17, 120],
    [33, 480],
    [41, 600],
    [1_000_000, 600],
  ],
  'listing.notice': IN_ROUNDS_TO_A_MINUTE,
  'telecom.notice': IN_ROUNDS_TO_A_MINUTE,
  'suspension.result': IN_ROUNDS_TO_A_MINUTE,
  'share.notice': IN_ROUNDS_TO_A_MINUTE,
  'order.poll': [
    [1, 15],
    [7, 30],
    [1_000_000, 600],
  ],
  'hold.statement': [
    [1, 30],
    [2, 60],
    [1_000_000, 600],
  ],
};

describe('the pause until a message is sent again', () => {
  it.each(OUTGOING_KINDS)('%s', (kind) => {
    for (const [attempts, seconds] of RETRIES[kind])
      expect([attempts, KINDS[kind].retryMs(attempts, AN_HOUR_LEFT)]).toEqual([attempts, seconds * 1_000]);
  });

  it.each(OUTGOING_KINDS)('never becomes shorter with another attempt: %s', (kind) => {
    const pauses = Array.from({ length: 100 }, (_, index) => KINDS[kind].retryMs(index + 1, AN_HOUR_LEFT));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });

  it('of an order that was taken and not answered grows to ten minutes', () => {
    const pauses = [1, 6, 7, 12, 13, 1_000_000].map((attempts) =>
      KINDS['hold.order'].retryMs(attempts, { ...AN_HOUR_LEFT, isTaken: true }),
    );
    expect(pauses).toEqual([15_000, 15_000, 30_000, 30_000, 60_000, 600_000]);
  });

  it.each([
    ['while little of the time is left, so short that six attempts fit into it', 12_000, 2_000],
    ['but never shorter than a second', 100, 1_000],
    ['as that of a delivery, when the time is over', -1, 5_000],
    ['as that of a delivery, when it has no time', null, 5_000],
  ])('of a question about a debit is %s', (_when, leftMs, pauseMs) => {
    expect(KINDS['debit.question'].retryMs(1, { ageMs: 0, leftMs, isTaken: false })).toBe(pauseMs);
  });

  it.each([
    ['debit.question', 'nothing more, while its time runs', 3_600_000, 1, 0],
    ['debit.question', 'an hour, when the time is over', 3_600_000, -1, 3_600_000],
    ['debit.question', 'an hour, when it has no time', 3_600_000, null, 3_600_000],
    [
      'debit.question',
      'without end, when section 7 holds nothing for the answer any more',
      7 * 24 * 3_600_000,
      -1,
      100 * 365 * 24 * 3_600_000,
    ],
    ['order.poll', 'nothing more on the first day', 24 * 3_600_000 - 1, null, 0],
    ['order.poll', 'an hour later', 24 * 3_600_000, null, 3_600_000],
  ] as const)('after a call that its party answered in vain is, of %s, %s', (kind, _when, ageMs, leftMs, pauseMs) => {
    expect(KINDS[kind].retryAnsweredMs?.({ ageMs, leftMs, isTaken: false })).toBe(pauseMs);
  });
});
