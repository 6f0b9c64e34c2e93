import type { EntityManager } from 'typeorm';
import { FindingRow } from '../../persistence/entities/judgement.entities.js';
import { caseExists } from '../case/case.queries.js';
import { maskSubject } from '../case/mask.js';

/**
 * Reads the findings of a case's newest judgement, with masked accounts; judgement 0 before the
 * first. Undefined when there is no such case.
 */
export async function readFindings(manager: EntityManager, caseId: string) {
  if (!(await caseExists(manager, caseId))) return undefined;
  const rows = await manager
    .createQueryBuilder(FindingRow, 'f')
    .where('f.caseId = :caseId', { caseId })
    .andWhere('f.judgement = (SELECT max(judgement) FROM finding WHERE case_id = :caseId)')
    .orderBy('f.ruleId')
    .addOrderBy('f.subject')
    .getMany();
  return {
    judgement: rows[0]?.judgement ?? 0,
    judgedAt: rows[0]?.judgedAt.toISOString() ?? null,
    findings: rows.map((row) => ({
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
