import { type DisbelievedRelease, mayEndWithNothingHeld } from '../../../src/domain/break/settle-break.js';

describe('the settlement of a break that ends a release with nothing released', () => {
  const forgotten: DisbelievedRelease = {
    kind: 'NOT_WHAT_WAS_HELD',
    holdState: 'release_ordered',
    saysNothingHeld: true,
  };

  it.each<[string, Partial<DisbelievedRelease>, boolean]>([
    ['the institution says that it holds nothing', {}, true],
    ['it never said so', { saysNothingHeld: false }, false],
    ['the break is another', { kind: 'OTHER_HOLD' }, false],
    ['it is about no hold', { holdState: null }, false],
    ['no release was ordered', { holdState: 'held' }, false],
    ['the hold is over', { holdState: 'released' }, false],
    ['another authority holds the money', { holdState: 'seized' }, false],
  ])('%s: %j may end it: %s', (_what, over, may) => {
    expect(mayEndWithNothingHeld({ ...forgotten, ...over }).ok).toBe(may);
  });
});
