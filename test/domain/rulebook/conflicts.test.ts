import { type RequestContext, mayRequest } from '../../../src/domain/freeze-request/who-may-request.js';
import { tierClock } from '../../../src/domain/appeal/tier-clock.js';
import { type ExpiryInput, orderExpiry } from '../../../src/domain/hold/order/expiry.js';
import { expiryBasis } from '../../../src/domain/hold/order/legal-basis.js';
import { dutiesOf } from '../../../src/domain/judgement/duties/duties-of.js';
import type { DutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import { treatmentOf } from '../../../src/domain/judgement/colour-treatment.js';
import type { CaseFacts } from '../../../src/domain/judgement/facts.js';
import { judgeCase } from '../../../src/domain/judgement/judge.js';
import { type Rulebook, ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { rowFaults } from '../../../src/domain/rulebook/row-faults.js';
import { withChoices } from '../../../src/domain/rulebook/choices.js';
import { deadlineOf } from '../../../src/domain/deadlines/deadline-of.js';
import type { RuleId, RuleRow } from '../../../src/domain/rulebook/row.js';
import { bangkokMidnight } from '../../../src/domain/calendar/bangkok-day.js';
import {
  NOW,
  TH,
  caseFacts,
  clockSince,
  complaintsSince,
  hoursAfter,
  hoursBefore,
  newestRow,
  only,
} from '../support.js';

/**
 * Returns the rulebook with a later row of a rule that makes other choices; the earlier row stays.
 */
function switched(ruleId: RuleId, parameters: Record<string, string>): Rulebook {
  const row = newestRow(ruleId);
  const later = {
    ...row,
    rowId: `th/${ruleId}/2026-01-01`,
    effectiveFrom: bangkokMidnight('2026-01-01'),
    parameters: { ...row.parameters, ...parameters },
  };
  expect(rowFaults(later)).toEqual([]);
  return [...TH, later];
}

/** Writes after how many hours an order issued at `NOW` ends, and the rule that ends it. */
function ends(rulebook: Rulebook, over: Partial<ExpiryInput> = {}): [number, string] {
  const input: ExpiryInput = {
    kind: 'section7',
    issuedAt: NOW,
    debitConfirmed: true,
    complaint: clockSince(hoursBefore(NOW, 10)),
    until: null,
    ...over,
  };
  const { expiresAt, rule } = orderExpiry(input, rulebook, NOW);
  return [(expiresAt.getTime() - NOW.getTime()) / 3_600_000, rule.ruleId];
}

function asked(rulebook: Rulebook, kind: 'continue_order' | 'aoc_suspension', over: Partial<RequestContext>): string {
  const context: RequestContext = {
    takenBy: ['hotline-1'],
    findings: [{ ...only(judgeCase(caseFacts(), TH, NOW), 'AOC-85B'), outcome: 'met' }],
    account: 'th-014:9000000001',
    hold: { state: 'held', kind: 'section7' },
    now: NOW,
    complaints: complaintsSince(hoursBefore(NOW, 10)),
    until: null,
    warrant: { number: null, authority: null, issuedOn: null, documentSha256: null },
    ...over,
  };
  const role = kind === 'continue_order' ? ('inquiry_officer' as const) : ('aoc_officer' as const);
  const result = mayRequest(kind, { subject: 'someone', roles: [role] }, context, rulebook);
  return result.ok ? 'allowed' : result.code;
}

function found(rulebook: Rulebook, ruleId: RuleId, over: Partial<CaseFacts>): string {
  return only(judgeCase(caseFacts(over), rulebook, NOW), ruleId).outcome;
}

const ENDED = { expiresAt: NOW, complaint: null, lawfulAction: false };
const HELD = hoursBefore(NOW, 70);
const DUTY_FACTS: DutyFacts = {
  caseId: 'CASE',
  receivedAt: hoursBefore(NOW, 80),
  judgedAt: hoursBefore(NOW, 79),
  noticedByPhone: true,
  victimReports: true,
  holderReports: true,
  statementAt: null,
  statementNotedAt: null,
  withdrawnAt: null,
  recordOfNoticeAt: hoursBefore(NOW, 80),
  officerDecidedAt: null,
  telecomNoticeAt: null,
  telecomLiftAt: null,
  listings: [],
  holds: [
    {
      holdId: 'H1',
      institution: 'th-014',
      account: 'th-014:9000000001',
      kind: 'section7',
      orders: [{ issuedAt: HELD, answeredAt: HELD }],
      placedAt: HELD,
      expiresAt: hoursAfter(NOW, 20),
      holderNotifiedAt: HELD,
      reviewedAt: [],
      releaseOrderedAt: null,
      endedAt: null,
      releasedAt: null,
      releaseNotifiedAt: null,
    },
  ],
  debitQuestions: [],
  disclosures: [],
  notices: [],
  news: [],
  appeals: [],
};

function duty(rulebook: Rulebook, ruleId: RuleId): string {
  const due = dutiesOf([], DUTY_FACTS, { rulebook, now: NOW }).find((each) => each.ruleId === ruleId);
  return due === undefined ? 'no duty' : due.state;
}

describe('C1: the 72 hours of section 7', () => {
  const NOTICE_ONLY = switched('C2', { reportCountsAs: 'notice' });
  const fromOrder = [...NOTICE_ONLY, ...switched('C1', { startsAt: 'order_issued' }).slice(-1)];
  const LATE = { receivedAt: DUTY_FACTS.receivedAt, firstOrderAt: HELD };

  it.each<[string, Rulebook, string, string]>([
    ['start when the victim is advised: after 80 hours it is too late', NOTICE_ONLY, 'not_met', 'overdue'],
    ['start with the first order: 70 hours are not too late', fromOrder, 'unknown', 'open'],
  ])('%s', (_name, rulebook, finding, state) => {
    expect(found(rulebook, 'VIC-7B', LATE)).toBe(finding);
    expect(duty(rulebook, 'VIC-7B')).toBe(state);
  });

  it('have not begun while no order left, if they count from the first order', () => {
    expect(found(fromOrder, 'VIC-7B', { receivedAt: DUTY_FACTS.receivedAt })).toBe('unknown');
  });

  it.each<[string, Rulebook, number]>([
    ['lift the hold when nobody acted', TH, 72],
    ['mean nothing: the seven days from the report govern', switched('C1', { missedMeans: 'nothing' }), 158],
    [
      'mean nothing, and nobody complained: seven days from the order, so that the hold ends',
      [...switched('C1', { missedMeans: 'nothing' }), ...switched('C2', { reportCountsAs: 'notice' }).slice(-1)],
      168,
    ],
  ])('missed, %s', (_name, rulebook, hours) => {
    expect(ends(rulebook)).toEqual([hours, 'P-EXP']);
  });
});

describe('C2: a report to the centre', () => {
  const statementAt = hoursBefore(NOW, 2);
  const NOTICE = switched('C2', { reportCountsAs: 'notice' });

  it.each<[string, Rulebook, string, string, string]>([
    ['is the complaint', TH, 'met', 'met', 'allowed'],
    ['is a notice only', NOTICE, 'unknown', 'not_met', 'APPROVAL.NO_COMPLAINT'],
  ])('%s', (_name, rulebook, complained, mayContinue, approval) => {
    expect(found(rulebook, 'VIC-7B', {})).toBe(complained);
    expect(found(rulebook, 'OFF-7D', {})).toBe(mayContinue);
    expect(asked(rulebook, 'continue_order', {})).toBe(approval);
  });

  it('starts the seven days of the inquiry officer and of the hold only if it is the complaint', () => {
    const old = { complaints: complaintsSince(hoursBefore(NOW, 170), { statementAt }) };
    const complaint = clockSince(hoursBefore(NOW, 10), statementAt);
    expect(asked(TH, 'continue_order', old)).toBe('APPROVAL.TOO_LATE');
    expect(asked(NOTICE, 'continue_order', old)).toBe('allowed');
    expect(ends(TH, { complaint })).toEqual([158, 'P-EXP']);
    expect(ends(NOTICE, { complaint })).toEqual([166, 'P-EXP']);
    expect(duty(TH, 'OFF-7D')).toBe('open');
    expect(duty(NOTICE, 'OFF-7D')).toBe('no duty');
  });
});

describe('C3: a suspension of the centre', () => {
  const NONE = switched('C3', { longest: 'none' });
  const kind = 'aoc_suspension' as const;

  it.each<[string, Rulebook, number | null, [number, string]]>([
    ['lasts seven days', TH, null, [168, 'P-AOC7']],
    ['ends on an earlier date that its order names', TH, 24, [24, 'P-AOC7']],
    ['lasts seven days at most, whatever date it names', TH, 400, [168, 'P-AOC7']],
    ['without a longest time ends on the date in its order', NONE, 400, [400, 'P-CONT']],
    ['without a longest time, but dated beyond any order, within P-CONT', NONE, 9_000, [720, 'P-CONT']],
    [
      'without a longest time and without a date keeps the seven days: no hold without an end',
      NONE,
      null,
      [168, 'P-AOC7'],
    ],
  ])('%s', (_name, rulebook, hours, expected) => {
    expect(ends(rulebook, { kind, until: hours === null ? null : hoursAfter(NOW, hours) })).toEqual(expected);
  });

  it.each<[string, Rulebook, number | null, string]>([
    ['may go without a date', TH, null, 'allowed'],
    ['may not name a date beyond seven days', TH, 400, 'APPROVAL.UNTIL_TOO_FAR'],
    ['may not name a past date', TH, -1, 'APPROVAL.UNTIL_PAST'],
    ['must name its end once there is no longest time', NONE, null, 'APPROVAL.UNTIL_MISSING'],
    ['may then name one within P-CONT', NONE, 400, 'allowed'],
    ['and none beyond it', NONE, 9_000, 'APPROVAL.UNTIL_TOO_FAR'],
  ])('asked for, %s', (_name, rulebook, hours, expected) => {
    expect(asked(rulebook, kind, { until: hours === null ? null : hoursAfter(NOW, hours) })).toBe(expected);
  });

  it('that ends by its time cites the rule that ended it, and the choice', () => {
    const cited = (rulebook: Rulebook, expiryRuleId: RuleId) =>
      expiryBasis({ ...ENDED, kind, expiryRuleId }, rulebook, NOW).map((row) => row.ruleId);
    expect([cited(TH, 'P-AOC7'), cited(NONE, 'P-CONT')]).toEqual([
      ['P-AOC7', 'C3'],
      ['P-CONT', 'C3'],
    ]);
  });
});

describe('C4: a hold under section 7', () => {
  const statementAt = hoursBefore(NOW, 2);
  const THREE = switched('C4', { period: 'three_days' });
  const TEN = switched('C4', { period: 'three_and_seven' });

  it.each<[string, Rulebook, Date | null, [number, string], number?]>([
    ['by statute, nobody acted: 72 hours', TH, null, [72, 'P-EXP']],
    ['by statute, an inquiry officer acted: seven days from the complaint', TH, statementAt, [158, 'P-EXP']],
    ['by three days, nobody acted', THREE, null, [72, 'P-3+7']],
    ['by three days, an inquiry officer acted: no longer', THREE, statementAt, [72, 'P-3+7']],
    ['by three and seven, nobody acted', TEN, null, [72, 'P-3+7']],
    ['by three and seven, an inquiry officer acted: never past seven days', TEN, statementAt, [158, 'P-3+7']],
    ['by three days, reported long before the order: never past seven days', THREE, null, [28, 'P-3+7'], 140],
    [
      'by three and seven, complained on the third day: ten days from the order',
      [...TEN, ...switched('C2', { reportCountsAs: 'notice' }).slice(-1)],
      hoursAfter(NOW, 72),
      [240, 'P-3+7'],
    ],
    [
      'by three and seven, nobody complained: three days',
      [...TEN, ...switched('C2', { reportCountsAs: 'notice' }).slice(-1)],
      null,
      [72, 'P-3+7'],
    ],
  ])('%s', (_name, rulebook, acted, expected, reportedBefore = 10) => {
    const complaint = clockSince(hoursBefore(NOW, reportedBefore), acted);
    expect(ends(rulebook, { complaint })).toEqual(expected);
  });

  it('keeps the urgent hour before the debit is confirmed, and the statute before the banks announced their days', () => {
    expect(ends(TEN, { debitConfirmed: false })).toEqual([1, 'P-URG']);
    const untold = TEN.filter((row) => row.ruleId !== 'P-3+7');
    expect(ends(untold, { complaint: clockSince(hoursBefore(NOW, 10), statementAt) })).toEqual([158, 'P-EXP']);
  });

  it('that ends by its time cites the rule that ended it, and the choice', () => {
    const cited = (rulebook: Rulebook, expiryRuleId: RuleId) => {
      const complaint = clockSince(hoursBefore(NOW, 168));
      const end = { ...ENDED, kind: 'section7' as const, expiryRuleId, complaint };
      return expiryBasis(end, rulebook, NOW).map((row) => row.ruleId);
    };
    expect([cited(TH, 'P-EXP'), cited(TEN, 'P-3+7')]).toEqual([
      ['LIFT-7E', 'P-EXP', 'C2', 'C4'],
      ['LIFT-7E', 'P-3+7', 'C2', 'C4'],
    ]);
  });
});

describe('C5: an appeal at the centre', () => {
  // Tuesday 10:00 in Bangkok; the working day after it ends at midnight after Wednesday.
  const since = new Date('2026-11-24T03:00:00Z');
  const WORKING_DAY = 38;

  it.each<[string, Rulebook, number, number]>([
    ['four hours, broken after a working day', TH, 4, WORKING_DAY],
    ['half a day is the target', switched('C5', { target: 'half_day' }), 12, WORKING_DAY],
    ['twelve hours are the target', switched('C5', { target: 'twelve_hours' }), 12, WORKING_DAY],
    ['twelve hours break it', switched('C5', { breach: 'twelve_hours' }), 4, 12],
  ])('%s', (_name, rulebook, target, breach) => {
    const clock = tierClock('centre', since, rulebook);
    expect([clock.targetAt, clock.breachAt]).toEqual([hoursAfter(since, target), hoursAfter(since, breach)]);
    // The working day of the breach is counted as C6 says.
    const conflicts = breach === WORKING_DAY ? (['C5', 'C6'] as const) : (['C5'] as const);
    expect(clock.choices).toEqual(conflicts.map((ruleId) => ruleInForce(rulebook, ruleId, since)));
    expect(tierClock('police', since, rulebook)).toMatchObject({ breachAt: hoursAfter(since, 12), choices: [] });
  });
});

describe('C6: the time of a hold', () => {
  it('takes the shorter reading of a row that counts by the calendar, or the row’s own reading', () => {
    const calendar = TH.map((row) =>
      row.ruleId === 'OFF-7D'
        ? { ...row, deadlineMs: null, period: { amount: 7, unit: 'day' as const }, countBasis: 'civil_code' as const }
        : row,
    );
    const rowAlone = [...calendar, ...switched('C6', { reading: 'row' }).slice(-1)];
    const facts = { complaints: complaintsSince(hoursBefore(NOW, 170)) };
    expect(asked(calendar, 'continue_order', facts)).toBe('APPROVAL.TOO_LATE');
    expect(asked(rowAlone, 'continue_order', facts)).toBe('allowed');
  });
});

describe('C6 is asked', () => {
  const inDays = (row: RuleRow) => ({
    ...row,
    deadlineMs: null,
    period: { amount: 1, unit: 'day' as const },
    countBasis: 'civil_code' as const,
  });

  it.each<[RuleId, ExpiryInput['kind'], boolean]>([
    ['P-URG', 'section7', false],
    ['P-EXP', 'section7', true],
    ['P-CONT', 'continue_order', true],
    ['P-AOC7', 'aoc_suspension', true],
    ['P-GLASS', 'break_glass', true],
    ['OFF-6C', 'section6', true],
  ])('by the row of a hold once it counts days: %s', (ruleId, kind, debitConfirmed) => {
    const law = TH.map((row) => (row.ruleId === ruleId ? inDays(row) : row));
    const rowAlone = [...law, ...switched('C6', { reading: 'row' }).slice(-1)];
    const section6 = { rule: 'OFF-6B', notifiedAt: NOW, officerNotifiedAt: NOW } as const;
    const input = { kind, debitConfirmed, issuedAt: NOW, section6, complaint: clockSince(NOW), until: null };
    const shorter = orderExpiry(input, law, NOW);
    expect([shorter.expiresAt, shorter.choices.map((row) => row.ruleId)]).toEqual([
      hoursAfter(NOW, 24),
      expect.arrayContaining(['C6']),
    ]);
    // Tuesday 10:00 in Bangkok: by the calendar the day ends at midnight after Wednesday.
    expect(orderExpiry(input, rowAlone, NOW).expiresAt).toEqual(hoursAfter(NOW, 38));
  });

  it.each<[RuleId]>([['REF-82A'], ['REF-82B'], ['REF-84'], ['RPT-859']])(
    'by a party’s or an official’s own time of days, months or years: %s',
    (ruleId) => {
      const { choices } = withChoices(TH, (rulebook) => deadlineOf(newestRow(ruleId), NOW, { rulebook, now: NOW }));
      expect(choices.map((row) => row.ruleId)).toEqual(['C6']);
    },
  );
});

describe('C7: a colour', () => {
  const ACCOUNT = switched('C7', { colouredPersons: 'amount' });

  it.each([
    ['black', 'whole_person', 'account'],
    ['dark_grey', 'whole_person', 'account'],
    ['light_grey', 'account', 'account'],
  ] as const)('%s reaches the %s, or by the other choice the %s', (colour, reach, otherwise) => {
    expect(treatmentOf(colour, TH, NOW)?.reach).toBe(reach);
    expect(treatmentOf(colour, ACCOUNT, NOW)?.reach).toBe(otherwise);
  });

  it('makes no hold larger, and no row can say that a hold of the trail reaches the person', () => {
    const row = newestRow('C7');
    const wider = { ...row, parameters: { ...row.parameters, trailHolders: 'whole_person' } };
    expect(rowFaults(wider)).toEqual(['C7: trailHolders must be one of amount']);
  });
});
