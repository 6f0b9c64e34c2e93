import { dateWaits, mayAskForDate } from '../../../src/domain/complaint/intake/statement-date.js';
import type { ComplaintFacts } from '../../../src/domain/judgement/complaint-time.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { choose } from '../judgement/duty-support.js';
import { hoursAfter, hoursBefore, TH } from '../support.js';

const AT = new Date('2026-12-07T03:00:00Z');
const REPORTED: ComplaintFacts = { receivedAt: hoursBefore(AT, 10), victimReports: true, statementAt: null };
const NOTICE = choose('C2', { reportCountsAs: 'notice' });

describe('a date at which an inquiry officer received the complaint waits for a second person', () => {
  it.each<[string, Partial<ComplaintFacts>, number, boolean, Rulebook?]>([
    ['not where it is later than the report, which is the complaint', {}, 9, false],
    ['not where it is of the same instant', {}, 10, false],
    ['where it is a millisecond earlier: the seven days become shorter', {}, 10 + 1 / 3_600_000, true],
    ['where it would end the hold, as one mistyped digit does', {}, 500, true],
    ['where it takes the place of another, later or earlier', { statementAt: hoursBefore(AT, 5) }, 4, true],
    ['not where the report is no complaint and it gives the hold more than the 72 hours', {}, 100, false, NOTICE],
    ['where the report is none, and its seven days are shorter than the 72 hours', {}, 107, true, NOTICE],
    ['not where another person reported', { victimReports: false }, 9, false],
  ])('%s', (_name, known, hours, waits, rulebook = TH) => {
    expect(dateWaits({ ...REPORTED, ...known }, [], hoursBefore(AT, hours), rulebook, AT)).toBe(waits);
  });

  it.each<[string, Partial<ComplaintFacts>, number, boolean]>([
    ['where another case of the money has the report that its holds count by', {}, 11, true],
    ['not where it is later than that report', {}, 9, false],
    ['where another case has a date that it would come before', { statementAt: hoursBefore(AT, 20) }, 21, true],
    ['not where another case has an earlier date', { statementAt: hoursBefore(AT, 20) }, 11, false],
  ])('%s', (_name, ofMoney, hours, waits) => {
    const notice = { receivedAt: hoursBefore(AT, 12), victimReports: null, statementAt: null };
    expect(dateWaits(notice, [{ ...REPORTED, ...ofMoney }], hoursBefore(AT, hours), TH, AT)).toBe(waits);
  });
});

describe('a date that waits', () => {
  const asked = (over: Partial<Parameters<typeof mayAskForDate>[0]>, role: 'inquiry_officer' | 'aoc_officer') => {
    const result = mayAskForDate(
      { isAsked: false, statementAt: null, ...over },
      hoursBefore(AT, 20),
      { subject: 'inquiry-1', roles: [role] },
      TH,
      AT,
    );
    return result.ok ? result.value.lapsesAt : result.code;
  };

  it('is asked for by an inquiry officer and lapses after a day', () => {
    expect(asked({}, 'inquiry_officer')).toEqual(hoursAfter(AT, 24));
    expect(asked({}, 'aoc_officer')).toBe('APPROVAL.ROLE');
  });

  it('is not the date on record, and waits alone', () => {
    expect(asked({ statementAt: hoursBefore(AT, 20) }, 'inquiry_officer')).toBe('STATEMENT.ALREADY_GIVEN');
    expect(asked({ isAsked: true }, 'inquiry_officer')).toBe('APPROVAL.ALREADY_OPEN');
  });
});
