import { type Rulebook, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import { addDays, bangkokDate, bangkokMidnight } from '../calendar/bangkok-day.js';
import { after } from '../time.js';

/** What is published, and by which row (P-PUBLIC). */
export interface PublicPeriod {
  ruleRowId: string;
  /** A calendar month in Bangkok, `YYYY-MM` in the Common Era. */
  month: string;
  from: Date;
  /** The first instant after the month: a midnight in Bangkok. */
  to: Date;
  /** Counts below it are not published. */
  leastCount: number;
  /** Sums of money are published to the nearest of these steps, in satang. */
  moneyStepSatang: number;
}

/**
 * Returns the period of the public statistics at an instant: the last calendar month in Bangkok
 * that ended at least the delay ago. No two periods share a day, so that the figures of two of them
 * have no difference that would tell of one.
 */
export function publicPeriod(rulebook: Rulebook, now: Date): PublicPeriod {
  const row = ruleInForce(rulebook, 'P-PUBLIC', now);
  const nextMonth = firstOfMonth(bangkokDate(after(now, -numberParameter(row, 'delayMs'))));
  const first = firstOfMonth(addDays(nextMonth, -1));
  return {
    ruleRowId: row.rowId,
    month: first.slice(0, 'YYYY-MM'.length),
    from: bangkokMidnight(first),
    to: bangkokMidnight(nextMonth),
    leastCount: numberParameter(row, 'leastCount'),
    moneyStepSatang: numberParameter(row, 'moneyStepSatang'),
  };
}

const firstOfMonth = (day: string) => `${day.slice(0, 'YYYY-MM'.length)}-01`;

/** Bounds of the time from the first transfer to the report, in minutes; the last has no end. */
export const REPORT_DELAY_MINUTES = [15, 60, 360, 1_440] as const;

/** What the centre counted in a period. Nobody outside sees it. */
export interface CountedFigures {
  holds: readonly {
    institution: string;
    nameTh: string;
    nameEn: string;
    held: number;
    timeToHoldP50Seconds: number | null;
    timeToHoldP90Seconds: number | null;
  }[];
  /** Cases by the time to the report; `span` is the index in `REPORT_DELAY_MINUTES`. */
  saved: readonly { span: number; cases: number; stolenSatang: string; savedSatang: string }[];
  releases: {
    wrongful: number;
    wrongfulHeldP50Seconds: number | null;
    released: number;
    releaseP50Seconds: number | null;
    releaseP90Seconds: number | null;
    late: number;
  };
}

/** What everybody may know of a period. */
export type PublicFigures = ReturnType<typeof publicFigures>;

/**
 * Returns the figures of a period as they may be published: nothing that rests on fewer cases than
 * the least count, and money in steps. No figure is the sum of others, because the one that is
 * hidden would follow from it.
 */
export function publicFigures(period: PublicPeriod, { holds, saved, releases }: CountedFigures) {
  const { ruleRowId, month, leastCount, moneyStepSatang } = period;
  const { wrongful, wrongfulHeldP50Seconds, released, releaseP50Seconds, releaseP90Seconds, late } = releases;
  return {
    month,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    ruleRowId,
    leastCount,
    moneyStepSatang: String(moneyStepSatang),
    timeToHold: holds.map(({ institution, nameTh, nameEn, ...figures }) => ({
      institution,
      nameTh,
      nameEn,
      ...publishable(figures.held, leastCount, figures),
    })),
    savedByDelay: [0, ...REPORT_DELAY_MINUTES].map((fromMinutes, span) => {
      const { cases, stolenSatang, savedSatang } = saved.find((row) => row.span === span) ?? NO_CASES;
      return {
        fromMinutes,
        toMinutes: REPORT_DELAY_MINUTES[span] ?? null,
        ...publishable(cases, leastCount, {
          cases,
          stolenSatang: inSteps(stolenSatang, moneyStepSatang),
          savedSatang: inSteps(savedSatang, moneyStepSatang),
        }),
      };
    }),
    wrongfulHolds: publishable(wrongful, leastCount, { wrongful, wrongfulHeldP50Seconds }),
    releases: {
      ...publishable(released, leastCount, { released, releaseP50Seconds, releaseP90Seconds }),
      late: released < leastCount || late < leastCount ? null : late,
    },
  };
}

const NO_CASES = { cases: 0, stolenSatang: '0', savedSatang: '0' };

/**
 * Returns a row of figures as it may be published: with nothing but its name where it rests on
 * fewer than the least count, so that no single case can be recognised. A count of nothing is
 * hidden too: beside others it would tell.
 */
export function publishable<Figures extends object>(
  count: number,
  leastCount: number,
  figures: Figures,
): { [Name in keyof Figures]: Figures[Name] | null } & { suppressed: boolean } {
  const suppressed = count < leastCount;
  const shown = suppressed ? Object.fromEntries(Object.keys(figures).map((name) => [name, null])) : figures;
  return Object.assign({ suppressed }, shown) as { [Name in keyof Figures]: Figures[Name] | null } & {
    suppressed: boolean;
  };
}

/** Rounds a sum of money to the nearest step, half a step upwards. */
function inSteps(satang: string, stepSatang: number): string {
  const step = BigInt(stepSatang);
  return String(((BigInt(satang) + step / 2n) / step) * step);
}
