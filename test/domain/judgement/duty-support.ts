import type { Finding } from '../../../src/domain/judgement/facts.js';
import { dutiesOf } from '../../../src/domain/judgement/duties/duties-of.js';
import type { Duty } from '../../../src/domain/judgement/duties/duty.js';
import type { DutyFacts, HoldDutyFacts } from '../../../src/domain/judgement/duties/duty-facts.js';
import type { Rulebook } from '../../../src/domain/rulebook/in-force.js';
import type { RuleId } from '../../../src/domain/rulebook/row.js';
import { NOW, TH, hoursAfter, hoursBefore } from '../support.js';

/** When the report came in. */
export const RECEIVED = hoursBefore(NOW, 10);
export const minutesAfter = (at: Date, minutes: number) => hoursAfter(at, minutes / 60);

/** A hold under section 7 that was placed a minute after the report. */
export function hold(over: Partial<HoldDutyFacts> = {}): HoldDutyFacts {
  return {
    holdId: 'H1',
    institution: 'th-014',
    account: 'th-014:9000000001',
    kind: 'section7',
    orders: [{ issuedAt: RECEIVED, answeredAt: minutesAfter(RECEIVED, 1) }],
    placedAt: minutesAfter(RECEIVED, 1),
    expiresAt: hoursAfter(RECEIVED, 72),
    holderNotifiedAt: null,
    reviewedAt: [],
    releasedAt: null,
    releaseNotifiedAt: null,
    releaseOrderedAt: null,
    endedAt: null,
    ...over,
  };
}

function facts(over: Partial<DutyFacts> = {}): DutyFacts {
  return {
    caseId: 'CASE',
    receivedAt: RECEIVED,
    judgedAt: RECEIVED,
    noticedByPhone: true,
    victimReports: true,
    holderReports: true,
    statementAt: null,
    statementNotedAt: over.statementAt ?? null,
    withdrawnAt: null,
    recordOfNoticeAt: RECEIVED,
    officerDecidedAt: null,
    telecomNoticeAt: null,
    telecomLiftAt: null,
    listings: [],
    holds: [],
    debitQuestions: [],
    disclosures: [],
    notices: [],
    news: [],
    appeals: [],
    ...over,
  };
}

/** A finding that is met. */
export const met = (ruleId: RuleId, subject = 'CASE'): Finding => ({
  ruleId,
  ruleRowId: `th/${ruleId}`,
  choiceRowIds: [],
  subjectKind: 'case',
  subject,
  outcome: 'met',
  reasons: [],
  missing: [],
  evidenceIds: [],
});

/** Returns the duties of an ordinary case with the given differences. */
export function duties(over: Partial<DutyFacts>, findings: Finding[] = [], now = NOW, rulebook: Rulebook = TH): Duty[] {
  const found = dutiesOf(findings, facts(over), { rulebook, now });
  // Every duty must rest on a row of this rulebook.
  for (const { ruleRowId } of found) expect(rulebook.some((row) => row.rowId === ruleRowId)).toBe(true);
  return found;
}

/** Writes a duty as `overdue th-014 +72.00 h`: state, party, and due time after receipt. */
export function line(found: readonly Duty[], ruleId: RuleId): string[] {
  return found
    .filter((duty) => duty.ruleId === ruleId)
    .map(({ state, late, owedBy, dueAt }) => {
      const due = dueAt === null ? 'no time' : `+${((dueAt.getTime() - RECEIVED.getTime()) / 3_600_000).toFixed(2)} h`;
      return `${state}${late ? ' late' : ''} ${owedBy} ${due}`;
    });
}

/** Returns the rulebook with other parameters of a rule. */
export const choose = (ruleId: RuleId, parameters: Record<string, string>): Rulebook =>
  TH.map((row) => (row.ruleId === ruleId ? { ...row, parameters: { ...row.parameters, ...parameters } } : row));
