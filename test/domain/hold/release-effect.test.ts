import {
  effectOfLapse,
  effectOfRelease,
  letGoByStandingOrder,
  type LapseFacts,
  type OrderLetGo,
  type ReleaseFacts,
} from '../../../src/domain/hold/end/release-effect.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { line } from '../outcome-line.js';
import { holdFacts, NOW, truthfulRelease } from '../support.js';

const EXPIRES_AT = holdFacts().expiresAt;
const EXPIRED = new Date(EXPIRES_AT.getTime() + 1);

function order(sequence: number, over: Partial<OrderLetGo> = {}): OrderLetGo {
  const plain = { requestedSatang: 100_000n, raiseRequestId: null, asksRest: false, receiptSeq: 0, refusedAt: null };
  return { sequence, ...plain, expiresAt: EXPIRES_AT, ...over };
}
/** Another authority holds the money no more. */
const ENDED_BY_AUTHORITY = 'released 0/0 (AUTHORITY_ENDED) break AUTHORITY_ENDED';
/** The order by which money is held. */
const CONFIRMED = order(1, { receiptSeq: 1 });

describe('the end of a hold, as its institution reports it', () => {
  it.each<[HoldState, string]>([
    ['release_ordered', 'released 0/0'],
    ['released', 'DUPLICATE'],
    ['ordered', 'INCONSISTENT break'],
    ['unconfirmed', 'INCONSISTENT break'],
    ['held', 'INCONSISTENT break'],
    ['partly_held', 'INCONSISTENT break'],
    ['no_funds', 'HOLD_ENDED'],
    ['refused', 'HOLD_ENDED'],
    ['seized', 'HOLD_ENDED'],
  ])('acknowledged release of a hold that is %s: %s', (state, expected) => {
    const hold = holdFacts({ state });
    expect(line(effectOfRelease(hold, truthfulRelease(hold)))).toBe(expected);
  });

  it.each<[HoldState, string, string]>([
    ['ordered', 'released 0/0 (EXPIRED)', 'SUPERSEDED'],
    ['unconfirmed', 'released 0/0 (EXPIRED)', 'SUPERSEDED'],
    ['held', 'released 0/0 (EXPIRED)', 'SUPERSEDED'],
    ['partly_held', 'released 0/0 (EXPIRED)', 'SUPERSEDED'],
    ['release_ordered', 'released 0/0', 'SUPERSEDED'],
    ['released', 'DUPLICATE', 'DUPLICATE'],
    ['no_funds', 'HOLD_ENDED', 'HOLD_ENDED'],
    ['refused', 'HOLD_ENDED', 'HOLD_ENDED'],
    ['seized', ENDED_BY_AUTHORITY, ENDED_BY_AUTHORITY],
  ])('lapse of a hold that is %s: %s; of an order that was replaced: %s', (state, current, replaced) => {
    const hold = holdFacts({ state });
    const endsAs = 'EXPIRED' as const;
    const inTime = { isOfHold: true, releasedSatang: 0n, orders: [], at: hold.expiresAt, toleranceMs: 0, endsAs };
    expect(line(effectOfLapse(hold, { ...inTime, isCurrentOrder: true }))).toBe(current);
    expect(line(effectOfLapse(hold, { ...inTime, isCurrentOrder: false }))).toBe(replaced);
  });
});

describe('a release receipt for a hold whose release was ordered', () => {
  const receipt = (over: Partial<ReleaseFacts>): ReleaseFacts => ({
    isOfHold: true,
    result: 'RELEASED',
    releasedSatang: 100_000n,
    orders: [CONFIRMED],
    at: NOW,
    ...over,
  });
  const over = 'released 0/0';
  const untrue = 'NOT_WHAT_WAS_HELD break';

  it.each<[string, Partial<ReleaseFacts>, string]>([
    ['all of it', {}, over],
    ['a tenth of it', { releasedSatang: 10_000n }, untrue],
    ['a satang less', { releasedSatang: 99_999n }, untrue],
    ['a satang more', { releasedSatang: 100_001n }, untrue],
    ['nothing, called released', { releasedSatang: 0n }, untrue],
    ['nothing held, before its time was over', { result: 'NOTHING_HELD', releasedSatang: 0n }, untrue],
    ['nothing held, when its time was over', { result: 'NOTHING_HELD', releasedSatang: 0n, at: EXPIRES_AT }, over],
    ['nothing held, and yet released', { result: 'NOTHING_HELD', at: EXPIRED }, untrue],
    ['the amount of another hold', { isOfHold: false }, 'OTHER_HOLD break'],
  ])('that held 100,000 satang says %s: %s', (_what, says, expected) => {
    const hold = holdFacts({ state: 'release_ordered', heldSatang: 100_000n });
    expect(line(effectOfRelease(hold, receipt(says)))).toBe(expected);
  });

  it.each<[string, Partial<ReleaseFacts>, string]>([
    ['nothing held', { result: 'NOTHING_HELD', releasedSatang: 0n }, over],
    ['some of what was asked for', { releasedSatang: 1n }, over],
    ['all that was asked for', {}, over],
    ['more than was asked for', { releasedSatang: 100_001n }, untrue],
    ['nothing, called released', { releasedSatang: 0n }, untrue],
    ['nothing held, and yet released', { result: 'NOTHING_HELD', releasedSatang: 1n }, untrue],
  ])('that confirmed nothing says %s: %s', (_what, says, expected) => {
    const hold = holdFacts({ state: 'release_ordered' });
    expect(line(effectOfRelease(hold, receipt({ orders: [order(1)], ...says })))).toBe(expected);
  });

  it.each<[string, Partial<OrderLetGo>, bigint, string]>([
    ['less, which it may have carried out', { requestedSatang: 40_000n }, 40_000n, over],
    ['less, which it may not have carried out', { requestedSatang: 40_000n }, 60_000n, over],
    ['less, and neither', { requestedSatang: 40_000n }, 50_000n, untrue],
    ['as much, with a later end', {}, 60_000n, over],
    ['more, by the rest of its part', { requestedSatang: 90_000n, asksRest: true }, 90_000n, over],
    ['more, by a later credit', { requestedSatang: 90_000n, raiseRequestId: 'request' }, 90_000n, over],
    ['more, and a part of it came', { requestedSatang: 90_000n, raiseRequestId: 'request' }, 60_001n, over],
    ['more, and more came', { requestedSatang: 90_000n, raiseRequestId: 'request' }, 90_001n, untrue],
    ['more, and less is left', { requestedSatang: 90_000n, raiseRequestId: 'request' }, 59_999n, untrue],
    [
      'more, which it refused',
      { requestedSatang: 90_000n, raiseRequestId: 'request', refusedAt: NOW },
      90_000n,
      untrue,
    ],
  ])('that held 60,000 and did not answer an order for %s', (_what, unanswered, releasedSatang, expected) => {
    const hold = holdFacts({ state: 'release_ordered', heldSatang: 60_000n });
    const orders = [CONFIRMED, order(2, unanswered)];
    expect(line(effectOfRelease(hold, receipt({ orders, releasedSatang })))).toBe(expected);
  });

  it('believes that nothing is held when the order that was confirmed is over, though a later one is under way', () => {
    const hold = holdFacts({ state: 'release_ordered', heldSatang: 60_000n });
    const orders = [CONFIRMED, order(2, { expiresAt: new Date(EXPIRES_AT.getTime() + HOUR_MS) })];
    const nothing = receipt({ result: 'NOTHING_HELD', releasedSatang: 0n, orders });
    expect(line(effectOfRelease(hold, { ...nothing, at: EXPIRES_AT }))).toBe(over);
    expect(line(effectOfRelease(hold, { ...nothing, at: new Date(EXPIRES_AT.getTime() - 1) }))).toBe(untrue);
  });
});

describe('a report that a hold of 100,000 satang lapsed', () => {
  const lapse = (over: Partial<LapseFacts>): LapseFacts => ({
    isOfHold: true,
    isCurrentOrder: true,
    endsAs: 'EXPIRED',
    releasedSatang: 100_000n,
    orders: [CONFIRMED],
    at: EXPIRES_AT,
    toleranceMs: 0,
    ...over,
  });
  it.each<[string, Partial<LapseFacts>, string]>([
    ['all of it', {}, 'released 0/0 (EXPIRED)'],
    [
      'all of it, at the end of the urgent time',
      { endsAs: 'DEBIT_NOT_CONFIRMED' },
      'released 0/0 (DEBIT_NOT_CONFIRMED)',
    ],
    [
      'all of it, at the end of the urgent time',
      { endsAs: 'DEBIT_NOT_CONFIRMED' },
      'released 0/0 (DEBIT_NOT_CONFIRMED)',
    ],
    ['a tenth of it', { releasedSatang: 10_000n }, 'NOT_WHAT_WAS_HELD break'],
    ['nothing', { releasedSatang: 0n }, 'NOT_WHAT_WAS_HELD break'],
    ['more than was held', { releasedSatang: 100_001n }, 'NOT_WHAT_WAS_HELD break'],
    ['another hold', { isOfHold: false }, 'OTHER_HOLD break'],
  ])('with %s: %s', (_what, says, expected) => {
    const held = holdFacts({ state: 'held', heldSatang: 100_000n });
    expect(line(effectOfLapse(held, lapse(says)))).toBe(expected);
    const releasing = line(effectOfLapse({ ...held, state: 'release_ordered' }, lapse(says)));
    expect(releasing).toBe(expected.replace(/ \((EXPIRED|DEBIT_NOT_CONFIRMED)\)/, ''));
  });
});

describe('a lapse before the expiry of the hold, when clocks may differ by two minutes', () => {
  const lapse = (state: HoldState, beforeMs: number, isCurrentOrder = true): string => {
    const hold = holdFacts({ state });
    const at = new Date(hold.expiresAt.getTime() - beforeMs);
    const said = { isOfHold: true, releasedSatang: 0n, orders: [], endsAs: 'EXPIRED' as const };
    return line(effectOfLapse(hold, { ...said, isCurrentOrder, at, toleranceMs: 2 * MINUTE_MS }));
  };

  it('takes effect, and opens a break', () => {
    for (const state of ['ordered', 'unconfirmed', 'held', 'partly_held'] as const) {
      expect(lapse(state, 72 * HOUR_MS)).toBe('released 0/0 (LAPSED_EARLY) break LAPSED_EARLY');
    }
  });

  it('ends what another authority held, for a person to decide, however early, and in its amount only', () => {
    const hold = holdFacts({ state: 'seized', heldSatang: 60_000n, reservedSatang: 60_000n });
    const unanswered = order(2, { requestedSatang: 50_000n });
    const orders = [CONFIRMED, unanswered];
    const said = { isOfHold: true, isCurrentOrder: true, orders, endsAs: 'EXPIRED' as const, at: NOW, toleranceMs: 0 };
    expect(line(effectOfLapse(hold, { ...said, releasedSatang: 60_000n }))).toBe(ENDED_BY_AUTHORITY);
    for (const releasedSatang of [0n, 50_000n, 59_999n, 60_001n])
      expect(line(effectOfLapse(hold, { ...said, releasedSatang }))).toBe('NOT_WHAT_WAS_HELD break');
    expect(line(effectOfLapse(hold, { ...said, releasedSatang: 60_000n, isOfHold: false }))).toBe('OTHER_HOLD break');
  });

  it.each<[string, HoldState, Partial<LapseFacts>, string]>([
    ['ends, and the hold goes on', 'partly_held', {}, 'partly_held 70000/70000 break AUTHORITY_ENDED'],
    ['ends after the hold', 'released', {}, 'released 70000/70000 break AUTHORITY_ENDED'],
    ['ends in another amount', 'partly_held', { releasedSatang: 70_000n }, 'NOT_WHAT_WAS_HELD break'],
    ['ends by another authority', 'partly_held', { authority: 'court' }, 'NOT_WHAT_WAS_HELD break'],
    [
      'stays when the hold lapses',
      'partly_held',
      { authority: undefined, releasedSatang: 70_000n },
      'released 0/0 (EXPIRED)',
    ],
  ])('what another authority kept beside a hold %s (%s)', (_what, state, over, expected) => {
    const amounts = { heldSatang: 70_000n, reservedSatang: 70_000n, seizedSatang: 30_000n, seizedBy: 'amlo' as const };
    const said: LapseFacts = {
      isOfHold: true,
      isCurrentOrder: true,
      orders: [],
      endsAs: 'EXPIRED',
      at: holdFacts().expiresAt,
      toleranceMs: 0,
      releasedSatang: 30_000n,
      authority: 'amlo',
    };
    expect(line(effectOfLapse(holdFacts({ state, ...amounts }), { ...said, ...over }))).toBe(expected);
  });

  it('counts as early only beyond the difference of the clocks', () => {
    expect(lapse('held', 2 * MINUTE_MS)).toBe('released 0/0 (EXPIRED)');
    expect(lapse('held', 2 * MINUTE_MS + 1)).toBe('released 0/0 (LAPSED_EARLY) break LAPSED_EARLY');
    expect(lapse('held', -1)).toBe('released 0/0 (EXPIRED)');
  });

  it('acknowledges a release under way, and changes nothing when the hold is over or a newer order carries it on', () => {
    expect(lapse('release_ordered', HOUR_MS)).toBe('released 0/0');
    expect(lapse('released', HOUR_MS)).toBe('DUPLICATE');
    expect(lapse('held', HOUR_MS, false)).toBe('SUPERSEDED');
  });
});

describe('what the standing order lets go of 100,000 satang that are held', () => {
  const forLess = order(2, { requestedSatang: 40_000n });
  it.each<[string, OrderLetGo[], bigint]>([
    ['without an order', [], 0n],
    ['the order by which they are held', [CONFIRMED], 0n],
    ['an order for less that is not answered', [CONFIRMED, forLess], 60_000n],
    ['one that was refused', [CONFIRMED, { ...forLess, refusedAt: NOW }], 0n],
    ['one that a later order carries on', [CONFIRMED, forLess, order(3, { requestedSatang: 40_000n })], 60_000n],
    ['one that was taken back by an order for all', [CONFIRMED, forLess, order(3)], 0n],
  ])('%s', (_, orders, expected) => {
    expect(letGoByStandingOrder(100_000n, orders)).toBe(expected);
  });
});
