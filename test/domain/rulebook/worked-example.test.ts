import { changedRow } from '../../../src/domain/rulebook/change/propose-change.js';
import { hasWorkedExample, workedExamples } from '../../../src/domain/rulebook/change/worked-example.js';
import type { RuleId, RuleRow } from '../../../src/domain/rulebook/row.js';
import { TH } from '../support.js';

const NOW = new Date('2026-12-01T03:00:00Z');

/** Returns the examples of a change, in English; the row begins two minutes from `NOW`, at 10:02 in Bangkok. */
function examplesOf(ruleId: RuleId, parameters: RuleRow['parameters']) {
  const changed = changedRow(TH, { ruleId, parameters, effectiveFrom: null }, NOW);
  if (!changed.ok) throw new Error(changed.detail);
  return workedExamples(changed.value, TH).map(({ name, now, then }) => [name, now.en, then.en]);
}

/** What a trial on the open cases shows, because it changes a finding, a hold or a deadline. */
const JUDGED: Readonly<Record<string, readonly string[]>> = {
  'P-URG': ['leastMs'],
  'P-EXP': ['statementMs'],
  'P-3+7': ['policeDays'],
  'P-EV85B': ['passThroughMaxMinutes'],
  'P-REL': ['breachWorkingDays'],
  'P-LINK': ['groupMaxCases'],
};

/** What is a list or a share that no single case turns on: its sentence says what it does. */
const SENTENCE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'P-REL': ['lowSatang'],
  'P-LINK': ['linksPerSubject'],
  'P-ADVICE': ['reviewPerTenThousand', 'validMs', 'ringLeadsMs'],
  'P-PUBLIC': ['leastCount', 'moneyStepSatang'],
  'P-AGE': ['acceptMaxMs'],
};

describe('a worked example of a change of policy', () => {
  it.each<[RuleId, RuleRow['parameters'], string, string]>([
    ['P-LIMIT', { maxPerNumber: 5 }, 'Report from one number no. 4 has its order wait for the bank', 'no. 6'],
    ['P-LIMIT', { maxAtAccount: 40 }, 'Report against one account no. 21', 'Report against one account no. 41'],
    ['P-LIMIT', { maxSearches: 0 }, 'Search for a transfer no. 6 is not asked', 'Search for a transfer no. 1'],
    [
      'P-LIMIT',
      { windowHours: 48 },
      'Counted since 30 November 2026 10:02:00',
      'Counted since 29 November 2026 10:02:00',
    ],
    ['P-LIMIT', { aboutPercent: 5 }, 'searched from 18,000.00 to 22,000.00', 'searched from 19,000.00 to 21,000.00'],
    ['P-LIMIT', { aboutHours: 72 }, 'A time of 24 hours is searched', 'A time of 3 days is searched'],
    ['P-SMALL', { minAtAccountSatang: 50_000 }, 'from 100.00 baht at an account', 'from 500.00 baht at an account'],
    ['P-SMALL', { minAtAccountSatang: 0 }, 'from 100.00 baht at an account', 'from 0.00 baht at an account'],
    [
      'P-CONT',
      { maxPerTarget: 2 },
      'Order about one account no. 13 is refused',
      'Order about one account no. 3 is refused',
    ],
    ['P-GLASS', { maxPerPerson: 0 }, 'Order of one person no. 11', 'Order of one person no. 1 is refused'],
    ['P-GLASS', { remindMs: 60_000 }, 'reminded 1 December 2026 10:12:00', 'reminded 1 December 2026 10:03:00'],
    ['P-APP', { escalateMs: 3_600_000 }, 'escalated 1 December 2026 12:02:00', 'escalated 1 December 2026 11:02:00'],
    ['P-APP', { 'aoc_suspension.approvals': 2 }, '1 other person approves it', '2 other persons approve it'],
    ['P-APP', { 'continue_order.approvals': 1 }, 'Who asks orders it alone', '1 other person approves it'],
    ['P-APP', { 'whole_account.warrantMaxAgeDays': 1 }, 'A warrant of', 'A warrant of 30 November 2026 still counts'],
    ['P-BACK', { escalateMs: 3_600_000 }, 'escalated 1 December 2026 10:22:00', 'escalated 1 December 2026 11:02:00'],
    ['P-NOTICE', { maxUnconfirmed: 20 }, 'no. 41 waits for the debit', 'no. 21 waits for the debit'],
    ['P-NOTICE', { maxPerPerson: 50 }, 'no. 101 is refused', 'no. 51 is refused'],
    ['P-NOTICE', { maxPerTarget: 5 }, 'no. 21 is refused', 'no. 6 is refused'],
    ['P-NOTICE', { maxOfCustomers: 100 }, 'no. 501 is refused', 'no. 101 is refused'],
    ['P-NOTICE', { maxPerDebited: 10 }, 'no. 41 is refused', 'no. 11 is refused'],
    [
      'P-AGE',
      { automaticMaxMs: 86_400_000 },
      'transfers from 2 September 2026',
      'transfers from 30 November 2026 10:02:00',
    ],
    ['P-AGE', { futureToleranceMs: 0 }, 'up to 1 December 2026 10:04:00', 'up to 1 December 2026 10:02:00'],
    ['P-WITHDRAW', { lapseMs: 3_600_000 }, 'lapses 2 December 2026 10:02:00', 'lapses 1 December 2026 11:02:00'],
    ['P-CORRECT', { lapseMs: 3_600_000 }, 'lapses 2 December 2026 10:02:00', 'lapses 1 December 2026 11:02:00'],
    ['P-PAPERS', { lapseMs: 3_600_000 }, 'lapses 2 December 2026 10:02:00', 'lapses 1 December 2026 11:02:00'],
    ['P-WORK', { claimMs: 60_000 }, 'free for others 1 December 2026 10:17:00', '10:03:00'],
    ['P-READ', { revealsPerHour: 10 }, 'no. 61 is refused', 'no. 11 is refused'],
    ['P-DRAFT', { keepMs: 86_400_000 }, 'deleted 8 December 2026', 'deleted 2 December 2026'],
    ['P-PUBLIC', { delayMs: 0 }, 'the month from 1 October 2026', 'the month from 1 November 2026'],
    ['P-BREAK', { silentMs: 60_000 }, 'a break 1 December 2026 10:17:00', 'a break 1 December 2026 10:03:00'],
    ['P-STATEMENT', { everyMs: 60_000 }, 'asked for again 1 December 2026 11:02:00', '1 December 2026 10:03:00'],
    ['P-STATEMENT', { wholeMs: 3_600_000 }, 'all is asked for again 2 December 2026 10:02:00', '1 December 2026 11:02'],
    ['P-STATEMENT', { graceMs: 60_000 }, 'counts from 1 December 2026 10:17:00', 'from 1 December 2026 10:03:00'],
    ['P-SHEET', { secondPersonFromSatang: 100 }, 'confirms from 1,000,000.00 baht', 'confirms from 1.00 baht'],
    ['P-SHEET', { maxRows: 10 }, 'no. 1001 is refused', 'no. 11 is refused'],
    ['P-ASSIGN', { ccibMinSatang: 100_000_000 }, 'from 30,000,000.00 baht', 'from 1,000,000.00 baht'],
    ['P-ASSIGN', { ccibMinVictims: 5 }, 'A loss of 0.00 baht: from 50 victims', 'from 5 victims'],
    ['P-ASSIGN', { ccibJointMinSatang: 100 }, '10 victims: from 10,000,000.00 baht', '10 victims: from 1.00 baht'],
    ['P-ASSIGN', { ccibJointMinVictims: 3 }, 'from 10 victims', 'A loss of 10,000,000.00 baht: from 3 victims'],
    [
      'P-LINK',
      { 'maxCases.phone': 10 },
      '100 cases are linked by it, 101 are not',
      '10 cases are linked by it, 11 are not',
    ],
    ['P-TRACE', { maxHops: 3 }, 'Hop no. 11 waits for a person', 'Hop no. 4 waits for a person'],
    ['P-TRACE', { maxAccounts: 5 }, 'Account of one sum no. 501', 'Account of one sum no. 6 waits for a person'],
    ['P-TRACE', { minSatang: 100_000 }, 'from 500.00 baht', 'from 1,000.00 baht'],
    ['P-TRACE', { maxDebitAgeMs: 3_600_000 }, 'leaves within 3 days', 'leaves within 60 minutes'],
  ])('%s %j', (ruleId, parameters, now, then) => {
    const [example = [], ...others] = examplesOf(ruleId, parameters);
    expect(others).toEqual([]);
    expect(example[0]).toBe(Object.keys(parameters)[0]);
    expect(example[1]).toContain(now);
    expect(example[2]).toContain(then);
  });

  it('stands for each number of every policy that no trial on cases and no sentence alone answers for', () => {
    const without = TH.filter(({ kind }) => kind === 'policy').flatMap(({ ruleId, parameters }) =>
      Object.entries(parameters)
        .filter(([name, value]) => typeof value === 'number' && !hasWorkedExample(ruleId, name))
        .filter(([name]) => ![JUDGED, SENTENCE_ONLY].some((list) => list[ruleId]?.includes(name) === true))
        .map(([name]) => `${ruleId} ${name}`),
    );
    expect(without).toEqual([]);
  });
});
