import { type WaitingPart, mayOrderWaitingPart } from '../../../src/domain/trail/waiting-part.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

const FREED: WaitingPart = {
  stopReason: 'fully_reserved',
  holdBeforeExpiresAt: hoursAfter(NOW, 1),
  holdsOnTheWay: ['partly_held'],
};
const NAMED_SINCE: Partial<WaitingPart> = { stopReason: null };
const EXPIRED: Partial<WaitingPart> = { holdBeforeExpiresAt: hoursBefore(NOW, 1) };

describe('a part of the trail that waits for its order', () => {
  it.each<[string, Partial<WaitingPart>, boolean]>([
    ['is ordered once money is free for it', {}, true],
    ['is ordered once its receiver is named', NAMED_SINCE, true],
    ['is ordered after a hold that found no money', { holdsOnTheWay: ['no_funds', 'held'] }, true],
    ['is not ordered when no hold named it', { holdBeforeExpiresAt: null }, false],
    ['is not ordered for money that is freed after the time of the hold before', EXPIRED, false],
    ['is not ordered for money that is freed at the end of that time', { holdBeforeExpiresAt: NOW }, false],
    ['is ordered after that time when only its receiver was missing', { ...NAMED_SINCE, ...EXPIRED }, true],
    ['is not ordered once the hold before was released', { holdsOnTheWay: ['released'] }, false],
    ['is not ordered once a release of the hold before was ordered', { holdsOnTheWay: ['release_ordered'] }, false],
    ['is not ordered once any hold on the way was released', { holdsOnTheWay: ['held', 'released'] }, false],
    ['is not ordered then either when its receiver is named', { ...NAMED_SINCE, holdsOnTheWay: ['released'] }, false],
  ])('%s', (_name, over, expected) => {
    expect(mayOrderWaitingPart({ ...FREED, ...over }, NOW)).toBe(expected);
  });
});
