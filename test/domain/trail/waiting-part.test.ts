import type { EarlierHold } from '../../../src/domain/hold/order/held-for-victim.js';
import { isHeldAnew, mayOrderWaitingPart, type WaitingPart } from '../../../src/domain/trail/waiting-part.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const ASKER = { complainedAt: hoursBefore(NOW, 2), debitConfirmed: true };
const on = (over: Partial<EarlierHold>) => ({
  hop: 0,
  holds: [
    {
      kind: 'section7' as const,
      state: 'partly_held' as const,
      endReason: null,
      orderedAt: hoursBefore(NOW, 1),
      releaseOrderedAt: null,
      endedAt: null,
      ...over,
    },
  ],
});
const HELD = on({});
const FOUND_NOTHING = on({ state: 'no_funds', endReason: 'NO_FUNDS', endedAt: NOW });
const LET_GO = on({ state: 'released', endReason: 'OFFICER_RELEASE', releaseOrderedAt: NOW, endedAt: NOW });
const LETTING_GO = on({ state: 'release_ordered', endReason: 'OFFICER_RELEASE', releaseOrderedAt: NOW });
const RAN_OUT = on({ state: 'released', endReason: 'DEBIT_NOT_CONFIRMED', releaseOrderedAt: NOW, endedAt: NOW });
const WITHDRAWN = on({ state: 'released', endReason: 'WITHDRAWN', releaseOrderedAt: NOW, endedAt: NOW });
const WITHDRAWING = on({ state: 'release_ordered', endReason: 'WITHDRAWN', releaseOrderedAt: NOW });
const UNHELD = { hop: 1, holds: [] };

const FREED: WaitingPart = { stopReason: 'fully_reserved', holdBeforeExpiresAt: hoursAfter(NOW, 1), way: [HELD] };
const NAMED_SINCE: Partial<WaitingPart> = { stopReason: null };
const NO_POWER: Partial<WaitingPart> = { stopReason: 'no_power' };
const EXPIRED: Partial<WaitingPart> = { holdBeforeExpiresAt: hoursBefore(NOW, 1) };

describe('a part of the trail that waits for its order', () => {
  it.each<[string, Partial<WaitingPart>, boolean]>([
    ['is ordered once money is free for it', {}, true],
    ['is ordered once its receiver is named', NAMED_SINCE, true],
    ['is ordered once a power reaches it', NO_POWER, true],
    ['is ordered after a hold that found no money', { way: [FOUND_NOTHING, HELD] }, true],
    ['is ordered beyond a part that was never held itself', { way: [UNHELD, HELD] }, true],
    ['is not ordered when no hold named it', { holdBeforeExpiresAt: null }, false],
    ['is not ordered for money that is freed after the time of the hold before', EXPIRED, false],
    ['is not ordered for money that is freed at the end of that time', { holdBeforeExpiresAt: NOW }, false],
    ['is ordered after that time when only its receiver was missing', { ...NAMED_SINCE, ...EXPIRED }, true],
    ['is not ordered once a person let the hold before go', { way: [LET_GO] }, false],
    ['is not ordered while it is let go', { way: [LETTING_GO] }, false],
    ['is not ordered once a person let any hold on the way go', { way: [HELD, LET_GO] }, false],
    ['is not ordered then either when its receiver is named', { ...NAMED_SINCE, way: [LET_GO] }, false],
    ['is ordered where time ended the hold before and it is ordered anew', { ...EXPIRED, way: [RAN_OUT] }, true],
    ["is ordered where another one's word ended it", { ...EXPIRED, way: [WITHDRAWN] }, true],
    ['is ordered before that one is let go', { ...EXPIRED, way: [WITHDRAWING] }, true],
  ])('%s', (_name, over, expected) => {
    expect(mayOrderWaitingPart({ ...FREED, ...over }, ASKER, NOW)).toBe(expected);
  });

  it('is not ordered where the urgent time of the hold before ran out and nobody has confirmed the debit', () => {
    const unconfirmed = { ...ASKER, debitConfirmed: false };
    expect(mayOrderWaitingPart({ ...FREED, way: [RAN_OUT] }, unconfirmed, NOW)).toBe(false);
  });
});

describe('the hold before a waiting part', () => {
  it.each([
    ['stands', [HELD], false],
    ['found nothing', [FOUND_NOTHING], false],
    ['was let go by a person', [LET_GO], false],
    ['is ordered anew after its time', [RAN_OUT], true],
    ['is ordered anew after a withdrawal', [WITHDRAWN], true],
    ['never was', [], false],
  ])('%s', (_name, way, expected) => {
    expect(isHeldAnew({ way }, ASKER)).toBe(expected);
  });
});
