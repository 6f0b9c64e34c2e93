import { HOUR_MS } from '../../../src/domain/time.js';
import { SmallWorld } from './support/small-world.js';

/**
 * `LEDGER_DEPTH=12 npm test test/domain/ledger/every-interleaving` looks at every world that
 * twelve steps can reach and prints how many there are; `npm test` looks at fewer.
 */
const DEPTH = Number(process.env['LEDGER_DEPTH'] ?? '6');

interface Found {
  worlds: number;
  steps: number;
  /** The fault and the steps that led to it. */
  fault: string | undefined;
}

/** All worlds within `depth` steps, breadth first, each looked at once. */
function explore(depth: number): Found {
  const start = SmallWorld.start();
  const seen = new Set([start.key()]);
  let frontier: [SmallWorld, string][] = [[start, '']];
  let steps = 0;
  for (let level = 0; level < depth && frontier.length > 0; level += 1) {
    const reached: [SmallWorld, string][] = [];
    for (const [world, path] of frontier) {
      for (const [did, next] of world.next()) {
        steps += 1;
        const key = next.key();
        if (seen.has(key)) continue;
        seen.add(key);
        const story = depth > 8 ? `, at last, ${did}` : `${path}, ${did}`;
        const fault = next.fault();
        if (fault !== undefined) return { worlds: seen.size, steps, fault: `${fault} after${story}` };
        if (level + 1 < depth) reached.push([next, story]);
      }
    }
    frontier = reached;
  }
  return { worlds: seen.size, steps, fault: undefined };
}

describe('two banks with two accounts each, and two officers', () => {
  it(
    `in whatever order ${DEPTH} of their acts and messages come, no bank ever holds what the ledger does not count`,
    () => {
      const { worlds, steps, fault } = explore(DEPTH);
      expect(fault).toBeUndefined();
      expect(worlds).toBeGreaterThan(1_000);
      process.stdout.write(`depth ${DEPTH}: ${worlds} worlds, ${steps} steps\n`);
    },
    HOUR_MS,
  );
});
