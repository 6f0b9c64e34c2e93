import { BANK_CALENDAR, type Calendar, WRITTEN_CALENDAR, announced } from '../calendar/working-days.js';
import { type Rulebook, findRule, listParameter, textParameter } from '../rulebook/in-force.js';

/**
 * Returns the government's holidays as the centre knows them at `law.now`: the written calendar,
 * with the days that P-HOLIDAYS adds and removes.
 */
export function calendarOf(law: { rulebook: Rulebook; now: Date }): Calendar {
  return withAnnounced(WRITTEN_CALENDAR, law);
}

/**
 * Returns the days on which banks are closed, as the centre knows them at `law.now`: the holidays
 * of the government and Labour Day. P-HOLIDAYS changes both alike.
 */
export function bankCalendarOf(law: { rulebook: Rulebook; now: Date }): Calendar {
  return withAnnounced(BANK_CALENDAR, law);
}

function withAnnounced(written: Calendar, { rulebook, now }: { rulebook: Rulebook; now: Date }): Calendar {
  const row = findRule(rulebook, 'P-HOLIDAYS', now);
  if (row === undefined) return written;
  return announced(written, {
    added: listParameter(row, 'added'),
    removed: listParameter(row, 'removed'),
    announcedTo: textParameter(row, 'announcedTo'),
  });
}
