import type { DayFigures } from './measure-day.js';

/** The result of a day. */
export interface DayReport extends DayFigures {
  /** Everything ended, no step went wrong, and the record keeps every invariant. */
  readonly ok: boolean;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  readonly seconds: number;
  readonly callbacks: number;
  /** Every hold had ended by itself some minutes after the day. */
  readonly allOver: boolean;
  readonly verify: { readonly clean: boolean; readonly broken: readonly string[] };
}

/** Writes the report for people. */
export function dayLines(report: DayReport): string[] {
  const { holds, refused, failed, verify } = report;
  const some = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : [...new Set(texts)].join('; '));
  return [
    `${report.title} (${report.scenario}, seed ${report.seed}, ${report.seconds} s)`,
    `  complaints                     ${report.complaints}`,
    `  stolen                         ${report.stolenBaht} baht`,
    `  saved, by the truth            ${report.savedBaht} baht, ${(report.savedShare * 100).toFixed(1)} of 100`,
    `  held at holders without guilt  ${report.heldAtInnocentsBaht} baht, ${report.wrongfulBahtHours} baht-hours`,
    `  payments made, stopped         ${report.paymentsMade}, ${report.paymentsStopped}`,
    `  holds                          ${
      Object.entries(holds)
        .map(([state, count]) => `${state} ${count}`)
        .join(', ') || 'none'
    }`,
    `  releases                       ${report.releases}`,
    `  suspensions approved           ${report.approved}`,
    `  callbacks                      ${report.callbacks}`,
    `  refused to people              ${refused.length}: ${some(refused)}`,
    `  steps that went wrong          ${failed.length}: ${some(failed)}`,
    `  everything is over             ${report.allOver ? 'yes' : 'NO'}`,
    `  the record                     ${verify.clean ? 'keeps every invariant' : `BREAKS ${verify.broken.join(', ')}`}`,
  ];
}
