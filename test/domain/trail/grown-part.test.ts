import { grownParts, type KnownOnward } from '../../../src/domain/trail/grown-part.js';

const at = new Date('2026-12-01T03:00:00Z');
const later = new Date('2026-12-01T03:05:00Z');

/** Later answers name known debits for more, for less, or for the same. */
describe('grownParts', () => {
  const named = (transferId: string, attributedSatang: bigint, amountSatang = 100n, when = at) => ({
    transferId,
    attributedSatang,
    amountSatang,
    at: when,
  });
  const known = (transferId: string, more: Partial<KnownOnward> = {}): KnownOnward => ({
    transferId,
    attributedSatang: 60n,
    byThisHoldSatang: 60n,
    elsewhereSatang: 0n,
    ...more,
  });

  it.each<[string, ReturnType<typeof named>[], KnownOnward[], bigint, [string, bigint][]]>([
    ['more than before', [named('A', 90n)], [known('A')], 40n, [['A', 30n]]],
    ['one satang more', [named('A', 61n)], [known('A')], 40n, [['A', 1n]]],
    ['the same again', [named('A', 60n)], [known('A')], 40n, []],
    ['less than before', [named('A', 59n)], [known('A')], 40n, []],
    ['more than the debit', [named('A', 120n)], [known('A')], 80n, [['A', 40n]]],
    ['more than the part has left', [named('A', 90n)], [known('A')], 20n, [['A', 20n]]],
    ['a part of which nothing is left', [named('A', 90n)], [known('A')], -5n, []],
    [
      'a debit that carries another victim’s money',
      [named('A', 90n)],
      [known('A', { elsewhereSatang: 25n })],
      40n,
      [['A', 15n]],
    ],
    [
      'for another hold on the part: on top',
      [named('A', 30n)],
      [known('A', { byThisHoldSatang: 0n })],
      40n,
      [['A', 30n]],
    ],
    [
      'for another hold on the part, again',
      [named('A', 30n)],
      [known('A', { attributedSatang: 90n, byThisHoldSatang: 30n })],
      40n,
      [],
    ],
    ['a debit that nobody named', [named('B', 90n)], [known('A')], 40n, []],
    [
      'two debits, the earlier first',
      [named('A', 90n, 100n, later), named('B', 90n)],
      [known('A'), known('B')],
      40n,
      [
        ['B', 30n],
        ['A', 10n],
      ],
    ],
  ])('grows by %s', (_what, debits, parts, left, grown) => {
    expect(grownParts(debits, parts, left).map(({ transferId, bySatang }) => [transferId, bySatang])).toEqual(grown);
  });
});
