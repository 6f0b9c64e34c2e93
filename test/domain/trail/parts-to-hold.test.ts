import type { EarlierHold } from '../../../src/domain/hold/order/held-for-victim.js';
import { partsToHold } from '../../../src/domain/trail/parts-to-hold.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const hold = (over: Partial<EarlierHold>): EarlierHold => ({
  kind: 'section7',
  state: 'released',
  endReason: 'WITHDRAWN',
  orderedAt: hoursBefore(NOW, 2),
  releaseOrderedAt: hoursBefore(NOW, 1),
  endedAt: hoursBefore(NOW, 1),
  ...over,
});
const part = (name: string, hop: number, ...holds: EarlierHold[]) => ({ name, hop, holds });
const ASKER = { complainedAt: NOW, debitConfirmed: false };
const toHold = (parts: Parameters<typeof partsToHold<ReturnType<typeof part>>>[0], asker = ASKER) =>
  partsToHold(parts, asker).map(({ part: { name }, after }) => [name, after !== null]);

describe('the parts of a victim’s money that are ordered anew', () => {
  it('are those that a withdrawal let go, at every account, the farthest first', () => {
    const parts = [part('m', 0, hold({})), part('n2', 1, hold({})), part('o', 2, hold({}))];
    expect(toHold(parts)).toEqual([
      ['o', false],
      ['n2', false],
      ['m', false],
    ]);
  });

  it('are not those that stand, that a person let go, that no hold was on, or that are being let go', () => {
    const parts = [
      part('stands', 1, hold({ state: 'held', endReason: null, releaseOrderedAt: null, endedAt: null })),
      part('officer', 1, hold({ endReason: 'OFFICER_RELEASE' })),
      part('appeal', 1, hold({ endReason: 'APPEAL_UPHELD' })),
      part('proof', 1, hold({ endReason: 'UNRELATED' })),
      part('never held', 1),
      part('leaving', 1, hold({ state: 'release_ordered', endedAt: null })),
      part('held again', 1, hold({}), hold({ state: 'ordered', endReason: null, orderedAt: NOW })),
    ];
    expect(toHold(parts)).toEqual([]);
  });

  it('go on with the time that ran out for the same complaint, once the debit is confirmed', () => {
    const over = part('n', 1, hold({ endReason: 'DEBIT_NOT_CONFIRMED', orderedAt: hoursAfter(NOW, 1) }));
    expect(toHold([over])).toEqual([]);
    expect(toHold([over], { ...ASKER, debitConfirmed: true })).toEqual([['n', true]]);
  });
});
