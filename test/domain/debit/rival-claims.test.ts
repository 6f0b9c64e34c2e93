import {
  coverOf,
  mostToReserve,
  type RivalClaim,
  verdictBesideRivals,
} from '../../../src/domain/debit/rival-claims.js';
import type { DebitVerdict } from '../../../src/domain/debit/debit-verdict.js';

const MULE = { institution: 'th-014', accountNo: '9000000002' };
const SHOP = { institution: 'th-006', accountNo: '9000000003' };

function claim(transferId: string, over: Partial<RivalClaim> = {}): RivalClaim {
  return {
    transferId,
    stolenSumId: `sum of ${transferId}`,
    receiver: MULE,
    isOffRail: false,
    amountSatang: 100n,
    debit: 'unknown',
    debitedSatang: null,
    isUpheld: true,
    reservedSatang: 0n,
    isBeingReleased: false,
    isSettled: false,
    ...over,
  };
}

const confirmed = { debit: 'confirmed' } as const;
const nowhere = { receiver: null };
const outside = { receiver: null, isOffRail: true };

describe('what is known of a claim beside another about the same reference', () => {
  it.each<[string, Partial<RivalClaim>, Partial<RivalClaim>, DebitVerdict]>([
    ['stays unknown while nobody confirmed either', {}, { receiver: SHOP }, 'unknown'],
    ['is contradicted when another receiver is confirmed', {}, { receiver: SHOP, ...confirmed }, 'denied'],
    [
      'is about the confirmed transfer when it names the same receiver',
      {},
      { amountSatang: 1n, ...confirmed },
      'confirmed',
    ],
    ['is about it also when it was denied in this form', { debit: 'denied' }, confirmed, 'confirmed'],
    [
      'stands for another that names the same receiver, though it was denied itself',
      { debit: 'denied' },
      {},
      'unknown',
    ],
    ['stays denied beside one that nobody upholds', { debit: 'denied' }, { isUpheld: false }, 'denied'],
    ['stays denied beside one at another receiver', { debit: 'denied' }, { receiver: SHOP }, 'denied'],
    ['stays denied beside another that was denied', { debit: 'denied' }, { debit: 'denied' }, 'denied'],
    ['is not spoilt by the denial of another', {}, { debit: 'denied' }, 'unknown'],
    ['stays confirmed', confirmed, { receiver: SHOP, ...confirmed }, 'confirmed'],
    ['stays unknown while its own receiver is', nowhere, { receiver: SHOP, ...confirmed }, 'unknown'],
    ['is contradicted when it says that the money went outside', outside, confirmed, 'denied'],
    ['is contradicted when the money went outside', {}, { ...outside, ...confirmed }, 'denied'],
    ['stays unknown when both went outside', outside, { ...outside, ...confirmed }, 'unknown'],
  ])('%s', (_what, own, rival, verdict) => {
    expect(verdictBesideRivals(claim('B', own), [claim('A', rival)])).toBe(verdict);
  });
});

describe('what holds of another claim cover', () => {
  it.each<[string, Partial<RivalClaim>, bigint, boolean]>([
    ['nothing while none stands', {}, 0n, false],
    ['its whole amount, because what is not held is followed on its trail', { reservedSatang: 1n }, 100n, false],
    ['nothing at another receiver', { receiver: SHOP, reservedSatang: 100n }, 0n, false],
    ['nothing where no receiver is known', { ...nowhere, reservedSatang: 100n }, 0n, false],
    ['nothing while it is being released', { reservedSatang: 100n, isBeingReleased: true }, 0n, true],
    ['its amount when it ran its time or a person let it go', { isSettled: true }, 100n, false],
  ])('%s', (_what, rival, satang, waits) => {
    const cover = coverOf(claim('B'), [claim('A', rival)]);
    expect({ satang: cover.satang, waits: cover.beingReleased.length > 0 }).toEqual({ satang, waits });
  });
});

describe('the most that holds of a claim may reserve', () => {
  it.each<[string, Partial<RivalClaim>, Partial<RivalClaim>, bigint]>([
    ['is what the earlier one leaves of the larger amount', { amountSatang: 150n }, { reservedSatang: 100n }, 50n],
    ['is nothing when the earlier one has it all', {}, { reservedSatang: 100n }, 0n],
    ['is its own amount at another receiver', {}, { receiver: SHOP, reservedSatang: 100n }, 100n],
    ['is what was confirmed', { amountSatang: 150n }, { amountSatang: 40n, ...confirmed }, 40n],
    [
      'is the smaller amount that the institution named',
      { amountSatang: 150n, debitedSatang: 30n },
      { debit: 'denied' },
      30n,
    ],
    ['leaves out a claim that was denied or that nobody upholds', { amountSatang: 20n }, { isUpheld: false }, 20n],
  ])('%s', (_what, own, rival, satang) => {
    expect(mostToReserve(claim('B', own), [claim('A', rival)])).toBe(satang);
  });

  it('gives the earlier claim its hold first', () => {
    const later = claim('B', { amountSatang: 150n, reservedSatang: 50n });
    expect(mostToReserve(claim('A', { reservedSatang: 100n }), [later])).toBe(150n);
  });
});
