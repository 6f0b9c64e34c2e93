import type { DayFigures } from './measure-day.js';

/** The result of a day. */
export interface DayReport extends DayFigures {
  /** Everything ended, no step went wrong, and the record keeps every invariant. */
  readonly ok: boolean;
  readonly scenario: string;
  readonly title: string;
  readonly seed: number;
  readonly seconds: number;
  /** How many institutions the system has; others of the country are played by these. */
  readonly institutions: number;
  /** Complaints of relatives and friends: each is a break STANDING_UNKNOWN by itself, whatever the parties do. */
  readonly callersWithoutAccount: number;
  readonly callbacks: number;
  /** Breaks of the day, by kind: where a party's word and the record differ. */
  readonly breaks: Readonly<Record<string, number>>;
  /** Every hold had ended by itself some minutes after the day. */
  readonly allOver: boolean;
  readonly verify: { readonly clean: boolean; readonly broken: readonly string[] };
}

/** Writes the report for people. */
export function dayLines(report: DayReport): string[] {
  const { advice, refused, failed, verify } = report;
  const some = (texts: readonly string[]): string => (texts.length === 0 ? 'none' : [...new Set(texts)].join('; '));
  const byName = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  return [
    `${report.title} (${report.scenario}, seed ${report.seed}, ${report.seconds} s, ${report.institutions} institutions)`,
    `  complaints                     ${report.complaints}`,
    `  told by others than the holder ${report.callersWithoutAccount}, each a break STANDING_UNKNOWN`,
    `  stolen                         ${baht(report.stolenBaht)}`,
    `  saved: held at mules           ${baht(report.savedBaht)}, ${percent(report.savedShare)}, by the truth`,
    `  held at holders without guilt  ${baht(report.heldAtInnocentsBaht)}, ${amount(report.wrongfulBahtHours)} baht-hours of the day's real time`,
    `  payments made, stopped         ${report.paymentsMade}, ${report.paymentsStopped}`,
    `  holds, as they ended           ${byName(report.holds)}`,
    `  approved by a second person    ${report.approved} suspensions and armed holds`,
    `  advice                         on ${advice.cases} cases; mules ${byName(advice.mules)}; without guilt ${byName(advice.innocents)}`,
    `  advice on rings                ${advice.rings}`,
    `  armed holds                    ${byName(report.armed)}; ${baht(report.armedBaht)} ordered where money arrived`,
    `  callbacks                      ${report.callbacks}`,
    `  breaks, by kind                ${byName(report.breaks)}`,
    `  refused to people              ${refused.length}: ${some(refused)}`,
    `  steps that went wrong          ${failed.length}: ${some(failed)}`,
    `  everything is over             ${report.allOver ? 'yes' : 'NO'}`,
    `  the record                     ${verify.clean ? 'keeps every invariant' : `BREAKS ${verify.broken.join(', ')}`}`,
  ];
}

function amount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function baht(value: number): string {
  return `${amount(value)} baht`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
