import {
  type EarlierRequests,
  isCapped,
  limitWindowStart,
  requestLimitReached,
} from '../../../src/domain/freeze-request/request-limit.js';
import { hoursBefore, NOW, TH } from '../support.js';

const NONE: EarlierRequests = { atTarget: 0, byPerson: 0, ownFailedThere: false };

describe('a person who gives an order alone', () => {
  it.each<[string, 'break_glass' | 'continue_order', Partial<EarlierRequests>, string | null]>([
    ['may give a first one', 'break_glass', {}, null],
    ['may give the third at an account', 'break_glass', { atTarget: 2 }, null],
    ['may not give a fourth there within a day', 'break_glass', { atTarget: 3 }, 'APPROVAL.TARGET_LIMIT'],
    ['may not after a refusal or a lapse there', 'break_glass', { ownFailedThere: true }, 'APPROVAL.ANOTHER_PERSON'],
    ['may give the tenth within a day', 'break_glass', { byPerson: 9 }, null],
    ['may not give an eleventh', 'break_glass', { byPerson: 10 }, 'APPROVAL.PERSON_LIMIT'],
    ['may continue a hold a twelfth time within a year', 'continue_order', { atTarget: 11 }, null],
    ['may not continue it a thirteenth time', 'continue_order', { atTarget: 12 }, 'APPROVAL.TARGET_LIMIT'],
    ['may not continue any number of holds', 'continue_order', { byPerson: 2_000 }, 'APPROVAL.PERSON_LIMIT'],
    ['may continue a hold after a refusal there', 'continue_order', { ownFailedThere: true }, null],
  ])('%s', (_name, kind, earlier, code) => {
    const refusal = requestLimitReached(kind, { ...NONE, ...earlier }, { rulebook: TH, now: NOW });
    expect(refusal?.code ?? null).toBe(code);
  });

  it('is capped over a day for break-glass, and not where two persons decide', () => {
    expect(limitWindowStart('break_glass', TH, NOW)).toEqual(hoursBefore(NOW, 24));
    expect(isCapped('aoc_suspension')).toBe(false);
  });
});
