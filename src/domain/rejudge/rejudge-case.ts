import { dutiesOf } from '../judgement/duties/duties-of.js';
import type { DutyFacts } from '../judgement/duties/duty-facts.js';
import type { CaseFacts, Finding } from '../judgement/facts.js';
import { judgeCase } from '../judgement/judge.js';
import type { Rulebook } from '../rulebook/in-force.js';
import { deadlineChanges, type DeadlineChange, findingChanges, type FindingChange } from './changes.js';
import { type GivenHold, holdChanges, type HoldChange } from './hold-changes.js';

/** Everything that a case is judged anew by. */
export interface CaseToJudge {
  caseId: string;
  caseNo: string;
  rulebook: Rulebook;
  facts: CaseFacts;
  dutyFacts: DutyFacts;
  holds: readonly GivenHold[];
}

/** The changes that another law would make in one case. */
export interface CaseChanges {
  caseId: string;
  caseNo: string;
  findings: FindingChange[];
  holds: HoldChange[];
  deadlines: DeadlineChange[];
}

/**
 * Judges a case twice with the same facts at the same instant, by its own law and by another law,
 * and returns the differences. Its own law is judged anew too, not read from the database, so that
 * only the law differs.
 */
export function rejudgeCase(subject: CaseToJudge, otherLaw: Rulebook, now: Date): CaseChanges {
  const own = judgeUnder(subject, subject.rulebook, now);
  const other = judgeUnder(subject, otherLaw, now);
  return {
    caseId: subject.caseId,
    caseNo: subject.caseNo,
    findings: findingChanges(own.findings, other.findings),
    holds: holdChanges(subject.holds, subject.facts, own, other),
    deadlines: deadlineChanges(own.duties, other.duties),
  };
}

/** Returns whether another law would change anything. */
export function isChanged({ findings, holds, deadlines }: CaseChanges): boolean {
  return findings.length + holds.length + deadlines.length > 0;
}

function judgeUnder(subject: CaseToJudge, rulebook: Rulebook, now: Date) {
  const findings: Finding[] = judgeCase(subject.facts, rulebook, now);
  return { rulebook, findings, duties: dutiesOf(findings, subject.dutyFacts, { rulebook, now }) };
}
