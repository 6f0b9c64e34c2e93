import type { CaseFacts, Finding } from '../../domain/judgement/facts.js';
import { assignedRoute, judgeCase } from '../../domain/judgement/judge.js';
import { FindingRow } from '../../persistence/entities/judgement.entities.js';
import { newId } from '../../persistence/ids.js';
import { reading, rows } from '../../persistence/read-together.js';
import type { CaseWork } from '../case/case-work.js';
import { readNoticeFacts } from './read-suspicions.js';

/** The findings of the newest judgement of the case `$1`; none before the first. */
export const NEWEST_FINDINGS = rows(
  FindingRow,
  'r.case_id = $1 AND r.judgement = (SELECT max(judgement) FROM finding WHERE case_id = $1)',
  'r.id',
);

const READ_FINDINGS = reading({ findings: NEWEST_FINDINGS });

/** Reads the findings of the newest judgement of a case; judgement 0 before the first. */
export async function newestFindings({
  manager,
  caseFile,
}: Pick<CaseWork, 'manager' | 'caseFile'>): Promise<{ judgement: number; findings: FindingRow[] }> {
  const { findings } = await READ_FINDINGS(manager, [caseFile.id]);
  return { judgement: findings[0]?.judgement ?? 0, findings };
}

/**
 * Judges a case by the rows in force now, and writes the findings if they differ from the newest
 * ones. `isNoticed`: a notice of suspicion may reach its money.
 */
export async function judgeRecord(
  work: CaseWork,
  facts: CaseFacts,
  { newestFindings: newest, isNoticed }: { newestFindings: readonly FindingRow[]; isNoticed: boolean },
): Promise<void> {
  const notices = isNoticed ? await readNoticeFacts(work.manager, work.caseFile.id) : [];
  const findings = judgeCase({ ...facts, notices }, work.rulebook, work.now);
  assignRoute(work, facts);
  if (sameFindings(newest, findings)) return;
  const judgement = (newest[0]?.judgement ?? 0) + 1;
  work.insert(
    FindingRow,
    findings.map((finding) => ({
      ...finding,
      id: newId(),
      caseId: work.caseFile.id,
      missing: [...finding.missing],
      choiceRowIds: [...finding.choiceRowIds],
      evidenceIds: [...finding.evidenceIds],
      judgedAt: work.now,
      judgement,
    })),
  );
  work.audit('case.judged', {
    judgement,
    findings: findings.length,
    met: findings.filter((finding) => finding.outcome === 'met').map((finding) => finding.ruleRowId),
  });
}

/** Assigns the case to the body that investigates by what is known now. */
function assignRoute(work: CaseWork, facts: CaseFacts): void {
  const route = assignedRoute(facts, work.rulebook, work.now);
  if (route === work.caseFile.assignedRoute) return;
  work.audit('case.assigned', { from: work.caseFile.assignedRoute, to: route });
  work.derive({ assignedRoute: route });
}

/**
 * Returns whether two judgements found the same; the order and the wording of reasons do not
 * count.
 */
function sameFindings(kept: readonly FindingRow[], fresh: readonly Finding[]): boolean {
  const text = (finding: Finding | FindingRow) =>
    JSON.stringify([
      finding.ruleRowId,
      finding.choiceRowIds,
      finding.subjectKind,
      finding.subject,
      finding.outcome,
      finding.missing,
      finding.evidenceIds,
    ]);
  const before = kept.map(text).sort();
  const after = fresh.map(text).sort();
  return before.length === after.length && before.every((line, index) => line === after[index]);
}
