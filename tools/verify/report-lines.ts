import type { CheckReport, Report } from './verify-record.js';

/** Writes a report for people: a line for each invariant, and below it what breaks it. */
export function reportLines(report: Report): string[] {
  const broken = report.checks.filter(({ violations }) => violations > 0).length;
  return [...report.checks.flatMap(checkLines), `Verified as of ${report.asOf}: ${verdict(report, broken)}`];
}

function verdict({ ok, isComplete, checks }: Report, broken: number): string {
  const unknown = checks.filter((check) => check.unknown !== undefined).map(({ id }) => id);
  const open = isComplete ? '' : ` It cannot know all of ${unknown.join(', ')}: see the lines that begin with "?".`;
  if (!ok) return `${broken} of ${checks.length} invariants are broken.${open}`;
  return isComplete ? 'every invariant holds.' : `nothing is broken as far as can be known.${open}`;
}

function checkLines({ id, title, checked, violations, examples, note, unknown = [] }: CheckReport): string[] {
  const found = violations === 0 ? 'ok' : `${violations} ${violations === 1 ? 'violation' : 'violations'}`;
  const notShown = violations - examples.length;
  return [
    `${id.padEnd(6)} ${String(checked).padStart(8)} checked  ${found.padEnd(14)} ${title}`,
    ...examples.map((example) => `         ${example}`),
    ...(notShown > 0 ? [`         and ${notShown} more`] : []),
    ...unknown.map((line) => `         ? ${line}`),
    ...(note === undefined ? [] : [`         (${note})`]),
  ];
}
