import { bangkokDate, readDay } from '../../calendar/bangkok-day.js';
import { type Refusal, refuse } from '../../result.js';

/** An order of a court that voids the order by which money is held, as a person names it. */
export interface CourtOrder {
  court: string;
  caseNo: string;
  /** The day in Bangkok on which it was given: `2026-11-30`. */
  orderedOn: string;
  /** SHA-256 of the document that is attached to the case; null without one. */
  documentSha256: string | null;
}

/**
 * Returns why a court's order ends no hold, or null: its day is no day, to come, or before the first
 * order that it could void; its document is not among the files of the case. Refusals:
 * `COURT_ORDER.DAY`, `COURT_ORDER.DOCUMENT`.
 */
export function courtOrderFault(
  order: CourtOrder,
  { firstOrderedAt, now }: { firstOrderedAt: Date; now: Date },
): Refusal | null {
  const day = readDay(order.orderedOn);
  if (day === undefined || day > bangkokDate(now) || day < bangkokDate(firstOrderedAt))
    return refuse(
      'COURT_ORDER.DAY',
      'the day of the court’s order is to come, before the order that it voids, or no day',
    );
  return order.documentSha256 === null
    ? refuse('COURT_ORDER.DOCUMENT', 'attach the court’s order to the case as a document, and name that file')
    : null;
}
