import type { Rulebook } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { CaseFacts, Finding, Known } from './facts.js';

export type Outcome = Finding['outcome'];
export type Reason = Finding['reasons'][number];

/** The law that a rule's judge may read besides its own row. */
export interface JudgeContext {
  rulebook: Rulebook;
  now: Date;
}

/**
 * Judges one rule; returns one finding for each case, transfer or account that the rule is about.
 */
export type RuleJudge = (facts: CaseFacts, row: RuleRow, context: JudgeContext) => Finding[];

/** The result of a judge about one subject. */
export interface Verdict {
  outcome: Outcome;
  reasons: readonly Reason[];
  missing?: readonly string[];
  evidenceIds?: readonly string[];
}

/** Returns a finding of a row about a subject, with each code and evidence id once. */
export function finding(row: RuleRow, subjectKind: Finding['subjectKind'], subject: string, verdict: Verdict): Finding {
  return {
    ruleId: row.ruleId,
    ruleRowId: row.rowId,
    choiceRowIds: [],
    subjectKind,
    subject,
    outcome: verdict.outcome,
    reasons: verdict.reasons,
    missing: [...new Set(verdict.missing ?? [])],
    evidenceIds: [...new Set(verdict.evidenceIds ?? [])],
  };
}

/** Returns the ids of the evidence behind answers; a missing answer has none. */
export function evidenceOf(...answers: readonly Known<unknown>[]): string[] {
  return answers.flatMap((answer) => (answer.known ? answer.evidenceIds : []));
}
