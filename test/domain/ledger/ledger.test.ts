import {
  type LedgerChange,
  type LedgerHold,
  freeOf,
  giveBack,
  overHold,
  reserveFrom,
  settleHold,
} from '../../../src/domain/ledger/ledger.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';

const SUM = { amountSatang: 1_000n, reservedSatang: 400n };

function entry(state: HoldState, heldSatang: bigint, reservedSatang: bigint): LedgerHold {
  return { state, heldSatang, reservedSatang };
}

describe('a stolen sum', () => {
  it('has free the amount that no order takes up', () => {
    expect(freeOf(SUM)).toBe(600n);
  });

  it('does not have free what an institution suspended itself, to the satang', () => {
    const suspended = { ...SUM, suspendedSatang: 500n };
    expect(freeOf(suspended)).toBe(100n);
    expect(reserveFrom(suspended, 100n)).toEqual({ ok: true, value: { ...suspended, reservedSatang: 500n } });
    expect(reserveFrom(suspended, 101n)).toMatchObject({ code: 'LEDGER.NOT_FREE' });
  });

  it.each<[bigint, string | bigint]>([
    [600n, 1_000n],
    [1n, 401n],
    [601n, 'LEDGER.NOT_FREE'],
    [0n, 'LEDGER.NOT_POSITIVE'],
    [-1n, 'LEDGER.NOT_POSITIVE'],
  ])('asked for %d satang: %s', (asked, outcome) => {
    const reserved = reserveFrom(SUM, asked);
    expect(reserved.ok ? reserved.value.reservedSatang : reserved.code).toBe(outcome);
    if (reserved.ok) expect(reserved.value.amountSatang).toBe(1_000n);
  });

  it('gets back no more than was reserved', () => {
    expect(giveBack(SUM, 400n)).toEqual({ amountSatang: 1_000n, reservedSatang: 0n });
    expect(giveBack(SUM, 0n)).toEqual(SUM);
    expect(() => giveBack(SUM, 401n)).toThrow(/more is given back/);
    expect(() => giveBack(SUM, -1n)).toThrow(/more is given back/);
  });
});

describe('a hold in the ledger', () => {
  it.each<[string, LedgerHold, LedgerChange, LedgerHold & { freedSatang: bigint }]>([
    [
      'answered in part gives the rest back',
      entry('ordered', 0n, 500n),
      { state: 'partly_held', heldSatang: 200n, reservedSatang: 200n },
      { ...entry('partly_held', 200n, 200n), freedSatang: 300n },
    ],
    [
      'without an answer keeps its reservation',
      entry('ordered', 0n, 500n),
      { state: 'unconfirmed' },
      { ...entry('unconfirmed', 0n, 500n), freedSatang: 0n },
    ],
    [
      'keeps its reservation while its release is under way',
      entry('held', 500n, 500n),
      { state: 'release_ordered' },
      { ...entry('release_ordered', 500n, 500n), freedSatang: 0n },
    ],
    [
      'released gives all back, and what it held stays on record',
      entry('release_ordered', 500n, 500n),
      { state: 'released', heldSatang: 0n, reservedSatang: 0n },
      { ...entry('released', 500n, 0n), freedSatang: 500n },
    ],
    [
      'that found nothing gives all back, whatever the message says is reserved',
      entry('ordered', 0n, 500n),
      { state: 'no_funds', heldSatang: 0n, reservedSatang: 500n },
      { ...entry('no_funds', 0n, 0n), freedSatang: 500n },
    ],
    [
      'seized goes on taking up its sum: the money has not come back',
      entry('held', 500n, 500n),
      { state: 'seized' },
      { ...entry('seized', 500n, 500n), freedSatang: 0n },
    ],
    [
      'corrected downwards gives the difference back',
      entry('held', 500n, 500n),
      { state: 'held', heldSatang: 499n, reservedSatang: 499n },
      { ...entry('held', 499n, 499n), freedSatang: 1n },
    ],
    [
      'of which another authority takes a part takes up as much as before',
      entry('held', 500n, 500n),
      { state: 'held', heldSatang: 300n, reservedSatang: 300n, seizedSatang: 200n },
      { ...entry('held', 300n, 300n), seizedSatang: 200n, freedSatang: 0n },
    ],
    [
      'released gives back what it held, and not what another authority keeps beside',
      { ...entry('release_ordered', 300n, 300n), seizedSatang: 200n },
      { state: 'released' },
      { ...entry('released', 300n, 0n), seizedSatang: 200n, freedSatang: 300n },
    ],
    [
      'beside which another authority keeps nothing more gives that back',
      { ...entry('released', 300n, 0n), seizedSatang: 200n },
      { state: 'released', seizedSatang: 0n },
      { ...entry('released', 300n, 0n), freedSatang: 200n },
    ],
  ])('%s', (_name, before, change, after) => {
    expect(settleHold(before, change)).toEqual({ seizedSatang: 0n, ...after });
  });

  it('never reserves more than before, and makes no transition that the table does not allow', () => {
    expect(() => settleHold(entry('held', 500n, 500n), { state: 'held', reservedSatang: 501n })).toThrow(
      /more than it has/,
    );
    expect(() => settleHold(entry('released', 500n, 0n), { state: 'held' })).toThrow(/cannot go from released to held/);
  });
});

describe('the over-hold meter', () => {
  it.each<[string, bigint, LedgerHold[]]>([
    ['without holds', 0n, []],
    ['with all of it held', 0n, [entry('held', 600n, 600n), entry('ordered', 0n, 400n)]],
    ['with a satang too much reserved', 1n, [entry('held', 600n, 600n), entry('unconfirmed', 0n, 401n)]],
    ['with a satang too much held', 1n, [entry('held', 1_001n, 0n)]],
    ['with a release that nobody acknowledged', 1n, [entry('release_ordered', 600n, 600n), entry('ordered', 0n, 401n)]],
    [
      'with money that another authority keeps beside ended holds',
      1n,
      [{ ...entry('released', 900n, 0n), seizedSatang: 1_001n }],
    ],
    ['with seized money', 1n, [entry('seized', 600n, 600n), entry('ordered', 0n, 401n)]],
    [
      'with what was released and what found nothing',
      0n,
      [entry('released', 900n, 0n), entry('no_funds', 0n, 0n), entry('held', 1_000n, 1_000n)],
    ],
  ])('%s reads %d', (_name, reading, holds) => {
    expect(overHold(1_000n, holds)).toBe(reading);
  });
});
