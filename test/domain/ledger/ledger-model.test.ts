import * as fc from 'fast-check';
import { propertyRuns } from '../../support/property-runs.js';
import { anyCommands, begin } from './support/any-commands.js';

/** `FAST_CHECK_FACTOR=10 npm test test/domain/ledger` makes ten thousand. */
const RUNS = propertyRuns(1_000);

describe('the hold ledger, whatever orders, answers, extensions, releases, expiries and repetitions come in whatever order', () => {
  it('agrees with its reference to the satang, and no stolen sum is ever over-held', () => {
    let answersThatCounted = 0;
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const world = begin();
        fc.modelRun(() => world, commands);
        answersThatCounted += world.model.answersThatCounted;
      }),
      { numRuns: RUNS },
    );
    // Runs in which nothing is answered would prove nothing.
    expect(answersThatCounted).toBeGreaterThan(2 * RUNS);
  });
});
