import { hoursAfter, NOW } from '../support.js';
import { type HoldToKeep, type KeptHold, keepWithin } from '../../../src/domain/hold/order/keep-within.js';

function hold(id: string, takesSatang: bigint, over: Partial<HoldToKeep> = {}): HoldToKeep {
  return { id, kind: 'section7', state: 'held', expiresAt: hoursAfter(NOW, 1), hop: 0, takesSatang, ...over };
}

describe('holds that take up more than the debit can be', () => {
  it.each<[string, HoldToKeep[], bigint, KeptHold[]]>([
    ['stay where they are within it', [hold('A', 100n)], 100n, []],
    ['are lowered to it', [hold('A', 100n)], 40n, [{ holdId: 'A', keepSatang: 40n }]],
    ['are released when nothing is left', [hold('A', 100n)], 0n, [{ holdId: 'A', keepSatang: 0n }]],
    [
      'give way from the end of the trail',
      [hold('A', 60n), hold('B', 40n, { hop: 1 })],
      50n,
      [
        { holdId: 'B', keepSatang: 0n },
        { holdId: 'A', keepSatang: 50n },
      ],
    ],
    ['stand where another power holds them', [hold('A', 100n, { kind: 'continue_order' })], 40n, []],
    ['are lowered only once the institution has confirmed them', [hold('A', 100n, { state: 'ordered' })], 40n, []],
    ['are released before that too', [hold('A', 100n, { state: 'ordered' })], 0n, [{ holdId: 'A', keepSatang: 0n }]],
    [
      'are left to their time when it is over, so that no order ends before it begins',
      [hold('A', 100n, { expiresAt: NOW })],
      40n,
      [],
    ],
    ['leave out what is being released', [hold('A', 100n, { state: 'release_ordered' })], 0n, []],
    [
      'pass over one that nobody has confirmed to the next',
      [hold('A', 60n), hold('B', 40n, { hop: 1, state: 'ordered' })],
      80n,
      [{ holdId: 'A', keepSatang: 40n }],
    ],
  ])('%s', (_what, holds, most, kept) => {
    expect(keepWithin(holds, most, { isAmountKnown: false, now: NOW })).toEqual(kept);
  });

  it('rest on a notice of section 6 and give way once the amount is known', () => {
    const holds = [hold('A', 100n, { kind: 'section6' }), hold('B', 100n, { kind: 'aoc_suspension' })];
    expect(keepWithin(holds, 120n, { isAmountKnown: false, now: NOW })).toEqual([]);
    expect(keepWithin(holds, 120n, { isAmountKnown: true, now: NOW })).toEqual([{ holdId: 'A', keepSatang: 20n }]);
    expect(keepWithin(holds, 90n, { isAmountKnown: true, now: NOW })).toEqual([{ holdId: 'A', keepSatang: 0n }]);
  });
});
