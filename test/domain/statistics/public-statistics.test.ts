import * as fc from 'fast-check';
import {
  type CountedFigures,
  publicFigures,
  publicPeriod,
  publishable,
  REPORT_DELAY_MINUTES,
} from '../../../src/domain/statistics/public-statistics.js';
import { TH } from '../support.js';

const NOW = new Date('2026-11-28T00:00:00Z');
const LEAST = 5;

describe('what is published', () => {
  it.each([
    // Bangkok is seven hours ahead: 17:00 UTC is its midnight.
    ['2026-12-01T16:59:59.999Z', '2026-10', '2026-09-30T17:00:00.000Z', '2026-10-31T17:00:00.000Z'],
    ['2026-12-01T17:00:00.000Z', '2026-11', '2026-10-31T17:00:00.000Z', '2026-11-30T17:00:00.000Z'],
    ['2027-01-15T00:00:00.000Z', '2026-12', '2026-11-30T17:00:00.000Z', '2026-12-31T17:00:00.000Z'],
  ])('at %s is the month %s, a day after its end at least', (now, month, from, to) => {
    const period = publicPeriod(TH, new Date(now));
    expect([period.month, period.from.toISOString(), period.to.toISOString()]).toEqual([month, from, to]);
    expect([period.leastCount, period.moneyStepSatang]).toEqual([LEAST, 100_000]);
  });

  it('shares no day between two months', () => {
    fc.assert(
      fc.property(fc.nat(3_000), fc.nat(3_000), (one, other) => {
        const [a, b] = [one, other].map((day) => publicPeriod(TH, new Date(NOW.getTime() + day * 86_400_000)));
        if (a === undefined || b === undefined) throw new Error('two days have two periods');
        expect(a.month === b.month || a.to <= b.from || b.to <= a.from).toBe(true);
      }),
    );
  });

  it.each([
    [5, { suppressed: false, count: 5, seconds: 3 }],
    [4, { suppressed: true, count: null, seconds: null }],
    [0, { suppressed: true, count: null, seconds: null }],
  ])('of %d cases is %j', (count, expected) => {
    expect(publishable(count, LEAST, { count, seconds: 3 })).toEqual(expected);
  });

  it.each([
    ['49999', '0'],
    ['50000', '100000'],
    ['12345678', '12300000'],
    ['12350000', '12400000'],
  ])('of %s satang is %s', (stolenSatang, shown) => {
    const saved = [{ span: 0, cases: LEAST, stolenSatang, savedSatang: '0' }];
    const { savedByDelay } = publicFigures(publicPeriod(TH, NOW), { ...counted([]), saved });
    expect(savedByDelay[0]).toMatchObject({ stolenSatang: shown, savedSatang: '0' });
  });
});

/** What happened once in a month: a hold at a bank, a release, or a report. */
type Happened =
  | { kind: 'hold'; institution: 'a' | 'b' | 'c' }
  | { kind: 'release'; isWrongful: boolean; isLate: boolean }
  | { kind: 'report'; span: number; stolenSatang: number; savedSatang: number };

const happened: fc.Arbitrary<Happened> = fc.oneof(
  fc.record({ kind: fc.constant('hold' as const), institution: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constant('release' as const), isWrongful: fc.boolean(), isLate: fc.boolean() }),
  fc.record({
    kind: fc.constant('report' as const),
    span: fc.nat(REPORT_DELAY_MINUTES.length),
    stolenSatang: fc.integer({ min: 1, max: 100_000_000 }),
    savedSatang: fc.nat(100_000_000),
  }),
);

/** Counts a month, each bank with a row, so that a row says nothing by being there. */
function counted(month: readonly Happened[]): CountedFigures {
  const releases = month.flatMap((one) => (one.kind === 'release' ? [one] : []));
  const reports = month.flatMap((one) => (one.kind === 'report' ? [one] : []));
  const total = (amounts: number[]) => String(amounts.reduce((sum, amount) => sum + amount, 0));
  return {
    holds: ['a', 'b', 'c'].map((institution) => {
      const held = month.filter((one) => one.kind === 'hold' && one.institution === institution).length;
      return { institution, nameTh: institution, nameEn: institution, held, ...SECONDS };
    }),
    saved: [0, ...REPORT_DELAY_MINUTES].flatMap((_, span) => {
      const ofSpan = reports.filter((report) => report.span === span);
      if (ofSpan.length === 0) return [];
      const stolenSatang = total(ofSpan.map((report) => report.stolenSatang));
      return [{ span, cases: ofSpan.length, stolenSatang, savedSatang: total(ofSpan.map((one) => one.savedSatang)) }];
    }),
    releases: {
      wrongful: releases.filter(({ isWrongful }) => isWrongful).length,
      wrongfulHeldP50Seconds: 60,
      released: releases.length,
      releaseP50Seconds: 1,
      releaseP90Seconds: 2,
      late: releases.filter(({ isLate }) => isLate).length,
    },
  };
}

const SECONDS = { timeToHoldP50Seconds: 1, timeToHoldP90Seconds: 2 };

describe('what is hidden', () => {
  const published = (month: readonly Happened[]) => publicFigures(publicPeriod(TH, NOW), counted(month));
  const isOf = (institution: string) => (one: Happened) => one.kind === 'hold' && one.institution === institution;
  const countOf = (month: readonly Happened[], isCounted: (one: Happened) => boolean) => month.filter(isCounted).length;

  /**
   * Whoever knows everything that is published, and every other case of the month, still cannot
   * tell how many are in a hidden row: with any other few in it the publication is the same.
   */
  it('at a bank can be computed from nothing that is published', () => {
    fc.assert(
      fc.property(fc.array(happened, { maxLength: 60 }), fc.nat(LEAST - 1), (month, others) => {
        const bank = ['a', 'b', 'c'].find((name) => countOf(month, isOf(name)) < LEAST);
        fc.pre(bank !== undefined);
        const another = [
          ...month.filter((one) => !isOf(String(bank))(one)),
          ...Array.from({ length: others }, () => ({ kind: 'hold', institution: bank }) as Happened),
        ];
        expect(published(another)).toEqual(published(month));
      }),
    );
  });

  it('of a span of time can be computed from nothing that is published, nor what was stolen or saved', () => {
    const few = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.nat(9_999_999)), { maxLength: LEAST - 1 });
    fc.assert(
      fc.property(fc.array(happened, { maxLength: 60 }), few, (month, others) => {
        const isIn = (span: number) => (one: Happened) => one.kind === 'report' && one.span === span;
        const span = [0, 1, 2, 3, 4].find((index) => countOf(month, isIn(index)) < LEAST);
        fc.pre(span !== undefined);
        const another = [
          ...month.filter((one) => !isIn(Number(span))(one)),
          ...others.map(([stolenSatang, savedSatang]): Happened => ({
            kind: 'report',
            span: Number(span),
            stolenSatang,
            savedSatang,
          })),
        ];
        expect(published(another)).toEqual(published(month));
      }),
    );
  });

  it('of releases that were late or wrongful can be computed from nothing that is published', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(LEAST - 1), fc.nat(LEAST - 1), (rest, few, others) => {
        for (const mark of ['isLate', 'isWrongful'] as const) {
          const month = (marked: number) =>
            Array.from({ length: rest + LEAST }, (_, index): Happened => {
              return { kind: 'release', isWrongful: false, isLate: false, [mark]: index < marked };
            });
          expect(published(month(others))).toEqual(published(month(few)));
        }
      }),
    );
  });

  it('is nothing else: five are shown', () => {
    const month = Array.from({ length: LEAST }, (): Happened[] => [
      { kind: 'hold', institution: 'a' },
      { kind: 'release', isWrongful: true, isLate: true },
    ]).flat();
    const { timeToHold, wrongfulHolds, releases } = published(month);
    expect(timeToHold[0]).toMatchObject({ suppressed: false, held: LEAST, ...SECONDS });
    expect(wrongfulHolds).toEqual({ suppressed: false, wrongful: LEAST, wrongfulHeldP50Seconds: 60 });
    expect(releases).toMatchObject({ suppressed: false, released: LEAST, late: LEAST });
  });
});
