import { useId } from 'react';
import { serverNow } from '../../api/server-time.js';
import { formatInstant, formatSeconds } from '../../format/time.js';
import { dayInBangkok } from '../../format/bangkok.js';
import { readInstant, typedDay } from '../../intake/form/typed.js';
import { TextField } from './text-field.js';
import { useText } from '../words.js';

/** A day and a time in Bangkok as they are typed. */
interface TypedTime {
  readonly day: string;
  readonly time: string;
}

/** Returns today without a time. */
export function today(language: 'th' | 'en'): TypedTime {
  return { day: typedDay(dayInBangkok(serverNow()), language), time: '' };
}

/** Returns the instant that was typed (RFC 3339); undefined when it is none. */
export function instantOf({ day, time }: TypedTime): string | undefined {
  return readInstant(day, time, dayInBangkok(serverNow()));
}

/** Returns an instant (epoch milliseconds) as it would be typed. */
function typedTime(atMs: number, language: 'th' | 'en'): TypedTime {
  return { day: typedDay(dayInBangkok(atMs), language), time: formatSeconds(atMs, language) };
}

/** A button that types a time for the person. */
interface Shortcut {
  readonly words: string;
  readonly atMs: () => number;
}

interface WhenProps {
  label: string;
  value: TypedTime;
  onChange: (value: TypedTime) => void;
  /** The times that a press types; by default this moment. */
  shortcuts?: readonly Shortcut[];
  /** Codes of the refusals that are about the time. */
  refusedBy?: readonly string[];
}

/** Asks for a day and a time in Bangkok, and says what was understood. */
export function When({ label, value, onChange, shortcuts, refusedBy = [] }: WhenProps) {
  const { t, language } = useText();
  const noteId = useId();
  const at = instantOf(value);
  return (
    <fieldset className="radio">
      <legend className="name">{label}</legend>
      <div className="fields">
        <TextField
          label={t('when.day')}
          columns={3}
          describedBy={noteId}
          refusedBy={refusedBy}
          value={value.day}
          onChange={(day) => onChange({ ...value, day })}
        />
        <TextField
          label={t('when.time')}
          columns={3}
          describedBy={noteId}
          value={value.time}
          onChange={(time) => onChange({ ...value, time })}
        />
      </div>
      <p className="line pair">
        {(shortcuts ?? [{ words: t('when.now'), atMs: serverNow }]).map(({ words, atMs }) => (
          <button
            key={words}
            type="button"
            className="button small"
            onClick={() => onChange(typedTime(atMs(), language))}
          >
            {words}
          </button>
        ))}
      </p>
      <p id={noteId} className="note" data-tone={at === undefined ? undefined : 'right'}>
        {at === undefined ? t('when.wrong') : formatInstant(at, language)}
      </p>
    </fieldset>
  );
}
