import fc from 'fast-check';
import { bangkokDate, bangkokMidnight, readDay } from '../../../src/domain/calendar/bangkok-day.js';
import { deadlineOf } from '../../../src/domain/deadlines/deadline-of.js';
import { tierClock } from '../../../src/domain/appeal/tier-clock.js';
import { requestClocks } from '../../../src/domain/freeze-request/request-clocks.js';
import { section6End } from '../../../src/domain/hold/end/section6-end.js';
import { timeOfNotice } from '../../../src/domain/notice/notice.js';
import { ownSuspensionEnd } from '../../../src/domain/notice/own-suspension.js';
import { ruleInForce, type Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId, RuleRow } from '../../../src/domain/rulebook/row.js';
import { propertyRuns } from '../../support/property-runs.js';
import { NOW, TH, newestRow } from '../support.js';

const at = (text: string) => new Date(`${text}+07:00`);

function due(ruleId: RuleId, from: Date, over: Partial<RuleRow> = {}, rulebook: Rulebook = TH) {
  return deadlineOf({ ...ruleInForce(TH, ruleId, NOW), ...over }, from, { rulebook, now: NOW });
}

const SEVEN_DAYS = { deadlineMs: null, period: { amount: 7, unit: 'day' }, countBasis: 'civil_code' } as const;
const rowReading = TH.map((row) =>
  row.ruleId === 'C6' ? { ...row, parameters: { ...row.parameters, reading: 'row' } } : row,
);

describe('a deadline', () => {
  it.each<[string, RuleId, string, string, string]>([
    ['the 72 hours of section 7', 'VIC-7B', '2026-11-27T15:00:00', '2026-11-30T15:00:00', 'instant'],
    [
      'held Monday 15:00, over the next Monday 15:00',
      'OFF-7D',
      '2026-11-30T15:00:00',
      '2026-12-07T15:00:00',
      'instant',
    ],
    ['90 days for a claim', 'REF-82A', '2026-09-01T09:00:00', '2026-12-01T00:00:00', 'civil_code'],
    [
      '90 days that end on a Saturday before a day in lieu',
      'REF-82A',
      '2026-09-06T09:00:00',
      '2026-12-09T00:00:00',
      'civil_code',
    ],
    ['30 days for the court', 'REF-82B', '2026-11-10T23:59:59', '2026-12-12T00:00:00', 'civil_code'],
    ['ten years until the fund', 'REF-84', '2026-12-01T00:00:00', '2036-12-02T00:00:00', 'civil_code'],
    ['the report of October', 'RPT-859', '2026-10-31T23:59:59', '2026-12-01T00:00:00', 'apa_64'],
    ['an act at once', 'SHARE-4N', '2026-11-24T12:00:00', '2026-11-24T12:15:00', 'at_once'],
    ['the four hours to release', 'P-REL', '2026-12-31T22:00:00', '2027-01-01T02:00:00', 'instant'],
  ])('%s', (_name, ruleId, from, expected, countedBy) => {
    expect(due(ruleId, at(from))).toMatchObject({ dueAt: at(expected), countedBy });
  });

  it('does not exist where the law states none', () => {
    expect(due('OFF-7C', NOW)).toBeNull();
    expect(due('TEL-5', NOW)).toBeNull();
  });

  it('of a hold takes the shorter reading (C6) even of a row that counts by the calendar', () => {
    const from = at('2026-11-30T15:00:00');
    expect(due('OFF-7D', from, SEVEN_DAYS)).toMatchObject({ dueAt: at('2026-12-07T15:00:00'), countedBy: 'instant' });
    expect(due('OFF-7D', from, SEVEN_DAYS, rowReading)).toMatchObject({
      dueAt: at('2026-12-09T00:00:00'),
      countedBy: 'civil_code',
      moved: true,
    });
    const without = TH.filter((row) => row.ruleId !== 'C6');
    expect(due('OFF-7D', from, SEVEN_DAYS, without)?.countedBy).toBe('civil_code');
  });

  it('of hours, or at once, is certain and moves for no holiday', () => {
    const newYearsEve = at('2026-12-31T12:00:00');
    expect(due('P-REL', newYearsEve)).toMatchObject({ moved: false, daysKnown: true });
    expect(due('SHARE-4N', newYearsEve)).toMatchObject({ moved: false, daysKnown: true });
  });

  it('says when a holiday that nobody announced yet could change it', () => {
    expect(due('REF-82A', at('2026-09-01T09:00:00'))).toMatchObject({ moved: false, daysKnown: true });
    expect(due('REF-82A', at('2028-01-01T09:00:00'))?.daysKnown).toBe(false);
  });

  it('of an act at once does not exist while no row says when it is overdue', () => {
    const without = TH.filter((row) => row.ruleId !== 'P-ONCE');
    expect(due('SHARE-4N', NOW, {}, without)).toBeNull();
  });

  it('of months keeps the calendar even for a hold, because months cannot be read by the clock', () => {
    const month = { ...SEVEN_DAYS, period: { amount: 1, unit: 'month' } } as const;
    expect(due('OFF-7D', at('2026-11-30T15:00:00'), month)).toMatchObject({
      dueAt: at('2027-01-05T00:00:00'),
      countedBy: 'civil_code',
    });
  });

  it('of a party keeps the calendar, so that a claimant loses no day', () => {
    expect(due('REF-82A', at('2026-09-01T09:00:00'))?.countedBy).toBe('civil_code');
  });
});

describe('a holiday that was announced later', () => {
  const row = newestRow('P-HOLIDAYS');
  const announcedSince = [
    ...TH,
    {
      ...row,
      rowId: 'th/P-HOLIDAYS/2026-11-01',
      effectiveFrom: at('2026-11-01T00:00:00'),
      parameters: { ...row.parameters, added: ['2026-12-09', '2026-12-01'] },
    },
  ];

  it('moves a time that is counted by the calendar', () => {
    const from = at('2026-09-06T09:00:00');
    expect(due('REF-82A', from)?.dueAt).toEqual(at('2026-12-09T00:00:00'));
    expect(due('REF-82A', at('2026-09-02T09:00:00'), {}, announcedSince)?.dueAt).toEqual(at('2026-12-03T00:00:00'));
    expect(due('REF-82A', at('2026-09-02T09:00:00'))?.dueAt).toEqual(at('2026-12-02T00:00:00'));
  });

  it('is unknown while no row of announcements is in force; only the written calendar counts', () => {
    const before = TH.filter(({ ruleId }) => ruleId !== 'P-HOLIDAYS');
    const from = at('2026-09-06T09:00:00');
    expect(due('REF-82A', from, {}, before)).toMatchObject({ dueAt: at('2026-12-09T00:00:00'), daysKnown: true });
    expect(due('REF-82A', at('2028-01-01T09:00:00'), {}, before)?.daysKnown).toBe(false);
  });

  it.each<RuleId>(['OFF-7D', 'OFF-6C', 'BANK-6A', 'VIC-7B', 'P-EXP', 'P-CONT', 'P-AOC7', 'P-GLASS', 'P-URG'])(
    'makes no hold longer or shorter: %s',
    (ruleId) => {
      const from = at('2026-11-24T15:00:00');
      expect(due(ruleId, from, {}, announcedSince)).toEqual(due(ruleId, from));
      expect(due(ruleId, from, SEVEN_DAYS, announcedSince)).toEqual(due(ruleId, from, SEVEN_DAYS));
    },
  );
});

describe('the time of any hold', () => {
  const instants = fc.date({ min: at('2023-03-17T00:00:00'), max: at('2028-12-31T00:00:00'), noInvalidDate: true });

  it('is the same number of hours whenever it begins: no holiday, leap day, midnight or year end makes it longer', () => {
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom<RuleId[]>('OFF-7D', 'OFF-6C', 'VIC-7B', 'P-EXP', 'P-AOC7'),
        (from, ruleId) => {
          const row = ruleInForce(TH, ruleId, NOW);
          expect(due(ruleId, from)?.dueAt.getTime()).toBe(from.getTime() + (row.deadlineMs ?? 0));
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  it('never ends later by the shorter reading than by the row alone, and never earlier than its hours', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 60 }), (from, amount) => {
        const row = { ...SEVEN_DAYS, period: { amount, unit: 'day' as const } };
        const shorter = due('OFF-7D', from, row)?.dueAt.getTime() ?? 0;
        expect(shorter).toBe(from.getTime() + amount * 86_400_000);
        expect(shorter).toBeLessThanOrEqual(due('OFF-7D', from, row, rowReading)?.dueAt.getTime() ?? 0);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

describe('the time of any row of the rulebook', () => {
  // Leap days, the ends of months and years of both eras, and midnights in Bangkok and in
  // Greenwich.
  const edges = ['2024-02-29', '2028-02-29', '2027-02-28', '2026-12-31', '2027-01-01', '2026-04-12', '2026-11-30']
    .flatMap((day) => [at(`${day}T00:00:00`), new Date(`${day}T00:00:00Z`)])
    .flatMap((edge) => [-1, 0, 1].map((ms) => new Date(edge.getTime() + ms)));
  const timed = TH.filter((row) => row.deadlineMs !== null || row.period !== null);

  it('begins with its instant and ends later: by the clock to the millisecond, by the calendar with a day of Bangkok', () => {
    expect(timed.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(fc.constantFrom(...timed), fc.constantFrom(...edges), (row, from) => {
        const found = deadlineOf(row, from, { rulebook: TH, now: NOW });
        const length = (found?.dueAt.getTime() ?? 0) - from.getTime();
        if (row.deadlineMs !== null) expect([length, found?.moved]).toEqual([row.deadlineMs, false]);
        else expect([length > 0, (found?.dueAt.getTime() ?? 1) % 86_400_000]).toEqual([true, 17 * 3_600_000]);
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  it('is the same when its beginning was written in the Buddhist era', () => {
    fc.assert(
      fc.property(fc.constantFrom(...timed), fc.constantFrom(...edges), (row, edge) => {
        const day = bangkokDate(edge);
        const buddhist = readDay(`${Number(day.slice(0, 4)) + 543}${day.slice(4)}`) ?? '';
        const law = { rulebook: TH, now: NOW };
        expect(deadlineOf(row, bangkokMidnight(buddhist), law)).toEqual(deadlineOf(row, bangkokMidnight(day), law));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('every time that a row counts in days asks C6, whoever counts it', () => {
  const inDays = (ruleIds: readonly RuleId[]): Rulebook =>
    rowReading.map((row) => (ruleIds.includes(row.ruleId) ? { ...row, ...SEVEN_DAYS } : row));
  const from = at('2026-11-30T15:00:00');
  const byClock = at('2026-12-07T15:00:00');
  const byCalendar = at('2026-12-09T00:00:00');
  const shorter = (rulebook: Rulebook): Rulebook =>
    rulebook.map((row) => (row.ruleId === 'C6' ? ruleInForce(TH, 'C6', NOW) : row));

  it.each<[string, readonly RuleId[], (rulebook: Rulebook) => Date | null]>([
    [
      'the latest end on a notice of section 6',
      ['OFF-6C', 'BANK-6A'],
      (rulebook) => timeOfNotice({ kind: 'suspicion.notice', officerNotifiedAt: from }, rulebook, from),
    ],
    [
      'an institution’s own suspension',
      ['BANK-6A'],
      (rulebook) => ownSuspensionEnd(from, undefined, ruleInForce(rulebook, 'BANK-6A', NOW), { rulebook, now: NOW }),
    ],
    [
      'a suspension of section 6',
      ['OFF-6C'],
      (rulebook) =>
        section6End({ rule: 'OFF-6B', notifiedAt: from, officerNotifiedAt: from }, { rulebook, now: NOW }).expiresAt,
    ],
    ['a break-glass request', ['P-GLASS'], (rulebook) => requestClocks('break_glass', from, rulebook).expiresAt],
  ])('%s', (_name, ruleIds, end) => {
    expect(end(inDays(ruleIds))).toEqual(byCalendar);
    expect(end(shorter(inDays(ruleIds)))).toEqual(byClock);
  });

  it('and the working day of a release (P-REL), which cannot be read by the clock', () => {
    for (const reading of ['row', 'shorter'])
      expect(tierClock('centre', from, reading === 'row' ? rowReading : TH)).toMatchObject({
        breachAt: at('2026-12-02T00:00:00'),
        choices: [expect.objectContaining({ ruleId: 'C5' }), expect.objectContaining({ ruleId: 'C6' })],
      });
  });
});
