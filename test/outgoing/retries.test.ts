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

/** When each kind is sent again to a party that does not acknowledge it. */
const RETRIES: Readonly<Record<OutgoingKind, readonly (readonly [attempts: number, seconds: number])[]>> = {
  'release.order': IN_ROUNDS_TO_A_MINUTE,
  'listing.notice': IN_ROUNDS_TO_A_MINUTE,
  'telecom.notice': IN_ROUNDS_TO_A_MINUTE,
  'suspension.result': IN_ROUNDS_TO_A_MINUTE,
  'share.notice': IN_ROUNDS_TO_A_MINUTE,
};

describe('the pause until a message is sent again', () => {
  it.each(OUTGOING_KINDS)('%s', (kind) => {
    for (const [attempts, seconds] of RETRIES[kind])
      expect([attempts, KINDS[kind].retryMs(attempts)]).toEqual([attempts, seconds * 1_000]);
  });

  it.each(OUTGOING_KINDS)('never becomes shorter with another attempt: %s', (kind) => {
    const pauses = Array.from({ length: 100 }, (_, index) => KINDS[kind].retryMs(index + 1));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  });
});
