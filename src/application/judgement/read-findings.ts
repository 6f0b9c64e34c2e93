import type { EntityManager } from 'typeorm';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { thaiSection } from '../../domain/rulebook/thai-section.js';
import { CaseFileRow } from '../../persistence/entities/case/case.entities.js';
import { FindingRow, JudgementRow } from '../../persistence/entities/findings/judgement.entities.js';
import { reading, rows, value } from '../../persistence/read-together.js';
import { loadRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { standingFindings } from '../case/work/case.queries.js';
import { maskSubject } from '../case/privacy/mask.js';

/** Which findings of a case are asked for; without a word all of them. */
export interface FindingsAsked {
  /** So many alone, of those that come first. */
  first?: number | undefined;
  /** Of these rules, such as `AOC-85B`. */
  rules?: readonly string[] | undefined;
  /** About the accounts of these parts of the trail, and about the case as a whole. */
  parts?: readonly string[] | undefined;
}

/** What blocks comes first: unknown, then not met, then met. */
const BLOCKING_FIRST = `array_position(ARRAY['unknown', 'not_met', 'met'], outcome), rule_id, subject`;

const READ_NEWEST = reading(
  {
    newest: rows(JudgementRow, 'r.case_id = $1 AND r.number = (SELECT max(number) FROM judgement WHERE case_id = $1)'),
    findings: rows(FindingRow, 'r.id IN (SELECT id FROM page)', BLOCKING_FIRST),
    total: value<number>('SELECT count(*) FROM asked'),
  },
  `asked AS (
     SELECT id, outcome, rule_id, subject FROM finding
      WHERE case_id = $1 AND id IN ${standingFindings('$1')} AND ($2::text[] IS NULL OR rule_id = ANY ($2))
        AND ($3::text[] IS NULL OR subject_kind = 'case'
             OR subject IN (SELECT t.to_institution || ':' || t.to_account_no
                              FROM trail_link l JOIN transfer t ON t.id = l.transfer_id WHERE l.id = ANY ($3)))),
   page AS (SELECT id FROM asked ORDER BY ${BLOCKING_FIRST} LIMIT $4)`,
);

/**
 * Reads the findings of a case's newest judgement that are asked for, those that block first, with masked
 * accounts; judgement 0 before the first. `total` is how many there are of what is asked for, also
 * those that `first` leaves out. Undefined when there is no such case.
 */
export async function readFindings(
  manager: EntityManager,
  caseId: string,
  { first, rules, parts }: FindingsAsked = {},
) {
  const file = await manager.findOne(CaseFileRow, { select: { id: true, rulebook: true }, where: { id: caseId } });
  if (file === null) return undefined;
  const rulebook = new Map((await loadRulebook(manager, file.rulebook)).map((row) => [row.rowId, row]));
  const { newest, findings, total } = await READ_NEWEST(manager, [caseId, rules ?? null, parts ?? null, first ?? null]);
  return {
    judgement: newest[0]?.number ?? 0,
    judgedAt: newest[0]?.judgedAt.toISOString() ?? null,
    total,
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
