import * as fc from 'fast-check';
import { type WatchedHold, catchSatang, missingSatang, watchesCredits } from '../../../src/domain/hold/end/residual.js';
import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { NOW, TH, hoursAfter } from '../support.js';
import { WATCHING } from '../ledger/support/ledger-record.js';

/** 1,000 were asked for, 300 are held, and no later debit explains the rest. */
function watched(over: Partial<WatchedHold> = {}): WatchedHold {
  return {
    state: 'partly_held',
    kind: 'section7',
    requestedSatang: 1_000n,
    reservedSatang: 300n,
    expiresAt: hoursAfter(NOW, 1),
    isWatched: true,
    explainedSatang: 0n,
    partSatang: 1_000n,
    partExplainedSatang: 0n,
    ...over,
  };
}

function caught(over: Partial<WatchedHold>, credited = 5_000n, free = 5_000n, rulebook = WATCHING): string {
  const result = catchSatang(watched(over), credited, free, rulebook, NOW);
  return result.ok ? result.value.toString() : result.code;
}

describe('what may be caught of a later credit', () => {
  it.each<[string, Partial<WatchedHold>, bigint, bigint, string]>([
    ['all that is missing', {}, 5_000n, 5_000n, '700'],
    ['no more than came in', {}, 150n, 5_000n, '150'],
    ['no more than the stolen sum has free', {}, 5_000n, 20n, '20'],
    ['nothing where it has nothing free', {}, 5_000n, 0n, 'RESIDUAL.NOTHING_MISSING'],
    ['not what went on', { explainedSatang: 500n, partExplainedSatang: 500n }, 5_000n, 5_000n, '200'],
    ['one satang, where one is missing', { reservedSatang: 999n }, 5_000n, 5_000n, '1'],
    ['nothing where nothing is missing', { reservedSatang: 1_000n }, 5_000n, 5_000n, 'RESIDUAL.NOTHING_MISSING'],
    ['nothing of what an earlier catch asks for', { reservedSatang: 900n }, 5_000n, 5_000n, '100'],
    [
      'nothing of what the answer to an earlier hold on the same money explained',
      { partExplainedSatang: 600n },
      5_000n,
      5_000n,
      '100',
    ],
    ['no more than the hold asked for', { requestedSatang: 400n }, 5_000n, 5_000n, '100'],
    ['nothing of a hold that holds all', { state: 'held' }, 5_000n, 5_000n, 'RESIDUAL.NOT_PARTLY_HELD'],
    ['nothing while nobody answered', { state: 'ordered' }, 5_000n, 5_000n, 'RESIDUAL.NOT_PARTLY_HELD'],
    ['nothing once the release is ordered', { state: 'release_ordered' }, 5_000n, 5_000n, 'RESIDUAL.NOT_PARTLY_HELD'],
    ['nothing at the instant it expires', { expiresAt: NOW }, 5_000n, 5_000n, 'RESIDUAL.EXPIRED'],
    ['nothing that no order asked for', { isWatched: false }, 5_000n, 5_000n, 'RESIDUAL.NOT_WATCHED'],
  ])('%s', (_name, over, credited, free, expected) => {
    expect(caught(over, credited, free)).toBe(expected);
  });

  it('nothing while the policy is off, as it is by default', () => {
    expect(caught({}, 5_000n, 5_000n, TH)).toBe('RESIDUAL.OFF');
    const without = WATCHING.filter((row) => row.ruleId !== 'P-RESID');
    expect(caught({}, 5_000n, 5_000n, without)).toBe('RESIDUAL.OFF');
  });

  it('never makes what is held and what is explained together more than the part', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000n });
    fc.assert(
      fc.property(
        fc.tuple(amount, amount, amount, amount, amount, amount),
        ([asked, held, own, part, before, credited]) => {
          const hold = watched({
            requestedSatang: asked,
            reservedSatang: held,
            explainedSatang: own,
            partSatang: part,
            partExplainedSatang: own + before,
          });
          const result = catchSatang(hold, credited, 10_000n, WATCHING, NOW);
          if (!result.ok) return;
          expect(result.value).toBeLessThanOrEqual(credited);
          expect(held + result.value + own).toBeLessThanOrEqual(asked);
          expect(held + result.value + own + before).toBeLessThanOrEqual(part);
        },
      ),
    );
  });

  it('is never below 0', () => {
    expect(missingSatang(watched({ reservedSatang: 1_000n, explainedSatang: 500n, partExplainedSatang: 500n }))).toBe(
      0n,
    );
  });
});

describe('an order asks for later credits', () => {
  it.each<[HoldKind, boolean]>([
    ['section7', true],
    ['section6', true],
    ['aoc_suspension', true],
    ['continue_order', true],
    ['whole_account', false],
    ['break_glass', false],
  ])('of %s: %s, where the policy is on', (kind, expected) => {
    expect(watchesCredits(kind, WATCHING, NOW)).toBe(expected);
    expect(watchesCredits(kind, TH, NOW)).toBe(false);
  });
});
