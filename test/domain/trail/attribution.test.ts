import * as fc from 'fast-check';
import { sumSatang } from '../../../src/domain/money.js';
import {
  type LaterDebit,
  type StolenCredit,
  attributeInTimeOrder,
  inText,
} from '../../../src/domain/trail/attribution.js';
import { propertyRuns } from '../../support/property-runs.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 24, 3, minute));
const credit = (creditId: string, minute: number, unexplainedSatang: bigint): StolenCredit => ({
  creditId,
  at: at(minute),
  unexplainedSatang,
});
const debit = (debitId: string, minute: number, amountSatang: bigint): LaterDebit => ({
  debitId,
  at: at(minute),
  amountSatang,
});

describe('later debits in order of time', () => {
  it.each<[string, StolenCredit[], LaterDebit[], [string, string, bigint][]]>([
    ['one debit of all of it', [credit('A', 0, 500n)], [debit('x', 5, 500n)], [['A', 'x', 500n]]],
    [
      'a larger debit carries no more than was stolen',
      [credit('A', 0, 500n)],
      [debit('x', 5, 900n)],
      [['A', 'x', 500n]],
    ],
    ['a smaller debit leaves a rest', [credit('A', 0, 500n)], [debit('x', 5, 499n)], [['A', 'x', 499n]]],
    [
      'the earlier debit comes first, however they are listed',
      [credit('A', 0, 500n)],
      [debit('late', 9, 400n), debit('early', 5, 300n)],
      [
        ['A', 'early', 300n],
        ['A', 'late', 200n],
      ],
    ],
    ['what left before carries nothing', [credit('A', 5, 500n)], [debit('x', 4, 500n)], []],
    ['what left at the same instant does', [credit('A', 5, 500n)], [debit('x', 5, 500n)], [['A', 'x', 500n]]],
    [
      'two victims: the earlier credit comes first',
      [credit('B', 1, 300n), credit('A', 0, 500n)],
      [debit('x', 5, 600n), debit('y', 6, 300n)],
      [
        ['A', 'x', 500n],
        ['B', 'x', 100n],
        ['B', 'y', 200n],
      ],
    ],
    [
      'a debit between two credits is the first one’s only',
      [credit('A', 0, 500n), credit('B', 6, 300n)],
      [debit('x', 5, 700n), debit('y', 7, 100n)],
      [
        ['A', 'x', 500n],
        ['B', 'y', 100n],
      ],
    ],
    [
      'among equal times the id decides',
      [credit('B', 0, 100n), credit('A', 0, 100n)],
      [debit('y', 5, 50n), debit('x', 5, 120n)],
      [
        ['A', 'x', 100n],
        ['B', 'x', 20n],
        ['B', 'y', 50n],
      ],
    ],
    ['a credit that is held or explained is not carried on', [credit('A', 0, 0n)], [debit('x', 5, 500n)], []],
    ['a debit that others have used up carries nothing', [credit('A', 0, 500n)], [debit('x', 5, 0n)], []],
    ['no debit, no part', [credit('A', 0, 500n)], [], []],
  ])('%s', (_name, credits, debits, expected) => {
    const parts = attributeInTimeOrder(credits, debits);
    expect(parts.map((part) => [part.creditId, part.debitId, part.attributedSatang])).toEqual(expected);
  });
});

it('ids have one order on every machine', () => {
  expect([inText('A', 'B'), inText('B', 'A'), inText('A', 'A')]).toEqual([-1, 1, 0]);
});

const satang = fc.bigInt({ min: 0n, max: 1_000n });
const minute = fc.integer({ min: 0, max: 9 });
const anyCredits = fc
  .array(fc.tuple(minute, satang), { maxLength: 5 })
  .map((rows) => rows.map(([when, amount], index) => credit(`C${index}`, when, amount)));
const anyDebits = fc
  .array(fc.tuple(minute, satang), { maxLength: 7 })
  .map((rows) => rows.map(([when, amount], index) => debit(`D${index}`, when, amount)));

const inAnyOrder = <T>(items: T[]) => fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length });

/**
 * The same rule said the other way round: credit by credit, each takes what earlier ones left of
 * the debits.
 */
function creditByCredit(credits: readonly StolenCredit[], debits: readonly LaterDebit[]): string[] {
  const left = new Map(debits.map((each) => [each.debitId, each.amountSatang]));
  const byTime = <T extends { at: Date }>(items: readonly T[]) => [...items].sort((a, b) => +a.at - +b.at);
  return byTime(credits).flatMap((each) => {
    let open = each.unexplainedSatang;
    return byTime(debits).flatMap(({ debitId, at: when }) => {
      const room = left.get(debitId) ?? 0n;
      const part = when < each.at ? 0n : open < room ? open : room;
      if (part === 0n) return [];
      open -= part;
      left.set(debitId, room - part);
      return [`${each.creditId}/${debitId}/${part}`];
    });
  });
}

describe('whatever came in and went out', () => {
  const runs = { numRuns: propertyRuns(1_000) };

  it('no debit carries more than its amount, no credit more than is unexplained, and none before it came', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const parts = attributeInTimeOrder(credits, debits);
        for (const each of debits) {
          const of = parts.filter((part) => part.debitId === each.debitId);
          expect(sumSatang(of.map((part) => part.attributedSatang)) <= each.amountSatang).toBe(true);
        }
        for (const each of credits) {
          const of = parts.filter((part) => part.creditId === each.creditId);
          expect(sumSatang(of.map((part) => part.attributedSatang)) <= each.unexplainedSatang).toBe(true);
          for (const part of of) {
            expect(part.attributedSatang > 0n).toBe(true);
            const carrier = debits.find(({ debitId }) => debitId === part.debitId);
            expect(carrier !== undefined && carrier.at >= each.at).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('the order in which credits and debits are listed plays no part', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const reversed = attributeInTimeOrder([...credits].reverse(), [...debits].reverse());
        expect(reversed).toEqual(attributeInTimeOrder(credits, debits));
      }),
      runs,
    );
  });

  it('debit by debit and credit by credit come to the same', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const parts = attributeInTimeOrder(credits, debits);
        const told = parts.map((part) => `${part.creditId}/${part.debitId}/${part.attributedSatang}`);
        expect(told.sort()).toEqual(creditByCredit(credits, debits).sort());
      }),
      runs,
    );
  });

  it('victims who are explained one after the other, in any order of their reports, are explained to the same total', () => {
    fc.assert(
      fc.property(anyCredits.chain(inAnyOrder), anyDebits, (reported, debits) => {
        let left = debits;
        let total = 0n;
        for (const each of reported) {
          const parts = attributeInTimeOrder([each], left);
          total += sumSatang(parts.map((part) => part.attributedSatang));
          left = left.map((one) => ({
            ...one,
            amountSatang:
              one.amountSatang -
              sumSatang(parts.filter((part) => part.debitId === one.debitId).map((part) => part.attributedSatang)),
          }));
        }
        const together = attributeInTimeOrder(reported, debits).map((part) => part.attributedSatang);
        expect(total).toBe(sumSatang(together));
      }),
      runs,
    );
  });
});
