import type { TimelineView } from '../api/schema.js';
import { formatDate, formatSeconds } from '../format/time.js';
import { useText } from './words.js';
import { MoreRows, useFirstRows } from '../ui/first-rows.js';
import { WideTable } from '../ui/wide-table.js';

/**
 * The audit chain of a case, the newest event first, with both clocks: when we wrote it, and when the
 * party signed what it is about.
 */
export function Timeline({ events }: { events: TimelineView['events'] }) {
  const { t, language } = useText();
  const { shown, more } = useFirstRows(events);
  return (
    <>
      <WideTable
        label={t('case.tab.timeline')}
        columns={[
          { head: t('timeline.number') },
          { head: t('timeline.at') },
          { head: t('timeline.theirs') },
          { head: t('timeline.actor') },
          { head: t('timeline.what') },
          { head: t('timeline.hash') },
        ]}
      >
        <tbody>
          {shown.map((event) => (
            <tr key={event.sequence}>
              <td>{event.sequence}</td>
              <td className="whole">
                {formatDate(event.at, language)} {formatSeconds(event.at, language)}
              </td>
              <td className="whole">
                {event.saidAt === null ? <span className="quiet">–</span> : formatSeconds(event.saidAt, language)}
              </td>
              <td className="whole">{event.actor}</td>
              <td>
                <span className="whole">{event.type}</span> <span className="label">{plainFields(event.payload)}</span>
              </td>
              <td className="whole quiet">{event.hash.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows {...more} />
    </>
  );
}

/** Returns the short fields of an event in words; ids and hashes are left to the API. */
function plainFields(payload: object): string {
  return Object.entries(payload)
    .filter(([key, value]) => !/(Id|Ids|Sha256|Hash)$/.test(key) && (typeof value !== 'object' || value === null))
    .map(([key, value]) => `${key}: ${value === null ? '–' : String(value)}`)
    .join(' · ');
}
