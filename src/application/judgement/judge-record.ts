import { changedFindings } from '../../domain/judgement/changed-findings.js';
import type { CaseFacts } from '../../domain/judgement/facts.js';
import { assignedRoute, judgeCase } from '../../domain/judgement/judge.js';
import { FindingRow, JudgementRow } from '../../persistence/entities/findings/judgement.entities.js';
import { newId } from '../../persistence/ids.js';
import { reading, rows, value } from '../../persistence/read-together.js';
import { standingFindings } from '../case/work/case.queries.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readNoticeFacts } from './read-suspicions.js';

/** The newest judgement of the case `$1` with its findings; none before the first. */
export const NEWEST_JUDGEMENT = {
  newestFindings: rows(FindingRow, `r.id IN ${standingFindings('$1')}`, 'r.id'),
  judgements: value<number>('SELECT count(*) FROM judgement WHERE case_id = $1'),
};

const READ_FINDINGS = reading({ findings: NEWEST_JUDGEMENT.newestFindings });

/** Reads the findings of the newest judgement of a case; none before the first. */
export async function newestFindings({
  manager,
  caseFile,
}: Pick<CaseWork, 'manager' | 'caseFile'>): Promise<FindingRow[]> {
  return (await READ_FINDINGS(manager, [caseFile.id])).findings;
}

/**
 * Judges a case by the rows in force now, and writes the judgement if it differs from the newest
 * one: its new findings, and which of the earlier ones do not stand any more. `isNoticed`: a notice
 * of suspicion may reach its money.
 */
export async function judgeRecord(
  work: CaseWork,
  facts: CaseFacts,
  {
    newestFindings: standing,
    judgements,
    isNoticed,
  }: { newestFindings: readonly FindingRow[]; judgements: number; isNoticed: boolean },
): Promise<void> {
  const notices = isNoticed ? await readNoticeFacts(work.manager, work.caseFile.id) : [];
  const findings = judgeCase({ ...facts, notices }, work.rulebook, work.now);
  assignRoute(work, facts);
  const { isOther, added, ended } = changedFindings(standing, findings);
  if (!isOther) return;
  const judgement = judgements + 1;
  work.insert(JudgementRow, [
    {
      caseId: work.caseFile.id,
      number: judgement,
      judgedAt: work.now,
      findings: findings.length,
      endedFindingIds: ended.map(({ id }) => id),
    },
  ]);
  work.insert(
    FindingRow,
    added.map((finding) => ({
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
