import { type Calendar, WRITTEN_CALENDAR, announced } from '../calendar/working-days.js';
import { type Rulebook, findRule, listParameter, textParameter } from '../rulebook/in-force.js';

/**
 * The government's holidays as the centre knows them at `law.now`: those that are written, with
 * what P-HOLIDAYS says was announced since.
 */
export function calendarOf({ rulebook, now }: { rulebook: Rulebook; now: Date }): Calendar {
  const row = findRule(rulebook, 'P-HOLIDAYS', now);
  if (row === undefined) return WRITTEN_CALENDAR;
  return announced(WRITTEN_CALENDAR, {
    added: listParameter(row, 'added'),
    removed: listParameter(row, 'removed'),
    announcedTo: textParameter(row, 'announcedTo'),
  });
}
