import type { DeadlineChange, FindingChange } from '../domain/rejudge/changes.js';
import type { HoldChange, HoldUnderLaw } from '../domain/rejudge/hold-changes.js';
import type { CaseChanges } from '../domain/rejudge/rejudge-case.js';
import { HOUR_MS } from '../domain/time.js';
import { maskSubject } from '../application/case/mask.js';
import type { Rejudgement } from './rejudge-cases.js';

/**
 * A rejudgement for people: a paragraph for each case that would change, then the count. Accounts
 * are masked, times are Bangkok's.
 */
export function reportLines({ cases, changed, judgedAt }: Rejudgement): string[] {
  const words = cases === 1 ? '1 case' : `${cases} cases`;
  return [
    ...changed.flatMap(caseLines),
    `${words} judged at ${time(judgedAt)} by the other law: ${changed.length} would change. Nothing was written.`,
  ];
}

/** The same as JSON keeps it: accounts masked, times RFC 3339 UTC. */
export function maskedReport(rejudgement: Rejudgement): Rejudgement {
  const mask = <T extends { subject: string }>(each: T): T => ({ ...each, subject: maskSubject(each.subject) });
  return {
    ...rejudgement,
    changed: rejudgement.changed.map((found) => ({
      ...found,
      findings: found.findings.map(mask),
      deadlines: found.deadlines.map(mask),
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

/** To the second, in Bangkok. */
function time(at: Date): string {
  return `${new Date(at.getTime() + 7 * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ')}`;
}
