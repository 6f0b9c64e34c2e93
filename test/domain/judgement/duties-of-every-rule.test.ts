import { dutiesOf } from '../../../src/domain/judgement/duties/duties-of.js';
import type { DutyFacts, HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Finding, NoticeFacts } from '../../../src/domain/judgement/facts.js';
import { JUDGED_RULES } from '../../../src/domain/judgement/judge.js';
import { AGENCIES } from '../../../src/domain/party.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

const RECEIVED = hoursBefore(NOW, 1_000);
const ACCOUNT = 'th-014:9000000001';

function hold(holdId: string, kind: HoldDutyFacts['kind']): HoldDutyFacts {
  return {
    holdId,
    institution: 'th-014',
    account: ACCOUNT,
    kind,
    placedAt: RECEIVED,
    orders: [{ issuedAt: RECEIVED, answeredAt: null }],
    expiresAt: hoursAfter(RECEIVED, 72),
    holderNotifiedAt: null,
    releasedAt: null,
    releaseNotifiedAt: null,
    reviewedAt: [],
    releaseOrderedAt: null,
    endedAt: null,
  };
}

function suspicion(by: NoticeFacts['by'], suspendedAt: Date | null): NoticeFacts {
  return {
    noticeId: `N-${by}`,
    account: ACCOUNT,
    institution: 'th-014',
    by,
    notedAt: RECEIVED,
    result: null,
    resultAt: null,
    suspendedAt,
    liftedAt: null,
  };
}

/** Holds of section 7 that end by other rows than the 72 hours of P-EXP. */
const SECTION_7_ENDS: HoldDutyFacts[] = [
  { ...hold('H5', 'section7'), expiresAt: hoursAfter(RECEIVED, 168) },
  { ...hold('H6', 'section7'), expiryRuleId: 'P-URG', expiresAt: hoursAfter(RECEIVED, 1) },
  { ...hold('H7', 'section7'), expiryRuleId: 'P-3+7' },
];

/** A case in which everything happened that gives a duty, and nobody fulfilled one. */
const NEGLECTED: DutyFacts = {
  caseId: 'CASE',
  receivedAt: RECEIVED,
  judgedAt: RECEIVED,
  noticedByPhone: true,
  victimReports: true,
  holderReports: true,
  statementAt: hoursAfter(RECEIVED, 1),
  statementNotedAt: hoursAfter(RECEIVED, 1),
  withdrawnAt: null,
  recordOfNoticeAt: null,
  officerDecidedAt: null,
  telecomNoticeAt: null,
  telecomLiftAt: null,
  holds: [
    hold('H1', 'section7'),
    hold('H2', 'aoc_suspension'),
    hold('H3', 'break_glass'),
    hold('H4', 'whole_account'),
    ...SECTION_7_ENDS,
  ],
  debitQuestions: [{ institution: 'th-004', askedAt: RECEIVED, answeredAt: null }],
  disclosures: [{ party: 'th-014', disclosedAt: RECEIVED, policeOrDsiToldAt: null, amloToldAt: null }],
  notices: [suspicion('institution', null), suspicion('officer', RECEIVED)],
  news: [{ since: RECEIVED, toldAt: null }],
  listings: [{ listingId: 'L1', institution: 'th-006', notifiedAt: RECEIVED, answeredAt: null, delistedAt: null }],
  appeals: (['centre', 'police'] as const).map((tier) => ({
    appealId: 'A1',
    holdKind: 'section7' as const,
    ownSuspicion: false,
    holdId: 'H1',
    institution: 'th-014',
    tier,
    since: RECEIVED,
    answeredAt: null,
    letGoOrderedAt: null,
    letGoAt: null,
    holdEndedAt: null,
  })),
};

const met = (ruleId: RuleId, subject = 'CASE'): Finding => ({
  ruleId,
  ruleRowId: `th/${ruleId}`,
  subjectKind: 'case',
  subject,
  outcome: 'met',
  choiceRowIds: [],
  reasons: [],
  missing: [],
  evidenceIds: [],
});
const FINDINGS = [
  met('OFF-7C'),
  met('NBTC-5'),
  met('P-UNCUT'),
  met('SHARE-4'),
  met('SHARE-4N'),
  met('AOC-85C', ACCOUNT),
];

const NO_COMPLAINT = TH.map((row) =>
  row.ruleId === 'C2' ? { ...row, parameters: { reportCountsAs: 'notice' } } : row,
);
const neglected = () => dutiesOf(FINDINGS, NEGLECTED, { rulebook: TH, now: NOW });

describe('a duty that nobody fulfilled', () => {
  it.each<[RuleId, string]>([
    ['SHARE-4N', 'th-014'],
    ['BANK-6A', 'th-014'],
    ['OFF-6C', 'officer'],
    ['LIFT-6D', 'th-014'],
    ['VIC-7A', 'th-014'],
    ['OFF-7D', 'inquiry_officer'],
    ['LIFT-7E', 'th-014'],
    ['AOC-85B', 'th-014'],
    ['P-EXP', 'th-014'],
    ['P-URG', 'th-014'],
    ['P-3+7', 'th-014'],
    ['P-AOC7', 'th-014'],
    ['P-GLASS', 'th-014'],
    ['P-CONT', 'th-014'],
    ['P-TELL', 'th-014'],
    ['P-TELL', 'centre'],
    ['LIST-42', 'th-006'],
    ['P-UNCUT', 'centre'],
  ])('under %s shows as overdue for %s, with the record that the row demands', (ruleId, owedBy) => {
    const duty = neglected().find((each) => each.ruleId === ruleId && each.owedBy === owedBy);
    expect(duty).toMatchObject({ state: 'overdue', record: ruleInForce(TH, ruleId, RECEIVED).record });
    expect(duty?.what.th).toMatch(/[\u0E00-\u0E7F]/);
  });

  it('of an officer’s notice (OFF-6B), and of a victim who never complained (VIC-7B), shows as overdue as well', () => {
    const late = { ...NEGLECTED, statementAt: null, statementNotedAt: null, notices: [suspicion('officer', null)] };
    const duties = dutiesOf(FINDINGS, late, { rulebook: NO_COMPLAINT, now: NOW });
    const states = duties.filter(({ ruleId }) => ruleId === 'OFF-6B' || ruleId === 'VIC-7B');
    expect(states.map(({ ruleId, state }) => `${ruleId} ${state}`).sort()).toEqual([
      'OFF-6B overdue',
      'VIC-7B overdue',
    ]);
  });

  it.each<[RuleId, string]>([
    ['SHARE-4', 'th-014'],
    ['SHARE-4', 'th-004'],
    ['OFF-7C', 'inquiry_officer'],
    ['REC-8', 'centre'],
    ['AOC-85C', 'centre'],
    ['NBTC-5', 'centre'],
  ])('under %s, for which the decree states no time, stays open for %s', (ruleId, owedBy) => {
    const duty = neglected().find((each) => each.ruleId === ruleId && each.owedBy === owedBy);
    expect(duty).toMatchObject({ state: 'open', dueAt: null });
  });

  it('to review what outlasts a withdrawal (P-WITHDRAW) shows as overdue for each who holds such a power', () => {
    const holds = NEGLECTED.holds.map((hold) => ({ ...hold, complaintsWithdrawnAt: RECEIVED }));
    const duties = dutiesOf([], { ...NEGLECTED, holds }, { rulebook: TH, now: NOW });
    const reviews = duties.filter(({ ruleId }) => ruleId === 'P-WITHDRAW');
    expect(reviews.map(({ subject, owedBy, state }) => [subject, owedBy, state])).toEqual([
      ['H2', 'centre', 'overdue'],
      ['H3', 'centre', 'overdue'],
      ['H4', 'inquiry_officer', 'overdue'],
    ]);
  });

  it('rests on a row that names the part duties, and every such row gives a duty', () => {
    const giving = new Set(TH.filter((row) => row.actsIn.includes('duties')).map((row) => row.ruleId));
    const given = new Set([...neglected().map(({ ruleId }) => ruleId), 'OFF-6B', 'VIC-7B', 'P-WITHDRAW', 'P-DEBIT']);
    expect([...given].filter((ruleId) => !giving.has(ruleId as RuleId))).toEqual([]);
    // C1 and C2 say when other duties begin.
    expect([...giving].filter((ruleId) => !given.has(ruleId)).sort()).toEqual(['C1', 'C2']);
  });

  it('is missing only for judged rules that bind nobody by themselves', () => {
    const given = new Set<string>([...neglected().map(({ ruleId }) => ruleId), 'OFF-6B', 'VIC-7B']);
    const without = JUDGED_RULES.filter((ruleId) => !given.has(ruleId) && !ruleId.startsWith('P-'));
    // A report is a complaint by itself; of section 5 only police, DSI and AMLO give orders.
    expect(without).toEqual(['AOC-85A', 'TEL-5']);
  });
});

describe('no agency', () => {
  it('has a duty under a section that does not bind it: what it is asked rests on section 8/5(5)', () => {
    const agencies = neglected().filter(({ owedBy }) => AGENCIES.some((agency) => agency === owedBy));
    expect(agencies).toEqual([]);
  });
});

describe('the duty to share (SHARE-4)', () => {
  const sharing = (over: Partial<DutyFacts>) =>
    dutiesOf(
      [met('SHARE-4')],
      { ...NEGLECTED, holds: [], debitQuestions: [], ...over },
      { rulebook: TH, now: NOW },
    ).filter(({ ruleId }) => ruleId === 'SHARE-4');
  const answered = (hours: number, at: number | null) => ({
    issuedAt: hoursAfter(RECEIVED, hours),
    answeredAt: at === null ? null : hoursAfter(RECEIVED, at),
  });

  it('binds each institution, from the first time it was asked until it first answered', () => {
    const one = { ...hold('H1', 'section7'), orders: [answered(3, null), answered(4, 9)] };
    const two = { ...hold('H2', 'section7'), orders: [answered(2, 8)] };
    const debitQuestions = [{ institution: 'th-004', askedAt: RECEIVED, answeredAt: null }];
    const duties = sharing({ holds: [one, two], debitQuestions });
    const ofCase = { subjectKind: 'case', subject: 'CASE' };
    expect(duties).toMatchObject([
      { ...ofCase, owedBy: 'th-004', startedAt: RECEIVED, fulfilledAt: null },
      { ...ofCase, owedBy: 'th-014', startedAt: hoursAfter(RECEIVED, 2), fulfilledAt: hoursAfter(RECEIVED, 8) },
    ]);
  });

  it('is fulfilled by the first answer, whether or not a later order found one', () => {
    const orders = [answered(1, 2), answered(3, null)];
    for (const told of [orders, [...orders].reverse()]) {
      expect(sharing({ holds: [{ ...hold('H1', 'section7'), orders: told }] })).toMatchObject([
        { startedAt: hoursAfter(RECEIVED, 1), fulfilledAt: hoursAfter(RECEIVED, 2), state: 'fulfilled' },
      ]);
    }
  });

  it('binds nobody when nothing is asked or no ground to suspect exists', () => {
    expect(sharing({})).toEqual([]);
    const unfounded = dutiesOf([], NEGLECTED, { rulebook: TH, now: NOW });
    expect(unfounded.filter(({ ruleId }) => ruleId === 'SHARE-4')).toEqual([]);
  });
});
