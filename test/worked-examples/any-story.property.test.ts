import * as fc from 'fast-check';
import { sumSatang } from '../../src/domain/money.js';
import { buildMoneyGraph } from '../../src/domain/trail/money-graph.js';
import { WHEREABOUTS } from '../../src/domain/trail/whereabouts.js';
import { propertyRuns } from '../support/property-runs.js';
import { anyStory } from './support/any-story.js';
import { play, tracedIn } from './support/play.js';

/** Makes the same trail in any order, with some of its parts repeated. */
const retold = anyStory.chain((story) => {
  const parts = tracedIn(story);
  const shuffled = fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length });
  return fc.record({ parts: fc.constant(parts), told: shuffled });
});

describe('whatever happens', () => {
  it('no satang is lost or held twice, and an honest bank is never doubted', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(play(story).filter((line) => line.startsWith('break'))).toEqual([]);
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  it('the graph is the same in any order of its parts, and when parts are repeated', () => {
    fc.assert(
      fc.property(retold, ({ parts, told }) => {
        const missing = parts.filter((part) => !told.includes(part));
        expect(buildMoneyGraph([...told, ...missing])).toEqual(buildMoneyGraph(parts));
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  it('what became of the money adds up at every account and as a whole', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const graph = buildMoneyGraph(tracedIn(story));
        if (!graph.ok) throw new Error(graph.code);
        for (const { receivedSatang, became } of graph.value.accounts) {
          expect(WHEREABOUTS.every((where) => became[where] >= 0n)).toBe(true);
          expect(sumSatang(WHEREABOUTS.map((where) => became[where]))).toBe(receivedSatang);
        }
        const { became, stolenSatang, transfers } = graph.value;
        expect(sumSatang(WHEREABOUTS.map((where) => became[where]))).toBe(stolenSatang);
        for (const transfer of transfers) expect(transfer.attributedSatang <= transfer.amountSatang).toBe(true);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
