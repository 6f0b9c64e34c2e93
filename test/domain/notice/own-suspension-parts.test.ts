import fc from 'fast-check';
import { sumSatang } from '../../../src/domain/money.js';
import { type CarriedPart, onwardByPart, ownSuspensionParts } from '../../../src/domain/notice/own-suspension-parts.js';

function part(over: Partial<CarriedPart> = {}): CarriedPart {
  return { trailLinkId: 'a', stolenSumId: 's', attributedSatang: 500n, freeSatang: 500n, heldThereSatang: 0n, ...over };
}

const taken = (amount: bigint, parts: readonly CarriedPart[]) =>
  ownSuspensionParts(amount, parts).map(({ suspendedSatang }) => suspendedSatang);

describe('what an own suspension takes up of a stolen sum', () => {
  it.each<[string, bigint, CarriedPart[], bigint[]]>([
    ['all of it', 500n, [part()], [500n]],
    ['no more than the transfer carries', 800n, [part()], [500n]],
    [
      'not what the centre holds there already: it is the same money',
      400n,
      [part({ heldThereSatang: 300n, freeSatang: 200n })],
      [100n],
    ],
    ['not what is held elsewhere along the sum', 400n, [part({ freeSatang: 150n })], [150n]],
    ['of two victims in their order', 700n, [part(), part({ trailLinkId: 'b', stolenSumId: 't' })], [500n, 200n]],
    [
      'of two parts of one sum no more than is free of it',
      700n,
      [part({ freeSatang: 600n }), part({ trailLinkId: 'b', freeSatang: 600n })],
      [500n, 100n],
    ],
  ])('%s', (_what, amount, parts, expected) => {
    expect(taken(amount, parts)).toEqual(expected);
  });

  const amount = fc.bigInt({ min: 0n, max: 1_000n });
  const parts = fc.array(
    fc.record({
      trailLinkId: fc.string(),
      stolenSumId: fc.constantFrom('s', 't'),
      attributedSatang: amount,
      freeSatang: amount,
      heldThereSatang: amount,
    }),
    { maxLength: 5 },
  );

  it('never more than was suspended, nor than is free of a sum', () => {
    fc.assert(
      fc.property(amount, parts, (suspended, carried) => {
        const free = new Map(carried.map(({ stolenSumId, freeSatang }) => [stolenSumId, freeSatang]));
        const consistent = carried.map((each) => ({ ...each, freeSatang: free.get(each.stolenSumId) ?? 0n }));
        const found = ownSuspensionParts(suspended, consistent);
        expect(sumSatang(found.map((each) => each.suspendedSatang))).toBeLessThanOrEqual(suspended);
        for (const [sumId, freeSatang] of free) {
          const ofSum = found.filter(({ stolenSumId }) => stolenSumId === sumId);
          expect(sumSatang(ofSum.map((each) => each.suspendedSatang))).toBeLessThanOrEqual(freeSatang);
        }
      }),
    );
  });
});

describe('the later debits of suspended money', () => {
  const debits = [
    { id: 'first', attributedSatang: 300n },
    { id: 'second', attributedSatang: 400n },
  ];

  it('carry on each part up to what it brought', () => {
    const shared = onwardByPart(debits, [
      { trailLinkId: 'a', attributedSatang: 500n },
      { trailLinkId: 'b', attributedSatang: 500n },
    ]);
    expect(shared.get('a')).toEqual([
      { id: 'first', attributedSatang: 300n },
      { id: 'second', attributedSatang: 200n },
    ]);
    expect(shared.get('b')).toEqual([{ id: 'second', attributedSatang: 200n }]);
  });

  it('explain no more than arrived', () => {
    const shared = onwardByPart(debits, [{ trailLinkId: 'a', attributedSatang: 100n }]);
    expect(shared.get('a')).toEqual([{ id: 'first', attributedSatang: 100n }]);
  });
});
