import fc from 'fast-check';
import {
  effectOfFind,
  maySearch,
  missingOf,
  type ToldTransfer,
} from '../../../src/domain/complaint/intake/incomplete-transfer.js';
import {
  amountsOf,
  FIRST_ROUGH_BOUNDS,
  roughBounds,
  sayAboutAmount,
  sayAboutTime,
  spanOf,
} from '../../../src/domain/complaint/intake/told-roughly.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { TH } from '../support.js';

const AT = '2026-11-30T12:00:00.000Z';
const BOUNDS = FIRST_ROUGH_BOUNDS;

describe('what a caller tells roughly', () => {
  it.each<[string, ToldTransfer, [string, string] | undefined]>([
    ['about then, half an hour off', { aboutTime: { at: AT, withinMinutes: 30 } }, ['11:30', '12:30']],
    ['about then, a minute off', { aboutTime: { at: AT, withinMinutes: 1 } }, ['11:59', '12:01']],
    [
      'between two times',
      { between: { from: '2026-11-30T11:00:00.000Z', until: '2026-11-30T13:00:00.000Z' } },
      ['11:00', '13:00'],
    ],
    ['no time', {}, undefined],
  ])('is a time to look in: %s', (_what, told, span) => {
    const { from, until } = spanOf(told) ?? {};
    expect(from === undefined ? undefined : [from.slice(11, 16), until?.slice(11, 16)]).toEqual(span);
  });

  it.each<[string, ToldTransfer, [bigint, bigint] | undefined]>([
    ['an exact amount alone', { amountSatang: '2000000' }, [2_000_000n, 2_000_000n]],
    ['about 20,000 baht', { aboutAmountSatang: '2000000' }, [1_800_000n, 2_200_000n]],
    ['about a satang', { aboutAmountSatang: '1' }, [1n, 1n]],
    ['about 0.19 baht', { aboutAmountSatang: '19' }, [18n, 20n]],
    ['nothing', {}, undefined],
  ])('are amounts to look for: %s', (_what, told, amounts) => {
    const { from, until } = amountsOf(told, BOUNDS) ?? {};
    expect(from === undefined ? undefined : [from, until]).toEqual(amounts);
  });

  it('is not looked for by an amount where no row allows it', () => {
    expect(amountsOf({ aboutAmountSatang: '2000000' }, undefined)).toBeUndefined();
    const before = ruleInForce(TH, 'P-LIMIT', new Date('2026-11-29T00:00:00Z'));
    const since = ruleInForce(TH, 'P-LIMIT', new Date('2026-12-01T00:00:00Z'));
    expect([roughBounds(before), roughBounds(since)]).toEqual([undefined, BOUNDS]);
  });

  const hours = (count: number) => ({
    from: AT,
    until: new Date(Date.parse(AT) + count * HOUR_MS).toISOString(),
  });
  it.each<[string, ToldTransfer, boolean]>([
    ['within a day', { aboutAmountSatang: '2000000', between: hours(24) }, true],
    ['within more than a day', { aboutAmountSatang: '2000000', between: hours(24.1) }, false],
    ['with its reference', { aboutAmountSatang: '2000000', reference: 'REF-1' }, true],
    ['alone', { aboutAmountSatang: '2000000' }, false],
    ['about then', { aboutAmountSatang: '2000000', aboutTime: { at: AT, withinMinutes: 30 } }, true],
    ['exactly, about then', { amountSatang: '2000000', aboutTime: { at: AT, withinMinutes: 5_040 } }, true],
    ['never, only about when', { aboutTime: { at: AT, withinMinutes: 30 } }, false],
  ])('is searched by about how much: %s', (_how, told, may) => {
    expect(maySearch(told, BOUNDS)).toBe(may);
  });

  it('is never known, and is asked for', () => {
    const told = { aboutAmountSatang: '2000000', aboutTime: { at: AT, withinMinutes: 30 } };
    expect(missingOf(told)).toEqual(['amount', 'time', 'reference', 'receiver']);
  });

  it('is said as rough in both languages', () => {
    expect(sayAboutAmount('2000000')).toEqual({ th: 'ประมาณ 20,000.00 บาท', en: 'about 20,000.00 baht' });
    const { th, en } = sayAboutTime({ at: AT, withinMinutes: 30 });
    expect([th, en]).toEqual([
      expect.stringMatching(/^ประมาณ .*19:00 น\. บวกลบ 30 นาที$/),
      expect.stringMatching(/^about .*19:00 \(UTC\+7\), give or take 30 minutes$/),
    ]);
    const withSeconds = new Date(Date.parse(AT) + 7_000).toISOString();
    expect(sayAboutTime({ at: withSeconds, withinMinutes: 30 }).en).toContain('19:00:07 (UTC+7)');
  });
});

describe('what an institution finds by what was told roughly', () => {
  const found = fc.record({
    reference: fc.stringMatching(/^[A-Z0-9]{6,12}$/),
    amountSatang: fc.bigInt({ min: 1n, max: 9_999_999_999n }).map(String),
    at: fc
      .date({ min: new Date('2026-11-20T00:00:00Z'), max: new Date('2026-11-29T00:00:00Z'), noInvalidDate: true })
      .map((at) => at.toISOString()),
    to: fc.constant({ institution: 'th-014', accountNo: '9000000002' }),
  });
  const onRecord = (told: ToldTransfer) =>
    ({
      question: 'asked',
      transfer: 'open',
      told,
      bounds: BOUNDS,
      latest: new Date('2026-11-30T00:00:00Z'),
      isImpossible: false,
      isDenied: false,
      completedAs: undefined,
      holderReports: true,
      provesNumber: true,
      isKnownByPapers: false,
    }) as const;
  const answer = (of: {
    reference: string;
    amountSatang: string;
    at: string;
    to: { institution: string; accountNo: string };
  }) => ({ result: 'CONFIRMED', holder: 'MATCHES', found: of }) as const;

  it('is adopted as the institution says it wherever the exact words would have found it, and nothing else is', () => {
    fc.assert(
      fc.property(
        found,
        fc.integer({ min: -9, max: 9 }),
        fc.integer({ min: 1, max: 720 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (of, percent, withinMinutes, off) => {
          const exact = { amountSatang: of.amountSatang, between: { from: of.at, until: of.at } };
          expect(effectOfFind(onRecord(exact), answer(of))).toEqual({ do: 'adopt', found: of });
          // As a person remembers it: the sum to some hundredths, the time to some minutes.
          const amount = BigInt(of.amountSatang);
          const about = amount + (amount * BigInt(percent)) / 100n;
          const at = new Date(Date.parse(of.at) + Math.trunc(off * withinMinutes * MINUTE_MS)).toISOString();
          const told = { aboutAmountSatang: String(about > 0n ? about : 1n), aboutTime: { at, withinMinutes } };
          const amounts = amountsOf(told, BOUNDS);
          const isWithin = amounts !== undefined && amount >= amounts.from && amount <= amounts.until;
          const effect = effectOfFind(onRecord(told), answer(of));
          expect(effect).toEqual(isWithin ? { do: 'adopt', found: of } : { do: 'dispute', outcome: 'FOUND_DIFFERS' });
          // One of another time or another sum is compared by a person.
          const later = { ...of, at: new Date(Date.parse(at) + withinMinutes * MINUTE_MS + 1).toISOString() };
          expect(effectOfFind(onRecord(told), answer(later)).do).toBe('dispute');
          const more = { ...of, amountSatang: String((amounts?.until ?? 0n) + 1n) };
          expect(effectOfFind(onRecord(told), answer(more)).do).toBe('dispute');
        },
      ),
    );
  });
});
