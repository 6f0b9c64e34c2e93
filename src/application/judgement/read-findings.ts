import type { EntityManager } from 'typeorm';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { thaiSection } from '../../domain/rulebook/thai-section.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { FindingRow, JudgementRow } from '../../persistence/entities/findings/judgement.entities.js';
import { reading, rows } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { standingFindings } from '../case/work/case.queries.js';
import { maskSubject } from '../case/privacy/mask.js';

const READ_NEWEST = reading({
  newest: rows(JudgementRow, 'r.case_id = $1 AND r.number = (SELECT max(number) FROM judgement WHERE case_id = $1)'),
  findings: rows(FindingRow, `r.id IN ${standingFindings('$1')}`, 'r.rule_id, r.subject'),
});

/**
 * Reads the findings of a case's newest judgement, with masked accounts; judgement 0 before the
 * first. Undefined when there is no such case.
 */
export async function readFindings(manager: EntityManager, caseId: string) {
  const file = await manager.findOne(CaseFileRow, { select: { id: true, rulebook: true }, where: { id: caseId } });
  if (file === null) return undefined;
  const rulebook = new Map((await loadRulebook(manager, file.rulebook)).map((row) => [row.rowId, row]));
  const { newest, findings } = await READ_NEWEST(manager, [caseId]);
  return {
    judgement: newest[0]?.number ?? 0,
    judgedAt: newest[0]?.judgedAt.toISOString() ?? null,
    findings: findings.map((row) => ({
      ruleId: row.ruleId,
      ruleRowId: row.ruleRowId,
      ...basisOf(rulebook.get(row.ruleRowId)),
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

/** Says the rule of a finding as people cite it; a policy of the centre or of authorities has no section. */
function basisOf(row: RuleRow | undefined) {
  if (row === undefined) return { title: null, section: null, standard: 'none' as const };
  const section = row.kind === 'policy' ? null : { th: thaiSection(row.section), en: row.section };
  return { title: { th: row.titleTh, en: row.titleEn }, section, standard: row.standard };
}
