import { type Calendar, WRITTEN_CALENDAR, announced } from '../calendar/working-days.js';
import { type Rulebook, findRule, listParameter, textParameter } from '../rulebook/in-force.js';

/**
 * Returns the government's holidays as the centre knows them at `law.now`: the written calendar,
 * with the days that P-HOLIDAYS adds and removes.
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
