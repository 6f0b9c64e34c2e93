import {
  adviceOnReport,
  type ComplaintStanding,
  NEXT_STEP_TEXT,
  type NextStep,
  nextStepOf,
  type ReportStanding,
  type SuspensionOfMoney,
} from '../../../src/domain/complaint/intake/next-step.js';
import { NOT_ORDERED, type NotOrderedCode } from '../../../src/domain/complaint/intake/not-ordered.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import { choose } from '../judgement/duty-support.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const AN_HOUR_AGO = hoursBefore(NOW, 1);
const IN_71_HOURS = hoursAfter(NOW, 71);
/** Reported an hour ago; its first order came at once, and the debit is confirmed. */
const CONFIRMED: SuspensionOfMoney = {
  kind: 'section7',
  section7From: AN_HOUR_AGO,
  expiresAt: IN_71_HOURS,
  expiryRuleId: 'P-EXP',
};
const HOLDERS: ComplaintStanding = {
  isClosed: false,
  receivedAt: AN_HOUR_AGO,
  victimReports: true,
  holderReports: true,
  withdrawnAt: null,
  statementAt: null,
  suspensions: [CONFIRMED],
};
const RELATIVES = { victimReports: false, holderReports: false };
const VICTIM_OF_ANOTHERS_ACCOUNT = { victimReports: true, holderReports: false };
const NOBODY_SAID = { victimReports: null, holderReports: false };
const BEFORE_THE_AMENDMENT = new Date('2025-04-01T03:00:00Z');

describe('what comes next for the victim', () => {
  it.each<[string, Partial<ComplaintStanding>, NextStep]>([
    ['a confirmed hold of section 7: the statement, or it ends', {}, 'statement_or_end'],
    ['nothing is suspended', { suspensions: [] }, 'is_complaint'],
    ['only section 6 holds the money', { suspensions: [{ ...CONFIRMED, kind: 'section6' }] }, 'is_complaint'],
    ['only the centre holds it', { suspensions: [{ ...CONFIRMED, kind: 'aoc_suspension' }] }, 'is_complaint'],
    [
      'an inquiry officer let it go on already',
      { suspensions: [{ ...CONFIRMED, kind: 'continue_order' }] },
      'is_complaint',
    ],
    [
      'the debit is unconfirmed: the hold ends in an hour, whatever the victim does',
      { suspensions: [{ ...CONFIRMED, expiryRuleId: 'P-URG', expiresAt: hoursAfter(NOW, 1) }] },
      'is_complaint',
    ],
    ['the end has come', { suspensions: [{ ...CONFIRMED, expiresAt: NOW }] }, 'is_complaint'],
    ['the end is past', { suspensions: [{ ...CONFIRMED, expiresAt: hoursBefore(NOW, 1) }] }, 'is_complaint'],
    [
      'a hold so late that the seven days end it with a statement too',
      { receivedAt: hoursBefore(NOW, 100), suspensions: [{ ...CONFIRMED, section7From: NOW }] },
      'give_statement',
    ],
    ['a relative reports what nobody suspends', { ...RELATIVES, suspensions: [] }, 'victim_reports'],
    ['a relative reports what the holder has suspended', RELATIVES, 'victim_reports'],
    ['the victim reports money of an account of somebody else', VICTIM_OF_ANOTHERS_ACCOUNT, 'is_complaint'],
    ['nobody said whether the reporter is the victim', { ...NOBODY_SAID, suspensions: [] }, 'complain'],
    [
      'the report came in before it counted as a complaint',
      { receivedAt: BEFORE_THE_AMENDMENT, suspensions: [] },
      'complain',
    ],
    ["after the statement, the officer's decision", { statementAt: NOW }, 'await_decision'],
    ['after the statement, when nothing is suspended', { statementAt: NOW, suspensions: [] }, 'officer_has_it'],
    [
      'after the statement, when a notice of section 6 holds the money',
      { statementAt: NOW, suspensions: [{ ...CONFIRMED, kind: 'section6' }] },
      'officer_has_it',
    ],
    ['after withdrawal, nothing', { withdrawnAt: NOW }, 'none'],
    ['after a withdrawal that followed the statement, nothing', { statementAt: NOW, withdrawnAt: NOW }, 'none'],
    ['once the case is closed, nothing', { isClosed: true, statementAt: NOW }, 'none'],
  ])('%s', (_name, standing, expected) => {
    const { step, until } = nextStepOf({ ...HOLDERS, ...standing }, { rulebook: TH, now: NOW });
    expect(step).toBe(expected);
    expect(until).toEqual(['statement_or_end', 'give_statement'].includes(expected) ? IN_71_HOURS : null);
  });

  it('names the first end of several, of those that the statement moves', () => {
    const suspensions = [
      CONFIRMED,
      { ...CONFIRMED, expiresAt: hoursAfter(NOW, 70) },
      { ...CONFIRMED, kind: 'section6' as const, expiresAt: hoursAfter(NOW, 2) },
      { ...CONFIRMED, expiryRuleId: 'P-URG' as const, expiresAt: hoursAfter(NOW, 1) },
    ];
    const { until } = nextStepOf({ ...HOLDERS, suspensions }, { rulebook: TH, now: NOW });
    expect(until).toEqual(hoursAfter(NOW, 70));
  });

  it.each<[string, Rulebook, NextStep]>([
    ['missing the 72 hours lifts nothing (C1)', choose('C1', { missedMeans: 'nothing' }), 'give_statement'],
    ['the banks release after three days in any case (C4)', choose('C4', { period: 'three_days' }), 'give_statement'],
    [
      'the banks add seven days when the police act (C4)',
      choose('C4', { period: 'three_and_seven' }),
      'statement_or_end',
    ],
    [
      'a report is no complaint (C2): the statement is missing',
      choose('C2', { reportCountsAs: 'notice' }),
      'statement_or_end',
    ],
  ])('follows the choices of the rulebook: %s', (_name, rulebook, expected) => {
    expect(nextStepOf(HOLDERS, { rulebook, now: NOW }).step).toBe(expected);
  });
});

describe('since 30 November 2026', () => {
  const AT = new Date('2026-12-07T03:00:00Z');
  const law = { rulebook: TH, now: AT };
  const report = { ...HOLDERS, receivedAt: hoursBefore(AT, 1) };
  const hold = { ...CONFIRMED, section7From: hoursBefore(AT, 1), expiresAt: hoursAfter(AT, 167) };

  it('the report is the complaint, so that nothing ends for want of another one', () => {
    expect(nextStepOf({ ...report, suspensions: [hold] }, law)).toEqual({
      step: 'give_statement',
      until: hold.expiresAt,
    });
    expect(adviceOnReport(report, { holdsOrdered: 1, refusals: [] }, law)).toBe('give_statement');
    expect(NEXT_STEP_TEXT.give_statement.th).toContain('โปรดไปให้ปากคำต่อพนักงานสอบสวน');
  });

  it('a report that is a notice only (C2) wants a complaint in time', () => {
    const notice = choose('C2', { reportCountsAs: 'notice' });
    const at = { rulebook: notice, now: AT };
    expect(nextStepOf({ ...report, suspensions: [hold] }, at).step).toBe('statement_or_end');
    expect(adviceOnReport(report, { holdsOrdered: 1, refusals: [] }, at)).toBe('statement_in_time');
  });
});

describe('the advice at the end of a report', () => {
  const HOLDER: ReportStanding = { receivedAt: NOW, victimReports: true, holderReports: true };
  const advice = (
    report: Partial<ReportStanding>,
    holdsOrdered: number,
    refusals: NotOrderedCode[],
    rulebook: Rulebook = TH,
  ) => adviceOnReport({ ...HOLDER, ...report }, { holdsOrdered, refusals }, { rulebook, now: NOW });

  it.each<[string, Partial<ReportStanding>, number, NotOrderedCode[], string]>([
    ["the holder's money is suspended", {}, 1, [], 'statement_in_time'],
    ['a part of it is', {}, 1, ['SECTION7.RECEIVER_OUTSIDE'], 'statement_in_time'],
    ['an order stands', {}, 0, ['SECTION7.HELD_ALREADY'], 'statement_in_time'],
    ['an order follows', {}, 0, ['SECTION7.REPORTER_LIMIT'], 'statement_in_time'],
    ['no order can reach it', {}, 0, ['SECTION7.RECEIVER_OUTSIDE'], 'is_complaint'],
    ['a relative calls', RELATIVES, 0, ['SECTION7.STANDING_UNKNOWN'], 'victim_reports'],
    ['a relative calls about money that is held', RELATIVES, 0, ['SECTION7.HELD_ALREADY'], 'victim_reports'],
    ["the victim used another's account", VICTIM_OF_ANOTHERS_ACCOUNT, 0, ['SECTION7.STANDING_UNKNOWN'], 'is_complaint'],
    ['nobody said who calls', NOBODY_SAID, 0, ['SECTION7.STANDING_UNKNOWN'], 'complain'],
  ])('%s', (_name, report, holdsOrdered, refusals, expected) => {
    expect(advice(report, holdsOrdered, refusals)).toBe(expected);
  });

  it('promises no complaint where C2 takes a report for a notice only', () => {
    const rulebook = choose('C2', { reportCountsAs: 'notice' });
    expect(advice({}, 0, ['SECTION7.TOO_OLD'], rulebook)).toBe('complain');
  });

  it('sets the time of section 7 for those codes after which an order stands or follows', () => {
    const timed = (Object.keys(NOT_ORDERED) as NotOrderedCode[]).filter(
      (code) => advice({}, 0, [code]) === 'statement_in_time',
    );
    expect(timed).toEqual([
      'SECTION7.ACCOUNT_UNKNOWN',
      'SECTION7.TRANSFER_INCOMPLETE',
      'SECTION7.HELD_ALREADY',
      'SECTION7.BEING_RELEASED',
      'SECTION7.NOTHING_FREE',
      'SECTION7.REPORTER_LIMIT',
      'SECTION7.ACCOUNT_LIMIT',
      'SECTION7.PERSON_LIMIT',
    ]);
  });
});
