import type { ReportMonth } from '../../application/overview/overview.queries.js';

/** A Buddhist year is the common year plus 543; no year that we use is near either bound. */
const BUDDHIST_OFFSET = 543;
const FIRST_BUDDHIST = 2400;
const BANGKOK_OFFSET_MS = 7 * 3_600_000;

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
  const given = Number(yearText);
  const year = given >= FIRST_BUDDHIST ? given - BUDDHIST_OFFSET : given;
  const first = (month: number) => new Date(Date.UTC(year, month - 1, 1) - BANGKOK_OFFSET_MS);
  const month = Number(monthText);
  return {
    month: `${year}-${monthText}`,
    monthBuddhist: `${year + BUDDHIST_OFFSET}-${monthText}`,
    from: first(month),
    to: first(month + 1),
  };
}
