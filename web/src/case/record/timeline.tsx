import { useState } from 'react';
import type { TimelineView } from '../../api/schema.js';
import { formatDate, formatSeconds } from '../../format/time.js';
import { useEventWords } from '../../record/use-event-words.js';
import { useText } from '../words.js';
import { MoreRows, ROWS, useFirstRows } from '../../ui/rows/first-rows.js';
import { WideTable } from '../../ui/rows/wide-table.js';
import { PersonName } from '../../ui/marks/persons.js';

interface TimelineProps {
  /** The newest events, or all. */
  events: TimelineView['events'];
  /** How many events the chain has. */
  total: number;
  /** Names the institutions and agencies that acted; a person stays as recorded. */
  partyName: (actor: string) => string;
  /** Reads all events. */
  onWhole: () => void;
}

/**
 * The audit chain of a case, the newest event first, with both clocks: when we wrote it, and when the
 * party signed what it is about. What the record says by codes is one press away.
 */
export function Timeline({ events, total, partyName, onWhole }: TimelineProps) {
  const { t, language } = useText();
  const wordsOf = useEventWords();
  const [isAsKept, setAsKept] = useState(false);
  const { shown, more } = useFirstRows(events);
  const left = total - shown.length;
  const read = (show: () => void) => () => {
    if (events.length < total) onWhole();
    show();
  };
  return (
    <>
      <p className="tools">
        <button
          type="button"
          className="button small"
          aria-pressed={isAsKept}
          onClick={() => setAsKept((before) => !before)}
        >
          {t('timeline.asKept')}
        </button>
      </p>
      <WideTable
        label={t('case.tab.timeline')}
        columns={[
          { head: t('timeline.number'), isAmount: true },
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
              <td className="amount">{event.sequence}</td>
              <td className="whole">
                {formatDate(event.at, language)} {formatSeconds(event.at, language)}
              </td>
              <td className="whole">
                {event.saidAt === null ? (
                  <span className="quiet">–</span>
                ) : (
                  `${formatDate(event.saidAt, language)} ${formatSeconds(event.saidAt, language)}`
                )}
              </td>
              <td className="whole">
                {partyName(event.actor) === event.actor ? <PersonName of={event.actor} /> : partyName(event.actor)}
              </td>
              <td>
                {wordsOf(event)}
                {isAsKept && <code className="label as-kept">{asKept(event)}</code>}
              </td>
              <td className="whole quiet">{event.hash.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <MoreRows count={Math.min(ROWS, left)} left={left} onMore={read(more.onMore)} onAll={read(more.onAll)} />
    </>
  );
}

/** Returns the type and the short fields of an event as the record has them; ids and hashes are left to the API. */
function asKept({ type, payload }: TimelineView['events'][number]): string {
  const fields = Object.entries(payload)
    .filter(([key, value]) => !/(Id|Ids|Sha256|Hash)$/.test(key) && (typeof value !== 'object' || value === null))
    .map(([key, value]) => `${key}: ${value === null ? '–' : JSON.stringify(value)}`);
  return [type, ...fields].join(' · ');
}
