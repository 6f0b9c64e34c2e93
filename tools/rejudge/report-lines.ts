import type { DeadlineChange, FindingChange } from '../../src/domain/rejudge/changes.js';
import type { HoldChange, HoldUnderLaw } from '../../src/domain/rejudge/hold-changes.js';
import type { CaseChanges } from '../../src/domain/rejudge/rejudge-case.js';
import { bangkokDate, bangkokTime } from '../../src/domain/calendar/bangkok-day.js';
import { maskSubject } from '../../src/application/case/privacy/mask.js';
import type { Rejudgement } from './rejudge-cases.js';

/**
 * Writes a rejudgement for people: a paragraph for each case that would change, then the count.
 * Accounts are masked and times are in Bangkok.
 */
export function reportLines({ cases, changed, judgedAt }: Rejudgement): string[] {
  const countText = cases === 1 ? '1 case' : `${cases} cases`;
  return [
    ...changed.flatMap(caseLines),
    `${countText} judged at ${time(judgedAt)} by the other law: ${changed.length} would change. Nothing was written.`,
  ];
}

/** Returns the rejudgement for JSON: accounts are masked, times become RFC 3339 in UTC. */
export function maskedReport(rejudgement: Rejudgement): Rejudgement {
  const mask = <T extends { subject: string }>(change: T): T => ({ ...change, subject: maskSubject(change.subject) });
  return {
    ...rejudgement,
    changed: rejudgement.changed.map((changes) => ({
      ...changes,
      findings: changes.findings.map(mask),
      deadlines: changes.deadlines.map(mask),
    })),
  };
}

function caseLines({ caseNo, caseId, findings, holds, deadlines }: CaseChanges): string[] {
  return [
    `${caseNo} (${caseId})`,
    ...findings.map(findingLine),
    ...holds.map(holdLine),
    ...deadlines.map(deadlineLine),
    '',
  ];
}

function findingLine({ ruleId, subject, before, after }: FindingChange): string {
  const side = (finding: FindingChange['before']) =>
    finding === null
      ? 'no such rule'
      : [finding.outcome, ...finding.missing.map((missing) => `without ${missing}`)].join(' ');
  const why = after?.reasons.map((reason) => reason.en).join('; ');
  return `  finding   ${ruleId} of ${maskSubject(subject)}: ${side(before)} -> ${side(after)}${why ? ` (${why})` : ''}`;
}

function holdLine({ holdId, hop, institution, kind, before, after }: HoldChange): string {
  const side = (law: HoldUnderLaw) => {
    const until = law.expiresAt === null ? '' : `until ${time(law.expiresAt)} (${law.expiryRuleRowId})`;
    return law.obstacles.length === 0 ? until : `not given: ${law.obstacles.join(', ')}`;
  };
  return `  hold      ${holdId}, hop ${hop} at ${institution}, ${kind}: ${side(before)} -> ${side(after)}`;
}

function deadlineLine({ ruleId, owedBy, subject, before, after }: DeadlineChange): string {
  const side = (duty: DeadlineChange['before']) =>
    duty === null ? 'no duty' : `${duty.state}, ${duty.dueAt === null ? 'no time stated' : `due ${time(duty.dueAt)}`}`;
  return `  deadline  ${ruleId} of ${owedBy} about ${maskSubject(subject)}: ${side(before)} -> ${side(after)}`;
}

/** Writes an instant in Bangkok time, to the second. */
function time(at: Date): string {
  return `${bangkokDate(at)} ${bangkokTime(at)}`;
}
