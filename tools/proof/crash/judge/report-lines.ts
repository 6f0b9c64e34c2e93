import { reportLines } from '../../../verify/report-lines.js';
import type { Judged } from './judge.js';
import { killLine } from '../strike/killer.js';
import { TARGETS } from '../strike/plan.js';
import type { CrashReport } from '../run.js';

const SHOWN = 5;

/** Writes a report for people: kills, questions, what was found, and the verdict last. */
export function crashLines(report: CrashReport): string[] {
  const { found, kills, seconds } = report;
  const done = report.outage > 0 ? `${report.outage} s without Temporal` : `${kills.length} kills`;
  const broken = found.reduce((sum, { violations }) => sum + violations.length, 0);
  return [
    '',
    'Kills',
    ...kills.map((kill) => `  ${killLine(kill)}`),
    ...TARGETS.map((target) => recoveryLine(target, kills)).filter((line) => line !== undefined),
    ...judgedLines(report),
    '',
    `intake ${seconds.intake.toFixed(1)} s, all ${seconds.all.toFixed(1)} s`,
    report.ok
      ? `Seed ${report.seed}: ${done}, ${report.complaints} complaints, nothing lost, doubled or forgotten.`
      : `Seed ${report.seed}: ${done}, ${report.complaints} complaints, BROKEN: ${broken} violations here, verify ${report.verified.ok ? 'holds' : 'does not hold'}.`,
  ];
}

/** Writes what was found out about a run, and its figures. */
export function judgedLines({ figures, found, verified }: Judged): string[] {
  return [
    '',
    'People',
    ...Object.entries(figures.acts).map(
      ([kind, { acknowledged, refused, sent, answerLostAfterCommit }]) =>
        `  ${kind.padEnd(12)} ${acknowledged} acknowledged, ${refused} refused, ${sent} requests; the answer was lost after the commit ${answerLostAfterCommit} times`,
    ),
    `  answers by status (0: none read): ${named(figures.answers)}`,
    '',
    'Record and banks',
    `  holds on record: ${named(figures.holds)}; at the banks, samples included: ${named(figures.bankHolds)}`,
    `  signed messages kept: ${named(figures.messages)}`,
    ...(figures.longestReleaseMs === null
      ? []
      : [`  longest from expiry to the bank's word: ${(figures.longestReleaseMs / 1_000).toFixed(1)} s`]),
    '',
    'Verify',
    ...reportLines(verified),
    '',
    'Lost, doubled, forgotten?',
    ...found.flatMap(({ question, checked, violations }) => [
      `  ${violations.length === 0 ? 'ok ' : 'NO '} ${String(checked).padStart(6)}  ${question}`,
      ...violations.slice(0, SHOWN).map((line) => `              ${line}`),
      ...(violations.length > SHOWN ? [`              and ${violations.length - SHOWN} more`] : []),
    ]),
  ];
}

function recoveryLine(target: string, kills: CrashReport['kills']): string | undefined {
  const times = kills
    .filter((kill) => kill.target === target)
    .flatMap(({ recoveryMs }) => (recoveryMs === null ? [] : [recoveryMs]))
    .sort((one, other) => one - other);
  const longest = times.at(-1);
  const middle = times[Math.floor(times.length / 2)];
  if (longest === undefined || middle === undefined) return undefined;
  return `  ${target.padEnd(17)} ${String(times.length).padStart(3)} times; back after ${(middle / 1_000).toFixed(1)} s in the middle, ${(longest / 1_000).toFixed(1)} s at the longest`;
}

function named(counts: Readonly<Record<string, number>>): string {
  return (
    Object.entries(counts)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ') || 'none'
  );
}
