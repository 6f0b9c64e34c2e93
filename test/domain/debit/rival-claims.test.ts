import * as fc from 'fast-check';
import { maxSatang, minSatang, sumSatang } from '../../../src/domain/money.js';
import {
  coverOf,
  inUrgentTime,
  isAmountKnown,
  mostToReserve,
  onceGivenWay,
  type RivalClaim,
  rivalsGivingWay,
  roomForRest,
  roomOfDebit,
  verdictBesideRivals,
} from '../../../src/domain/debit/rival-claims.js';
import type { DebitVerdict } from '../../../src/domain/debit/debit-verdict.js';
import { after, MINUTE_MS } from '../../../src/domain/time.js';
import { NOW, TH } from '../support.js';

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
    claimedAtReceiverSatang: 0n,
    letGoSatang: 0n,
    letGoFurtherSatang: 0n,
    decidedAtReceiverSatang: 0n,
    decidedFurtherSatang: 0n,
    isBeingReleased: false,
    settledSatang: 0n,
    settledByPowerSatang: 0n,
    isLetGo: false,
    ...over,
  };
}

const confirmed = { debit: 'confirmed' } as const;
const denied = (transferId: string, reservedSatang = 0n) => claim(transferId, { debit: 'denied', reservedSatang });
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
    [
      'what its hold asks for, because the rest is followed on its trail',
      { reservedSatang: 1n, claimedAtReceiverSatang: 100n },
      100n,
      false,
    ],
    [
      'no more than its hold asks for, where the debit looked smaller then',
      { reservedSatang: 25n, claimedAtReceiverSatang: 25n },
      25n,
      false,
    ],
    [
      'not what was let go of it as more than the debit',
      { reservedSatang: 1n, claimedAtReceiverSatang: 25n, letGoSatang: 75n },
      25n,
      false,
    ],
    [
      'what the institution says that was debited',
      { reservedSatang: 30n, claimedAtReceiverSatang: 100n, debitedSatang: 30n },
      30n,
      false,
    ],
    [
      'not what was let go further on',
      { reservedSatang: 1n, claimedAtReceiverSatang: 80n, letGoSatang: 20n, letGoFurtherSatang: 55n },
      25n,
      false,
    ],
    ['what was left of it when it ran its time', { settledSatang: 100n, letGoSatang: 75n }, 25n, false],
    ['nothing at another receiver', { receiver: SHOP, reservedSatang: 100n }, 0n, false],
    ['nothing where no receiver is known', { ...nowhere, reservedSatang: 100n }, 0n, false],
    ['nothing while it is being released', { reservedSatang: 100n, isBeingReleased: true }, 0n, true],
    ['its amount when it ran its time or a person let it go', { settledSatang: 100n }, 100n, false],
    ['no more than its hold asked for beside another one, when it ran its time', { settledSatang: 30n }, 30n, false],
    ['its amount when it ran its time by another power', { settledByPowerSatang: 100n }, 100n, false],
  ])('%s', (_what, rival, satang, waits) => {
    const cover = coverOf(claim('B'), [claim('A', rival)]);
    expect({ satang: cover.satang, waits: cover.beingReleased.length > 0 }).toEqual({ satang, waits });
  });

  it('is nothing of what another power held, while the urgent time of the complaint runs', () => {
    const over = claim('A', { settledByPowerSatang: 100n });
    expect(coverOf(claim('B'), [inUrgentTime(over)]).satang).toBe(0n);
    expect(coverOf(claim('B'), [inUrgentTime({ ...over, settledSatang: 30n })]).satang).toBe(30n);
  });

  it('is the sum of what several hold, because no two of them hold the same money', () => {
    const held = (id: string, satang: bigint) => claim(id, { reservedSatang: satang, claimedAtReceiverSatang: satang });
    expect(coverOf(claim('C'), [held('A', 30n), held('B', 70n)]).satang).toBe(100n);
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

  it.each<[string, RivalClaim, RivalClaim, bigint]>([
    ['is all of it beside an earlier one that was denied', claim('B'), denied('A', 100n), 100n],
    ['is what a later one leaves where it was denied itself', denied('A'), claim('B', { reservedSatang: 70n }), 30n],
    ['is all of it where the later one was denied too', denied('A'), denied('B', 70n), 100n],
  ])('%s', (_what, own, rival, satang) => {
    expect(mostToReserve(own, [rival])).toBe(satang);
  });
});

describe('the room for the rest of a part that was asked for less', () => {
  const rest = { amountSatang: 100n, reservedSatang: 20n, claimedAtReceiverSatang: 20n };
  it.each<[string, number, Partial<RivalClaim>, Partial<RivalClaim>, bigint]>([
    ['is what nobody holds of the debit', 1, rest, { reservedSatang: 30n }, 50n],
    ['is nothing while others hold it', 1, rest, { reservedSatang: 80n }, 0n],
    [
      'is no more than was debited',
      1,
      { ...rest, debitedSatang: 60n },
      { amountSatang: 60n, reservedSatang: 30n },
      10n,
    ],
    ['is not what a person let go of a rival further on', 1, rest, { decidedFurtherSatang: 30n }, 50n],
    ['is not what a person let go of a rival at the receiver', 2, rest, { decidedAtReceiverSatang: 30n }, 50n],
    [
      'is also what a person let go of the claim itself, of other parts',
      1,
      { ...rest, decidedFurtherSatang: 30n },
      {},
      80n,
    ],
    ['is what is left at the receiver', 0, rest, { reservedSatang: 30n, claimedAtReceiverSatang: 70n }, 10n],
    ['is not at the receiver what went on from there', 0, { ...rest, claimedAtReceiverSatang: 100n }, {}, 0n],
    [
      'is not at the receiver what a person let go of a rival there',
      0,
      rest,
      { settledSatang: 100n, isLetGo: true, decidedAtReceiverSatang: 64n },
      16n,
    ],
    [
      'is at the receiver neither what went on of a rival nor what a person let go of it',
      0,
      rest,
      { settledSatang: 100n, isLetGo: true, claimedAtReceiverSatang: 10n, decidedAtReceiverSatang: 64n },
      6n,
    ],
    [
      'counts once what a person let go in part of a rival that still asks for all of it',
      0,
      rest,
      { reservedSatang: 30n, claimedAtReceiverSatang: 70n, decidedAtReceiverSatang: 40n },
      10n,
    ],
    [
      'knows nothing of a rival that names another receiver',
      1,
      rest,
      { receiver: SHOP, reservedSatang: 80n, decidedFurtherSatang: 80n },
      80n,
    ],
  ])('%s', (_what, hop, own, rival, satang) => {
    expect(roomForRest(claim('B', own), [claim('A', rival)], hop)).toBe(satang);
  });
});

describe('what the claims about one debit leave for further orders', () => {
  const room = (own: Partial<RivalClaim>, rival: Partial<RivalClaim>) => {
    const { freeSatang, freeAtReceiverSatang } = roomOfDebit(claim('B', own), [claim('A', rival)]);
    return [freeSatang, freeAtReceiverSatang];
  };

  it.each<[string, Partial<RivalClaim>, Partial<RivalClaim>, bigint[]]>([
    ['is all of the larger one while nothing is held', { amountSatang: 150n }, {}, [150n, 150n]],
    ['is nothing when the other has it all', {}, { reservedSatang: 100n }, [0n, 0n]],
    ['is nothing when a later one has it all', { reservedSatang: 100n }, {}, [0n, 0n]],
    ['is what both leave', { amountSatang: 150n, reservedSatang: 20n }, { reservedSatang: 100n }, [30n, 30n]],
    ['is what the confirmed amount leaves', { amountSatang: 150n }, { ...confirmed, reservedSatang: 60n }, [40n, 40n]],
    [
      'is no more than the debit, though less is held',
      { amountSatang: 70n, debitedSatang: 50n },
      { amountSatang: 40n, reservedSatang: 40n },
      [10n, 10n],
    ],
    [
      'leaves at the receiver what did not go on',
      {},
      { reservedSatang: 20n, claimedAtReceiverSatang: 90n },
      [80n, 10n],
    ],
    [
      'is all of it again when nothing of what the other held or followed is held any more',
      {},
      { reservedSatang: 0n, claimedAtReceiverSatang: 40n, isUpheld: false },
      [100n, 100n],
    ],
    [
      'is all but what a person let go further on of what the other followed',
      {},
      { reservedSatang: 0n, claimedAtReceiverSatang: 40n, decidedFurtherSatang: 30n, isUpheld: false },
      [100n, 70n],
    ],
    [
      'leaves what the other followed to whoever decided about it',
      {},
      { reservedSatang: 0n, claimedAtReceiverSatang: 40n, settledSatang: 100n },
      [100n, 60n],
    ],
    [
      'leaves what is being released until its bank has answered',
      {},
      { reservedSatang: 40n, claimedAtReceiverSatang: 90n, isBeingReleased: true },
      [60n, 10n],
    ],
    ['counts what went on of its own', { claimedAtReceiverSatang: 40n }, {}, [100n, 60n]],
    ['is not shared with another receiver', {}, { receiver: SHOP, reservedSatang: 100n }, [100n, 100n]],
  ])('%s', (_what, own, rival, left) => {
    expect(room(own, rival)).toEqual(left);
  });

  it('is shared by the sums of all claims that name the receiver', () => {
    const rivals = [claim('A'), claim('C', { receiver: SHOP }), claim('D', { stolenSumId: null })];
    expect(roomOfDebit(claim('B'), rivals).stolenSumIds).toEqual(['sum of B', 'sum of A']);
  });

  it('is exact once the institution has named the amount of one of them', () => {
    expect(isAmountKnown(claim('B'), [claim('A')])).toBe(false);
    expect(isAmountKnown(claim('B'), [claim('A', confirmed)])).toBe(true);
    expect(isAmountKnown(claim('B', { debitedSatang: 50n }), [claim('A')])).toBe(true);
    expect(isAmountKnown(claim('B'), [claim('A', { receiver: SHOP, ...confirmed })])).toBe(false);
  });
});

/** A claim, its hold at the receiver, and what its later holds take up. */
interface Held {
  amount: bigint;
  asked: bigint;
  here: bigint;
  wentOn: bigint;
  further: bigint;
}

describe('the orders of any power for one debit', () => {
  const act = fc.record({
    of: fc.nat(3),
    does: fc.constantFrom('order', 'order', 'answer', 'release', 'release further'),
    share: fc.bigInt({ min: 0n, max: 4n }),
  });

  it('take up no more than its largest claim, in whatever order they and the answers come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 200n }), { minLength: 2, maxLength: 4 }),
        fc.array(act, { maxLength: 40 }),
        (amounts, acts) => {
          const held = amounts.map((amount): Held => ({ amount, asked: 0n, here: 0n, wentOn: 0n, further: 0n }));
          const claims = () => held.map((one, index) => claimHeld(String(index), one));
          for (const { of, does, share } of acts) {
            const one = held[of % held.length];
            const own = claims()[of % held.length];
            if (one === undefined || own === undefined) continue;
            if (does === 'order' && one.asked === 0n) {
              const rivals = claims().filter(({ transferId }) => transferId !== own.transferId);
              const { freeAtReceiverSatang } = roomOfDebit(own, rivals);
              const free = one.amount - one.here - one.further;
              one.asked = [one.amount - one.wentOn, free, freeAtReceiverSatang].reduce(minSatang);
              one.here = one.asked;
            }
            if (does === 'answer') {
              // What is not held here any more went on, and half of it is held further on.
              const gone = (one.here * share) / 4n;
              Object.assign(one, {
                here: one.here - gone,
                wentOn: one.wentOn + gone,
                further: one.further + gone / 2n,
              });
            }
            if (does === 'release') Object.assign(one, { here: 0n, asked: 0n });
            if (does === 'release further') one.further = 0n;
            const reserved = sumSatang(held.map(({ here, further }) => here + further));
            expect(reserved).toBeLessThanOrEqual(amounts.reduce(maxSatang));
          }
        },
      ),
    );
  });

  function claimHeld(transferId: string, { amount, asked, here, wentOn, further }: Held): RivalClaim {
    return claim(transferId, {
      amountSatang: amount,
      reservedSatang: here + further,
      claimedAtReceiverSatang: maxSatang(asked, here + wentOn),
    });
  }
});

describe('a rival claim whose holds are being released', () => {
  const unanswered = (minutes: number, isFirst = true) => ({
    holdId: `${minutes} ${isFirst ? 'first' : 'further'}`,
    isFirst,
    orderedAt: after(NOW, -minutes * MINUTE_MS),
    reservedSatang: isFirst ? 30n : 40n,
  });
  const leaving = (...releases: ReturnType<typeof unanswered>[]) =>
    claim('B', { reservedSatang: 70n, claimedAtReceiverSatang: 80n, isBeingReleased: true, unanswered: releases });
  const law = { rulebook: TH, now: NOW };
  const own = claim('A');

  it.each<[string, RivalClaim, string[], Partial<RivalClaim>, { covered: bigint; waits: boolean; free: bigint }]>([
    [
      'keeps an order waiting while the time of the answer runs',
      leaving(unanswered(14), unanswered(14, false)),
      [],
      { reservedSatang: 70n, isBeingReleased: true },
      { covered: 0n, waits: true, free: 20n },
    ],
    [
      'gives way at every account once it is over',
      leaving(unanswered(16), unanswered(16, false)),
      ['16 first', '16 further'],
      { reservedSatang: 0n, claimedAtReceiverSatang: 50n, isBeingReleased: false },
      { covered: 0n, waits: false, free: 100n },
    ],
    [
      'goes on covering by what of it stands',
      leaving(unanswered(16)),
      ['16 first'],
      { reservedSatang: 40n, claimedAtReceiverSatang: 50n, isBeingReleased: false },
      { covered: 50n, waits: false, free: 50n },
    ],
    [
      'waits for the first account where only a later one is silent',
      leaving(unanswered(14), unanswered(16, false)),
      ['16 further'],
      { reservedSatang: 30n, claimedAtReceiverSatang: 80n, isBeingReleased: true },
      { covered: 0n, waits: true, free: 20n },
    ],
    [
      'gives nothing at another receiver',
      { ...leaving(unanswered(16), unanswered(16, false)), receiver: SHOP },
      [],
      { reservedSatang: 0n },
      { covered: 0n, waits: false, free: 100n },
    ],
  ])('%s', (_name, rival, givingWay, once, { covered, waits, free }) => {
    expect(rivalsGivingWay(own, [rival], law)).toEqual(givingWay);
    const found = onceGivenWay(rival, law);
    expect(found).toMatchObject(once);
    const cover = coverOf(own, [found]);
    expect([cover.satang, cover.beingReleased.length > 0, roomOfDebit(own, [found]).freeAtReceiverSatang]).toEqual([
      covered,
      waits,
      free,
    ]);
  });
});
