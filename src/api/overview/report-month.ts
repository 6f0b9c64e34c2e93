import {
  addDays,
  bangkokMidnight,
  buddhistYear,
  commonYear,
  lastDayOfLaterMonth,
} from '../../domain/calendar/bangkok-day.js';
import type { ReportMonth } from '../../application/overview/overview.queries.js';

/** A calendar month, with its first instant in Bangkok (UTC+7) and the first instant after it. */
export interface NamedMonth extends ReportMonth {
  month: string;
  monthBuddhist: string;
}

/**
 * Reads a month such as `2026-11`, or `2569-11` of the Buddhist era. The form is already checked.
 */
export function reportMonth(text: string): NamedMonth {
  const [yearText = '', monthText = ''] = text.split('-');
  const month = `${commonYear(yearText)}-${monthText}`;
  const from = bangkokMidnight(`${month}-01`);
  return {
    month,
    monthBuddhist: `${buddhistYear(from)}-${monthText}`,
    from,
    to: bangkokMidnight(addDays(lastDayOfLaterMonth(`${month}-01`, 0), 1)),
  };
}
