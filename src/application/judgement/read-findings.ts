import type { EntityManager } from 'typeorm';
import { FindingRow, JudgementRow } from '../../persistence/entities/judgement.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { caseExists, standingFindings } from '../case/case.queries.js';
import { maskSubject } from '../case/mask.js';

const READ_NEWEST = reading({
  newest: rows(JudgementRow, 'r.case_id = $1 AND r.number = (SELECT max(number) FROM judgement WHERE case_id = $1)'),
  findings: rows(FindingRow, `r.id IN ${standingFindings('$1')}`, 'r.rule_id, r.subject'),
});

/**
 * Reads the findings of a case's newest judgement, with masked accounts; judgement 0 before the
 * first. Undefined when there is no such case.
 */
export async function readFindings(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const { newest, findings } = await READ_NEWEST(manager, [caseId]);
  return {
    judgement: newest[0]?.number ?? 0,
    judgedAt: newest[0]?.judgedAt.toISOString() ?? null,
    findings: findings.map((row) => ({
      ruleId: row.ruleId,
      ruleRowId: row.ruleRowId,
      choiceRowIds: row.choiceRowIds,
      subjectKind: row.subjectKind,
      subject: maskSubject(row.subject),
      outcome: row.outcome,
      reasons: row.reasons.map(({ th, en }) => ({ th, en })),
      missing: row.missing.map(maskSubject),
      evidenceIds: row.evidenceIds,
    })),
  };
}
