import type { CheckReport, Report } from './verify-record.js';

/** Writes a report for people: a line for each invariant, and below it what breaks it. */
export function reportLines(report: Report): string[] {
  const broken = report.checks.filter(({ violations }) => violations > 0).length;
  return [
    ...report.checks.flatMap(checkLines),
    ...(report.workflowsChecked ? [] : ['     (no Temporal is known: I9 looked at the record only)']),
    report.ok
      ? `Verified as of ${report.asOf}: every invariant holds.`
      : `Verified as of ${report.asOf}: ${broken} of ${report.checks.length} invariants are broken.`,
  ];
}

function checkLines({ id, title, checked, violations, examples, note }: CheckReport): string[] {
  const found = violations === 0 ? 'ok' : `${violations} ${violations === 1 ? 'violation' : 'violations'}`;
  const notShown = violations - examples.length;
  return [
    `${id.padEnd(6)} ${String(checked).padStart(8)} checked  ${found.padEnd(14)} ${title}`,
    ...examples.map((example) => `         ${example}`),
    ...(notShown > 0 ? [`         and ${notShown} more`] : []),
    ...(note === undefined ? [] : [`         (${note})`]),
  ];
}
