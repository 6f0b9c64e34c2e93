import { debitsSince, type ReleasedHold } from '../../../src/domain/hold/order/debits-since.js';
import { after, HOUR_MS } from '../../../src/domain/time.js';

const ORDERED = new Date('2026-03-02T03:00:00.000Z');
const ASKED = 500_000n;
const hour = (hours: number): Date => after(ORDERED, hours * HOUR_MS);
const held = (end: Partial<ReleasedHold>): ReleasedHold => ({
  isOfPart: true,
  heldSatang: ASKED,
  orderedAt: ORDERED,
  expiresAt: hour(10),
  releaseOrderedAt: null,
  lapsedAt: null,
  ...end,
});

describe('from when on debits explain what is gone of a part', () => {
  it.each<[string, Partial<ReleasedHold>, Date]>([
    ['its release, before its time', { releaseOrderedAt: hour(2) }, hour(2)],
    ['the end of its time, before a late release', { releaseOrderedAt: hour(12) }, hour(10)],
    ['the end of its time, without a release', {}, hour(10)],
    ['its institution’s word, before its time', { lapsedAt: hour(3) }, hour(3)],
    ['its institution’s word, before the release', { lapsedAt: hour(3), releaseOrderedAt: hour(4) }, hour(3)],
    ['its release, before the word', { lapsedAt: hour(5), releaseOrderedAt: hour(4) }, hour(4)],
    ['its order, where the word names an instant before it', { lapsedAt: hour(-1) }, ORDERED],
    ['its time, where the word names an instant after it', { lapsedAt: hour(11) }, hour(10)],
  ])('is %s', (_end, end, at) => {
    expect(debitsSince([held(end)], ASKED)).toEqual(at);
  });

  it('is the end of the newest of several holds, in any order', () => {
    const holds = [
      held({ releaseOrderedAt: hour(2) }),
      held({ releaseOrderedAt: hour(6) }),
      held({ lapsedAt: hour(4) }),
    ];
    expect(debitsSince(holds, ASKED)).toEqual(hour(6));
  });

  it('is not known where nothing was held before', () => {
    expect(debitsSince([], ASKED)).toBeUndefined();
  });

  it.each<[string, Partial<ReleasedHold>, Date | undefined]>([
    ['less than is asked for, by another claim', { isOfPart: false, heldSatang: ASKED - 1n }, undefined],
    ['all that is asked for, by another claim', { isOfPart: false }, hour(2)],
    ['more than is asked for, by another claim', { isOfPart: false, heldSatang: ASKED * 2n }, hour(2)],
    ['less than is asked for, on the part itself', { heldSatang: 1n }, hour(2)],
  ])('counts a hold that had %s', (_what, hold, since) => {
    expect(debitsSince([held({ releaseOrderedAt: hour(2), ...hold })], ASKED)).toEqual(since);
  });

  it('is the end of the other claim’s hold, where that came after the end of its own', () => {
    const own = held({ releaseOrderedAt: hour(2) });
    const other = held({ releaseOrderedAt: hour(6), isOfPart: false });
    expect(debitsSince([own, other], ASKED)).toEqual(hour(6));
    expect(debitsSince([own, { ...other, heldSatang: 1n }], ASKED)).toEqual(hour(2));
  });
});
