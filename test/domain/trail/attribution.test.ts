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
    ['a smaller debit leaves a remainder', [credit('A', 0, 500n)], [debit('x', 5, 499n)], [['A', 'x', 499n]]],
    [
      'the earlier debit comes first, however they are listed',
      [credit('A', 0, 500n)],
      [debit('late', 9, 400n), debit('early', 5, 300n)],
      [
        ['A', 'early', 300n],
        ['A', 'late', 200n],
      ],
    ],
    ['a debit before the credit carries nothing', [credit('A', 5, 500n)], [debit('x', 4, 500n)], []],
    [
      'a debit at the instant of the credit carries it on',
      [credit('A', 5, 500n)],
      [debit('x', 5, 500n)],
      [['A', 'x', 500n]],
    ],
    [
      'the earlier credit comes first with two victims',
      [credit('B', 1, 300n), credit('A', 0, 500n)],
      [debit('x', 5, 600n), debit('y', 6, 300n)],
      [
        ['A', 'x', 500n],
        ['B', 'x', 100n],
        ['B', 'y', 200n],
      ],
    ],
    [
      'a debit between two credits carries only the first credit on',
      [credit('A', 0, 500n), credit('B', 6, 300n)],
      [debit('x', 5, 700n), debit('y', 7, 100n)],
      [
        ['A', 'x', 500n],
        ['B', 'y', 100n],
      ],
    ],
    [
      'the id decides at equal times',
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
 * The same rule from the other side: credit by credit, each takes what earlier ones left of
 * debits.
 */
function creditByCredit(credits: readonly StolenCredit[], debits: readonly LaterDebit[]): string[] {
  const capacity = new Map(debits.map((debit) => [debit.debitId, debit.amountSatang]));
  const byTime = <T extends { at: Date }>(items: readonly T[]) => [...items].sort((a, b) => +a.at - +b.at);
  return byTime(credits).flatMap((credit) => {
    let unexplained = credit.unexplainedSatang;
    return byTime(debits).flatMap(({ debitId, at: when }) => {
      const room = capacity.get(debitId) ?? 0n;
      const part = when < credit.at ? 0n : unexplained < room ? unexplained : room;
      if (part === 0n) return [];
      unexplained -= part;
      capacity.set(debitId, room - part);
      return [`${credit.creditId}/${debitId}/${part}`];
    });
  });
}

describe('any credits and debits', () => {
  const runs = { numRuns: propertyRuns(1_000) };

  it('no debit carries more than its amount or before its credit, and no credit more than is unexplained', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const parts = attributeInTimeOrder(credits, debits);
        for (const { debitId, amountSatang } of debits) {
          const ofDebit = parts.filter((part) => part.debitId === debitId);
          expect(sumSatang(ofDebit.map((part) => part.attributedSatang)) <= amountSatang).toBe(true);
        }
        for (const { creditId, unexplainedSatang, at: creditedAt } of credits) {
          const ofCredit = parts.filter((part) => part.creditId === creditId);
          expect(sumSatang(ofCredit.map((part) => part.attributedSatang)) <= unexplainedSatang).toBe(true);
          for (const part of ofCredit) {
            expect(part.attributedSatang > 0n).toBe(true);
            const carrier = debits.find(({ debitId }) => debitId === part.debitId);
            expect(carrier !== undefined && carrier.at >= creditedAt).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('the order in which credits and debits are listed does not matter', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const reversed = attributeInTimeOrder([...credits].reverse(), [...debits].reverse());
        expect(reversed).toEqual(attributeInTimeOrder(credits, debits));
      }),
      runs,
    );
  });

  it('debit by debit and credit by credit give the same parts', () => {
    fc.assert(
      fc.property(anyCredits, anyDebits, (credits, debits) => {
        const parts = attributeInTimeOrder(credits, debits);
        const byDebit = parts.map((part) => `${part.creditId}/${part.debitId}/${part.attributedSatang}`);
        expect(byDebit.sort()).toEqual(creditByCredit(credits, debits).sort());
      }),
      runs,
    );
  });

  it('victims who report one after the other, in any order, get the same total explained', () => {
    fc.assert(
      fc.property(anyCredits.chain(inAnyOrder), anyDebits, (reported, debits) => {
        let unusedDebits = debits;
        let total = 0n;
        for (const credit of reported) {
          const parts = attributeInTimeOrder([credit], unusedDebits);
          total += sumSatang(parts.map((part) => part.attributedSatang));
          unusedDebits = unusedDebits.map((debit) => ({
            ...debit,
            amountSatang:
              debit.amountSatang -
              sumSatang(parts.filter((part) => part.debitId === debit.debitId).map((part) => part.attributedSatang)),
          }));
        }
        const together = attributeInTimeOrder(reported, debits).map((part) => part.attributedSatang);
        expect(total).toBe(sumSatang(together));
      }),
      runs,
    );
  });
});
