import { type Rulebook, numberParameter, ruleInForce } from '../rulebook/in-force.js';
import { bangkokDate, bangkokMidnight } from '../calendar/bangkok-day.js';
import { after } from '../time.js';

/** What is published, and by which row (P-PUBLIC). */
export interface PublicPeriod {
  ruleRowId: string;
  from: Date;
  /** The first instant after the period: a midnight in Bangkok. */
  to: Date;
  /** Counts below it are not published. */
  leastCount: number;
}

/**
 * Returns the period of the public statistics at an instant: whole days in Bangkok that ended at
 * least the delay ago, so that nobody sees in them what happens now.
 */
export function publicPeriod(rulebook: Rulebook, now: Date): PublicPeriod {
  const row = ruleInForce(rulebook, 'P-PUBLIC', now);
  const to = bangkokMidnight(bangkokDate(after(now, -numberParameter(row, 'delayMs'))));
  return {
    ruleRowId: row.rowId,
    from: after(to, -numberParameter(row, 'periodMs')),
    to,
    leastCount: numberParameter(row, 'leastCount'),
  };
}

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

/** Bounds of the time from the first transfer to the report, in minutes; the last has no end. */
export const REPORT_DELAY_MINUTES = [15, 60, 360, 1_440] as const;
