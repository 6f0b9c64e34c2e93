import type { HoldState } from '../../../src/domain/hold/hold.js';
import {
  aboutRest,
  type HoldOnPart,
  unaskedSatang,
  unexplainedSatang,
} from '../../../src/domain/trail/unexplained-part.js';

const AT = new Date('2026-03-02T03:00:00Z');

const hold = (state: HoldState, over: Partial<HoldOnPart> = {}): HoldOnPart => ({
  state,
  orderedAt: AT,
  stateReason: null,
  requestedSatang: 50_000n,
  heldSatang: 0n,
  reservedSatang: 0n,
  seizedSatang: 0n,
  letGoSatang: 0n,
  explainedSatang: 0n,
  ...over,
});

describe('what an institution leaves open of a part of the trail', () => {
  it.each([
    ['nothing, where all is held', [hold('held', { heldSatang: 50_000n, reservedSatang: 50_000n })], 0n, 0n],
    ['the rest of what is held', [hold('partly_held', { heldSatang: 30_000n, reservedSatang: 30_000n })], 0n, 20_000n],
    ['all, where nothing was found', [hold('no_funds')], 0n, 50_000n],
    ['nothing, where debits explain all', [hold('no_funds', { explainedSatang: 50_000n })], 50_000n, 0n],
    ['nothing, where a notice named the debits', [hold('no_funds')], 50_000n, 0n],
    [
      'what neither is held nor explained',
      [hold('partly_held', { heldSatang: 30_000n, reservedSatang: 30_000n, explainedSatang: 15_000n })],
      15_000n,
      5_000n,
    ],
    ['nothing, while an order is not answered', [hold('ordered', { reservedSatang: 50_000n })], 0n, 0n],
    ['nothing, while an order for the rest is under way', [hold('partly_held', { reservedSatang: 50_000n })], 0n, 0n],
    ['all, after a refusal', [hold('refused')], 0n, 50_000n],
    ['nothing, after a release', [hold('released', { heldSatang: 50_000n })], 0n, 0n],
    [
      'nothing, where another authority has all',
      [hold('seized', { heldSatang: 50_000n, reservedSatang: 50_000n })],
      0n,
      0n,
    ],
    [
      'what another authority leaves of what it has all of',
      [hold('seized', { heldSatang: 30_000n, reservedSatang: 30_000n, explainedSatang: 5_000n })],
      5_000n,
      15_000n,
    ],
    [
      'nothing, where another authority has the rest',
      [hold('partly_held', { heldSatang: 30_000n, reservedSatang: 30_000n, seizedSatang: 20_000n })],
      0n,
      0n,
    ],
    [
      'nothing of what a person let go',
      [hold('partly_held', { heldSatang: 30_000n, reservedSatang: 30_000n, letGoSatang: 20_000n })],
      0n,
      0n,
    ],
    ['no more than the newest order asked for', [hold('no_funds', { requestedSatang: 10_000n })], 0n, 10_000n],
    [
      'what the newest hold leaves open, after an earlier one',
      [
        hold('released', { heldSatang: 50_000n, orderedAt: new Date(AT.getTime() - 1_000) }),
        hold('partly_held', { heldSatang: 1_000n, reservedSatang: 1_000n }),
      ],
      0n,
      49_000n,
    ],
    ['nothing, where nothing was ordered', [], 0n, 0n],
  ] as const)('is %s', (_what, holds, explainedSatang, expected) => {
    expect(unexplainedSatang({ attributedSatang: 50_000n, explainedSatang, holds })).toBe(expected);
  });

  it('is no more than was debited', () => {
    expect(unexplainedSatang({ attributedSatang: 20_000n, explainedSatang: 0n, holds: [hold('no_funds')] })).toBe(
      20_000n,
    );
  });

  it.each([
    ['is asked about, where no other hold is there', 0n, false, 'ask'],
    ['is asked about, where others keep less', 49_999n, false, 'ask'],
    ['waits behind others that keep as much', 50_000n, false, 'wait'],
    ['is ordered, where another one let money go since', 0n, true, 'order'],
    ['is ordered, where one of several let money go since', 90_000n, true, 'order'],
  ] as const)('%s', (_what, othersKeepSatang, isFreedSince, expected) => {
    expect(aboutRest(50_000n, { othersKeepSatang, isFreedSince })).toBe(expected);
  });
});

describe('what a part was never asked for', () => {
  const HALF = { requestedSatang: 20_000n };
  const held = (over: Partial<HoldOnPart> = {}) =>
    hold('held', { ...HALF, heldSatang: 20_000n, reservedSatang: 20_000n, ...over });
  const EARLIER = new Date(AT.getTime() - 1_000);

  it.each([
    ['all beyond what the hold asked for', [held()], 0n, 30_000n],
    ['the same, where a part of that is held', [hold('partly_held', { ...HALF, reservedSatang: 5_000n })], 0n, 30_000n],
    [
      'the same, where debits explain the rest of that',
      [held({ reservedSatang: 5_000n, explainedSatang: 15_000n })],
      15_000n,
      30_000n,
    ],
    ['less, where a notice names more debits', [held()], 10_000n, 20_000n],
    ['nothing, where other debits explain all else', [held()], 30_000n, 0n],
    ['nothing, where it asked for all', [held({ requestedSatang: 50_000n })], 0n, 0n],
    ['nothing, while no order is answered', [hold('ordered', { ...HALF, reservedSatang: 20_000n })], 0n, 0n],
    ['nothing, while its bank is silent', [hold('unconfirmed', { ...HALF, reservedSatang: 20_000n })], 0n, 0n],
    [
      'nothing more, while an order for the rest is under way',
      [held({ requestedSatang: 50_000n, reservedSatang: 50_000n })],
      0n,
      0n,
    ],
    ['nothing, after a refusal', [hold('refused', HALF)], 0n, 0n],
    ['nothing, after a release', [hold('released', { ...HALF, heldSatang: 20_000n })], 0n, 0n],
    ['not what an order for less let go', [held({ reservedSatang: 12_000n, letGoSatang: 8_000n })], 0n, 30_000n],
    [
      'not what was let go of an earlier hold',
      [hold('released', { orderedAt: EARLIER, stateReason: 'EXPIRED', letGoSatang: 8_000n }), held()],
      0n,
      22_000n,
    ],
    ['not what another authority keeps beside', [held({ reservedSatang: 15_000n, seizedSatang: 5_000n })], 0n, 30_000n],
    [
      'not what another authority kept of an earlier hold',
      [hold('seized', { orderedAt: EARLIER, heldSatang: 10_000n }), held()],
      0n,
      20_000n,
    ],
    [
      'all that time let go and was not asked for again',
      [hold('released', { orderedAt: EARLIER, stateReason: 'DEBIT_NOT_CONFIRMED', heldSatang: 50_000n }), held()],
      0n,
      30_000n,
    ],
    [
      'nothing, where a person let the part go and brought an amount back',
      [hold('released', { orderedAt: EARLIER, stateReason: 'OFFICER_RELEASE', heldSatang: 20_000n }), held()],
      0n,
      0n,
    ],
    [
      'all beyond what went on, where nothing was found',
      [hold('no_funds', { ...HALF, explainedSatang: 20_000n })],
      20_000n,
      30_000n,
    ],
    [
      'nothing, where nothing was found and not all is explained',
      [hold('no_funds', { ...HALF, explainedSatang: 10_000n })],
      10_000n,
      0n,
    ],
    [
      'all beyond what another authority has',
      [hold('seized', { ...HALF, heldSatang: 20_000n, reservedSatang: 20_000n })],
      0n,
      30_000n,
    ],
    [
      'nothing, where that authority has less than was asked for',
      [hold('seized', { ...HALF, heldSatang: 10_000n, reservedSatang: 10_000n })],
      0n,
      0n,
    ],
    ['nothing, where nothing was ordered', [], 0n, 0n],
  ] as const)('is %s', (_what, holds, explainedSatang, expected) => {
    expect(unaskedSatang({ attributedSatang: 50_000n, explainedSatang, holds })).toBe(expected);
  });

  it('is nothing, where no more was debited', () => {
    expect(unaskedSatang({ attributedSatang: 20_000n, explainedSatang: 0n, holds: [held()] })).toBe(0n);
  });
});
