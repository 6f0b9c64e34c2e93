import { dutiesOf } from '../judgement/duties/duties-of.js';
import type { DutyFacts } from '../judgement/duties/duty-facts.js';
import type { CaseFacts, Finding } from '../judgement/facts.js';
import { judgeCase } from '../judgement/judge.js';
import type { Rulebook } from '../rulebook/in-force.js';
import { deadlineChanges, type DeadlineChange, findingChanges, type FindingChange } from './changes.js';
import { type GivenHold, holdChanges, type HoldChange } from './hold-changes.js';

/** All that a case can be judged anew by. */
export interface CaseToJudge {
  caseId: string;
  caseNo: string;
  rulebook: Rulebook;
  facts: CaseFacts;
  dutyFacts: DutyFacts;
  holds: readonly GivenHold[];
}

/** What another law would change in one case. */
export interface CaseChanges {
  caseId: string;
  caseNo: string;
  findings: FindingChange[];
  holds: HoldChange[];
  deadlines: DeadlineChange[];
}

/**
 * Judges a case twice with the same facts at the same instant, by its own law and by another, and
 * says what differs. Pure: the facts were read before. The own law is judged anew rather than read
 * from the record, so that nothing differs but the law.
 */
export function rejudgeCase(found: CaseToJudge, otherLaw: Rulebook, now: Date): CaseChanges {
  const own = judged(found, found.rulebook, now);
  const other = judged(found, otherLaw, now);
  return {
    caseId: found.caseId,
    caseNo: found.caseNo,
    findings: findingChanges(own.findings, other.findings),
    holds: holdChanges(found.holds, found.facts, own, other),
    deadlines: deadlineChanges(own.duties, other.duties),
  };
}

/** Whether another law would change anything at all. */
export function isChanged({ findings, holds, deadlines }: CaseChanges): boolean {
  return findings.length + holds.length + deadlines.length > 0;
}

function judged(found: CaseToJudge, rulebook: Rulebook, now: Date) {
  const findings: Finding[] = judgeCase(found.facts, rulebook, now);
  return { rulebook, findings, duties: dutiesOf(findings, found.dutyFacts, { rulebook, now }) };
}
