import { decideAtOnce } from '../../../src/domain/asking.js';
import { orderRests, type RestDesk, restsOf } from '../../../src/domain/case/sum/rests.js';
import { type NoticeDesk, orderRestsOfNotices } from '../../../src/domain/case/sum/rests-of-notices.js';
import type { HoldOfSum, PartOfSum, SumOnRecord } from '../../../src/domain/case/sum/sum-on-record.js';
import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import { minSatang } from '../../../src/domain/money.js';

const NOW = new Date('2026-11-30T05:00:00Z');
const LAW = { rulebook: [], now: NOW };

/** A hold at a hop that was asked for 100 of the 400 satang that its part brought; `requested`: or for so much. */
function hold(hop: number, kind: HoldKind, state: HoldState, requested = 100n): HoldOfSum {
  const held = state === 'no_funds' || state === 'refused' ? 0n : 100n;
  return {
    id: `hold ${hop}`,
    trailLinkId: `part ${hop}`,
    hop,
    institution: 'th-006',
    accountNo: `920000000${hop}`,
    kind,
    state,
    stateReason: null,
    requestedSatang: requested,
    heldSatang: held,
    reservedSatang: held,
    seizedSatang: 0n,
    letGoSatang: 0n,
    orderedAt: NOW,
    section7From: NOW,
    endedAt: null,
    expiresAt: new Date(NOW.getTime() + 3_600_000),
  };
}

/** A sum of 1,000 satang whose three parts stand side by side, nearest first, so that each has something left. */
function sumWith(holds: HoldOfSum[]): SumOnRecord<HoldOfSum, PartOfSum> {
  const parts = holds.map(({ hop }) => ({
    id: `part ${hop}`,
    hop,
    attributedSatang: 400n,
    parentLinkId: null,
    parentHoldId: null,
  }));
  const sum: Partial<SumOnRecord<HoldOfSum, PartOfSum>> = {
    amountSatang: 1_000n,
    reservedSatang: 0n,
    contested: undefined,
    debitedSatang: null,
    parts,
    holds,
  };
  return sum as SumOnRecord<HoldOfSum, PartOfSum>;
}

/** What is ordered for the rests of a sum, by hop, while the debit has room for `room` satang. */
function ordered(
  sum: SumOnRecord<HoldOfSum, PartOfSum>,
  room: bigint,
  decide: 'by_section_7' | 'by_notice',
  isFreedSince = true,
): [hop: number, satang: bigint][] {
  const orders: [number, bigint][] = [];
  let free = room;
  const take = (hop: number, satang: bigint): void => {
    free -= satang;
    orders.push([hop, satang]);
  };
  const beside = { othersKeepSatang: 0n, suspendedSatang: 0n, isFreedSince, breaks: [] };
  const desk: Partial<NoticeDesk<HoldOfSum, PartOfSum>> & RestDesk<HoldOfSum> = {
    besideHolds: (holds) => holds.map(() => beside),
    leftOfApproval: () => null,
    beingLetGo: () => 0n,
    freeWithinDebit: () => free,
    freeForRest: () => free,
    raiseHold: ({ hop }, { satang }) => {
      take(hop, satang);
    },
    openBreak: () => undefined,
    restsOnNotice: () => true,
    freeOfPart: () => minSatang(400n, free),
    orderByNotice: ({ before, amountSatang }) => {
      take(before.hop, amountSatang);
      return { ...before, id: `again ${before.hop}`, reservedSatang: amountSatang };
    },
    noteOrderedAgain: () => undefined,
  };
  const rests = decideAtOnce(restsOf(sum), desk);
  if (decide === 'by_section_7') decideAtOnce(orderRests(sum, rests, LAW), desk);
  else decideAtOnce(orderRestsOfNotices(sum, rests, LAW), desk as NoticeDesk<HoldOfSum, PartOfSum>);
  return orders;
}

/** ADR 107: where room is short, the farthest part comes first; one rule for all that is asked for again. */
describe('the rests of parts, where the debit has less room than they need', () => {
  it('are asked for from the farthest to the nearest, by section 7', () => {
    const holds = [0, 1, 2].map((hop) => hold(hop, 'section7', 'partly_held'));
    expect(ordered(sumWith(holds), 500n, 'by_section_7')).toEqual([
      [2, 300n],
      [1, 200n],
    ]);
  });

  it.each<[string, HoldState[], [number, bigint][]]>([
    [
      'raised',
      ['partly_held', 'partly_held', 'partly_held'],
      [
        [2, 300n],
        [1, 200n],
      ],
    ],
    [
      'held again',
      ['no_funds', 'no_funds', 'no_funds'],
      [
        [2, 400n],
        [1, 100n],
      ],
    ],
    [
      'held again before a nearer hold is raised',
      ['partly_held', 'partly_held', 'no_funds'],
      [
        [2, 400n],
        [1, 100n],
      ],
    ],
  ])('are %s from the farthest to the nearest, by a notice of section 6', (_how, states, expected) => {
    const holds = states.map((state, hop) => hold(hop, 'section6', state, state === 'no_funds' ? 400n : 100n));
    expect(ordered(sumWith(holds), 500n, 'by_notice')).toEqual(expected);
  });

  it.each<[string, boolean, [number, bigint][]]>([
    ['held again where its institution holds it after all', true, [[0, 400n]]],
    ['not asked for again', false, []],
  ])('are %s, after a refusal', (_how, isFreedSince, expected) => {
    const refused = [hold(0, 'section6', 'refused', 400n)];
    expect(ordered(sumWith(refused), 500n, 'by_notice', isFreedSince)).toEqual(expected);
    const rests = decideAtOnce(restsOf(sumWith(refused)), {
      besideHolds: () => [{ othersKeepSatang: 0n, suspendedSatang: 0n, isFreedSince, breaks: [] }],
      leftOfApproval: () => null,
    } as unknown as RestDesk<HoldOfSum>);
    expect(rests.map(({ openSatang, about }) => [openSatang, about])).toEqual(isFreedSince ? [[400n, 'order']] : []);
  });
});
