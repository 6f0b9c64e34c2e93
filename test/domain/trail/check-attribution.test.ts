import * as fc from 'fast-check';
import { attributeInTimeOrder } from '../../../src/domain/trail/attribution.js';
import {
  type AttributionAnswer,
  type CreditOnRecord,
  type NamedDebit,
  checkAttribution,
  inOrderOfTime,
} from '../../../src/domain/trail/check-attribution.js';
import { minSatang } from '../../../src/domain/money.js';
import { propertyRuns } from '../../support/property-runs.js';

const CREDITED = new Date('2026-11-24T03:00:00Z');
const after = (seconds: number): Date => new Date(CREDITED.getTime() + seconds * 1000);

function debit(over: Partial<NamedDebit> = {}): NamedDebit {
  return { reference: 'D1', amountSatang: 400n, attributedSatang: 400n, at: after(60), ...over };
}

function credit(over: Partial<CreditOnRecord> = {}): CreditOnRecord {
  return {
    receivedSatang: 1_000n,
    creditedFrom: CREDITED,
    heardAt: after(3_600),
    clockToleranceMs: 120_000,
    attributedElsewhere: new Map(),
    ...over,
  };
}

function codeOf(answer: AttributionAnswer, on: CreditOnRecord = credit()): string {
  const checked = checkAttribution(answer, on);
  return checked.ok ? 'ok' : checked.code;
}

describe('an institution’s attribution', () => {
  it('that adds up says where the money is, to the satang', () => {
    const later = debit({ reference: 'D2', at: after(90), amountSatang: 900n, attributedSatang: 399n });
    expect(checkAttribution({ heldSatang: 200n, onward: [later, debit()] }, credit())).toEqual({
      ok: true,
      value: { heldSatang: 200n, onwardSatang: 799n, unexplainedSatang: 1n },
    });
  });

  it.each<[string, AttributionAnswer, Partial<CreditOnRecord>]>([
    ['with nothing held and nothing named', { heldSatang: 0n, onward: [] }, {}],
    ['with all of it held', { heldSatang: 1_000n, onward: [] }, {}],
    ['of all that was received', { heldSatang: 600n, onward: [debit()] }, {}],
    ['of a debit as old as the clocks may differ', { heldSatang: 0n, onward: [debit({ at: after(-120) })] }, {}],
    [
      'of the part of a debit that others left',
      { heldSatang: 0n, onward: [debit({ attributedSatang: 100n })] },
      { attributedElsewhere: new Map([['D1', 300n]]) },
    ],
    [
      'of a later debit before an earlier one is used up, because others may have used it',
      { heldSatang: 0n, onward: [debit({ reference: 'D2', at: after(61) }), debit({ attributedSatang: 1n })] },
      {},
    ],
    ['of a debit as new as the clocks may differ', { heldSatang: 0n, onward: [debit({ at: after(3_720) })] }, {}],
  ])('%s is taken', (_name, answer, over) => {
    expect(codeOf(answer, credit(over))).toBe('ok');
  });

  it.each<[string, string, AttributionAnswer, Partial<CreditOnRecord>]>([
    ['ABOVE_RECEIVED', 'sends a satang more on than came', { heldSatang: 601n, onward: [debit()] }, {}],
    ['ABOVE_RECEIVED', 'holds a satang more than came', { heldSatang: 1_001n, onward: [] }, {}],
    [
      'ABOVE_DEBIT',
      'lets a debit carry more than its amount',
      { heldSatang: 0n, onward: [debit({ attributedSatang: 401n })] },
      {},
    ],
    [
      'ABOVE_DEBIT',
      'lets a debit carry more than others left of it',
      { heldSatang: 0n, onward: [debit({ attributedSatang: 101n })] },
      { attributedElsewhere: new Map([['D1', 300n]]) },
    ],
    [
      'BEFORE_CREDIT',
      'names a debit from before the money came',
      { heldSatang: 0n, onward: [debit({ at: new Date(after(-120).getTime() - 1) })] },
      {},
    ],
    [
      'IN_FUTURE',
      'names a debit that has not left yet',
      { heldSatang: 0n, onward: [debit({ at: new Date(after(3_720).getTime() + 1) })] },
      {},
    ],
    ['NAMED_TWICE', 'names a debit twice', { heldSatang: 0n, onward: [debit(), debit({ at: after(61) })] }, {}],
    ['NOT_POSITIVE', 'names a debit for no money', { heldSatang: 0n, onward: [debit({ attributedSatang: 0n })] }, {}],
    ['NOT_POSITIVE', 'holds less than nothing', { heldSatang: -1n, onward: [] }, {}],
  ])('is refused as ATTRIBUTION.%s when it %s', (code, _name, answer, over) => {
    expect(codeOf(answer, credit(over))).toBe(`ATTRIBUTION.${code}`);
  });
});

const anyBooks = fc.record({
  received: fc.bigInt({ min: 1n, max: 2_000n }),
  available: fc.bigInt({ min: 0n, max: 2_000n }),
  debits: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: 6 }),
      amount: fc.bigInt({ min: 1n, max: 900n }),
      taken: fc.bigInt({ min: 0n, max: 900n }),
    }),
    { maxLength: 6 },
  ),
});

describe('an institution that applies the rule', () => {
  const honest = anyBooks.map(({ received, available, debits }) => {
    const heldSatang = minSatang(received, available);
    const books = debits.map(({ minute, amount, taken }, index) => ({
      debitId: `D${index}`,
      at: after(minute * 60),
      amountSatang: amount,
      elsewhere: minSatang(taken, amount),
    }));
    const parts = attributeInTimeOrder(
      [{ creditId: 'C', at: CREDITED, unexplainedSatang: received - heldSatang }],
      books.map((booked) => ({ ...booked, amountSatang: booked.amountSatang - booked.elsewhere })),
    );
    const onward = parts.map((part) => {
      const booked = books.find(({ debitId }) => debitId === part.debitId);
      if (booked === undefined) throw new Error('unknown debit');
      return {
        reference: part.debitId,
        amountSatang: booked.amountSatang,
        attributedSatang: part.attributedSatang,
        at: booked.at,
      };
    });
    const elsewhere = new Map(books.map((booked) => [booked.debitId, booked.elsewhere]));
    return { answer: { heldSatang, onward }, on: credit({ receivedSatang: received, attributedElsewhere: elsewhere }) };
  });

  it('is never refused, and what it holds, sent on and cannot explain is what it received', () => {
    fc.assert(
      fc.property(honest, ({ answer, on }) => {
        const checked = checkAttribution(answer, on);
        if (!checked.ok) throw new Error(checked.code);
        const { heldSatang, onwardSatang, unexplainedSatang } = checked.value;
        expect(heldSatang + onwardSatang + unexplainedSatang).toBe(on.receivedSatang);
        expect(unexplainedSatang >= 0n).toBe(true);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('is refused as soon as it adds one satang for which there is no room', () => {
    fc.assert(
      fc.property(honest, fc.nat(), ({ answer, on }, chosen) => {
        const index = answer.onward.length === 0 ? 0 : chosen % answer.onward.length;
        const onward = answer.onward.map((named, place) =>
          place === index ? { ...named, attributedSatang: named.attributedSatang + 1n } : named,
        );
        const before = checkAttribution(answer, on);
        const full = before.ok && before.value.unexplainedSatang === 0n;
        fc.pre(full && onward.length > 0);
        expect(codeOf({ ...answer, onward }, on)).toMatch(/^ATTRIBUTION\.(ABOVE_DEBIT|ABOVE_RECEIVED)$/);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe('debits in order of time', () => {
  const named = (minute: number, amountSatang: bigint, attributedSatang: bigint) => ({
    reference: `D${minute}/${amountSatang}`,
    amountSatang,
    attributedSatang,
    at: new Date(Date.UTC(2026, 10, 24, 5, minute)),
  });

  it.each<[boolean, string, ReturnType<typeof named>[]]>([
    [true, 'none', []],
    [true, 'one, in part', [named(1, 100n, 40n)]],
    [true, 'all of the first, the rest of the second', [named(2, 100n, 10n), named(1, 50n, 50n)]],
    [false, 'the second before the first is used up', [named(1, 50n, 49n), named(2, 100n, 10n)]],
    [false, 'the last before those between', [named(1, 50n, 50n), named(2, 50n, 1n), named(3, 50n, 50n)]],
    [true, 'two of one instant, in whatever order', [named(1, 50n, 10n), named(1, 60n, 60n), named(0, 5n, 5n)]],
  ])('%s: %s', (expected, _what, onward) => {
    expect(inOrderOfTime(onward)).toBe(expected);
  });
});
