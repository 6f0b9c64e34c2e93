import type { Rulebook } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { CaseFacts, Finding, Known } from './facts.js';

export type Outcome = Finding['outcome'];
export type Reason = Finding['reasons'][number];

/** What a rule's judge may look at besides the facts and its own row. */
export interface JudgeContext {
  rulebook: Rulebook;
  now: Date;
}

/** Judges one rule; one finding per case, transfer or account that the rule speaks of. */
export type RuleJudge = (facts: CaseFacts, row: RuleRow, context: JudgeContext) => Finding[];

/** What a judge found about one subject. */
export interface Verdict {
  outcome: Outcome;
  reasons: readonly Reason[];
  missing?: readonly string[];
  evidenceIds?: readonly string[];
}

/** A finding of a row about a subject; codes and evidence ids once each. */
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

/** The evidence behind an answer, none when there is no answer. */
export function evidenceOf(...answers: readonly Known<unknown>[]): string[] {
  return answers.flatMap((answer) => (answer.known ? answer.evidenceIds : []));
}
