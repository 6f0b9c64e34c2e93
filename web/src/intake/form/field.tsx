import { useId, type ReactNode } from 'react';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { bahtText } from '../../format/baht-text.js';
import { formatBaht } from '../../format/money.js';
import { formatDate, formatLength } from '../../format/time.js';
import { useText } from '../call/words.js';
import { findInstitution, type Check } from './checks.js';
import { useIntake } from './intake-context.js';
import { capOf } from '../narrative-advice.js';
import { turnAbout } from './typed.js';
import { answerOf, partsOf, textOf, type FieldId } from './intake-form.js';
import { useShortName } from '../../ui/marks/parties.js';
import { useProblemWords } from '../../problem/use-problem-words.js';

interface FieldProps {
  id: FieldId;
  /** Columns of six that it takes. */
  columns: 2 | 3 | 4 | 6;
  /** The caller may not know it: then it can be left so, and that is said. */
  mayBeUnknown?: boolean;
  /** What stands in it while nothing is typed. */
  hint?: string;
  /** The list of what may be typed, by its id. */
  list?: string;
  rows?: number;
  inputMode?: 'numeric' | 'decimal' | 'tel' | 'email';
}

/** A question of the form: its label, what was typed, and what the check says to it at once. */
export function Field(props: FieldProps) {
  const { id, columns, mayBeUnknown = false, hint, list, rows, inputMode } = props;
  const { t } = useText();
  const { form, answer, checkOf, offersOf, digitsOnSlip } = useIntake();
  const noteId = useId();
  const value = answerOf(form, id);
  const note = useNote(id);
  const about = aboutKind(id);
  const isAbout = checkOf(id)?.tone === 'about';
  const hasOffer = offersOf(id).length > 0 || digitsOnSlip(id) !== undefined;
  const common = {
    id: domId(id),
    'data-field': id,
    'data-unknown': mayBeUnknown ? 'may' : undefined,
    'aria-describedby': note === undefined && !hasOffer ? undefined : noteId,
    'aria-invalid': note?.tone === 'wrong',
    placeholder: hint,
    autoComplete: 'off',
    spellCheck: false,
  };
  const label = t(`intake.field.${partsOf(id).kind}`);
  return (
    <div className="field" data-columns={columns} data-is={value === null ? 'unknown' : checkOf(id)?.tone}>
      <label className="name" htmlFor={domId(id)}>
        {label}
      </label>
      <div className="entry">
        {value === null ? (
          <input {...common} className="input" readOnly value={t('intake.unknown')} />
        ) : rows === undefined ? (
          <input
            {...common}
            className="input"
            list={list}
            inputMode={inputMode}
            value={value}
            onChange={({ target }) => answer(id, target.value)}
          />
        ) : (
          <textarea
            {...common}
            className="input"
            rows={rows}
            maxLength={10_000}
            value={value}
            onChange={({ target }) => answer(id, target.value)}
          />
        )}
        {mayBeUnknown && (
          <span className="entry-acts">
            {about !== undefined && value !== null && (
              <button
                type="button"
                className="entry-unknown"
                tabIndex={-1}
                aria-label={`${isAbout ? t('intake.exact') : t('intake.about')}: ${label}`}
                onClick={() => answer(id, turnAbout(about, value))}
              >
                {isAbout ? '=' : '≈'}
              </button>
            )}
            <button
              type="button"
              className="entry-unknown"
              tabIndex={-1}
              aria-label={`${value === null ? t('intake.known') : t('intake.unknown')}: ${label}`}
              onClick={() => answer(id, value === null ? '' : null)}
            >
              {value === null ? t('intake.known') : t('intake.unknown')}
            </button>
          </span>
        )}
      </div>
      <p id={noteId} className="note" data-tone={note?.tone}>
        {note?.icon}
        {note?.words}
        <Offers id={id} />
      </p>
    </div>
  );
}

/**
 * What the narrative or a slip offers for a field, beside it: a click takes it, as does the key of its place, or the
 * key of the field that has the focus. It stands in what describes the field, so that it is heard too.
 */
export function Offers({ id }: { id: FieldId }) {
  const { t } = useText();
  const { offersOf, digitsOnSlip, change } = useIntake();
  const digits = digitsOnSlip(id);
  const offers = offersOf(id).map(({ value, place, apply }, nth) => (
    <button
      key={`${value} ${nth}`}
      type="button"
      className="offer"
      tabIndex={-1}
      aria-label={t('intake.advice.takeValue', { value, field: t(`intake.field.${partsOf(id).kind}`) })}
      onClick={() => change(apply)}
    >
      {value} <Cap of={capOf(place) ?? (nth === 0 ? 'Alt S' : undefined)} />
    </button>
  ));
  return (
    <>
      {offers}
      {digits !== undefined && <span className="label">{t('intake.slip.digits', { digits })}</span>}
    </>
  );
}

/** The key of an offer. That of the field takes the first alone, so the others have none. */
function Cap({ of }: { of: string | undefined }) {
  return of === undefined ? null : <kbd>{of}</kbd>;
}

/** Returns which fields may be told roughly: an amount and a time. */
export function aboutKind(id: FieldId): 'amount' | 'time' | undefined {
  const { kind } = partsOf(id);
  return kind === 'amount' || kind === 'time' ? kind : undefined;
}

interface ChoiceProps {
  id: FieldId;
  columns: 2 | 3 | 4 | 6;
  options: readonly (readonly [value: string, words: string])[];
}

/** A question with a few answers in a list; the first entry is no answer. */
export function Choice({ id, columns, options }: ChoiceProps) {
  const { t } = useText();
  const { form, answer } = useIntake();
  const noteId = useId();
  const note = useNote(id);
  return (
    <div className="field" data-columns={columns}>
      <label className="name" htmlFor={domId(id)}>
        {t(`intake.field.${partsOf(id).kind}`)}
      </label>
      <select
        id={domId(id)}
        data-field={id}
        className="input"
        aria-describedby={note === undefined ? undefined : noteId}
        aria-invalid={note?.tone === 'wrong'}
        value={textOf(form, id)}
        onChange={({ target }) => answer(id, target.value)}
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <p id={noteId} className="note" data-tone={note?.tone}>
        {note?.icon}
        {note?.words}
        <Offers id={id} />
      </p>
    </div>
  );
}

/** A question with a few answers side by side; the arrows of the keyboard choose. */
export function Radio({
  id,
  options,
  mayBeUnknown = false,
}: Omit<ChoiceProps, 'columns'> & { mayBeUnknown?: boolean }) {
  const { t } = useText();
  const { form, answer } = useIntake();
  const value = answerOf(form, id);
  const note = useNote(id);
  const all = mayBeUnknown ? [...options, ['', t('intake.unknown')] as const] : options;
  return (
    <fieldset className="radio">
      <legend className="name">{t(`intake.field.${partsOf(id).kind}`)}</legend>
      <div className="line">
        {all.map(([each, words], index) => {
          const isUnknown = mayBeUnknown && index === all.length - 1;
          const isChosen = isUnknown ? value === null : value === each;
          return (
            <label key={words} className="radio-one" data-is={isUnknown ? 'unknown' : undefined}>
              <input
                type="radio"
                name={id}
                id={index === 0 ? domId(id) : undefined}
                data-field={id}
                data-unknown={mayBeUnknown ? 'may' : undefined}
                checked={isChosen}
                onChange={() => answer(id, isUnknown ? null : each)}
              />
              {words}
            </label>
          );
        })}
      </div>
      {note !== undefined && (
        <p className="note" data-tone={note.tone}>
          {note.icon}
          {note.words}
        </p>
      )}
    </fieldset>
  );
}

/** Returns the id of a field's element in the page. */
export function domId(id: FieldId): string {
  return `field-${id.replace('.', '-')}`;
}

interface Note {
  tone: Check['tone'];
  icon: ReactNode;
  words: string;
}

const WRONG_ICON = <IconAlertTriangle size={14} aria-hidden />;

/** Returns what is said under a field: the mark of the API, that it is needed, or its check. */
function useNote(id: FieldId): Note | undefined {
  const { t } = useText();
  const problems = useProblemWords();
  const { marks, isTried, faults, checkOf } = useIntake();
  const say = useCheckWords();
  const mark = marks.get(id);
  if (mark !== undefined) return { tone: 'wrong', icon: WRONG_ICON, words: problems.ofField(mark) };
  const check = checkOf(id);
  if (check !== undefined) {
    const icon =
      check.tone === 'right' ? <IconCheck size={14} aria-hidden /> : check.tone === 'wrong' ? WRONG_ICON : undefined;
    return { tone: check.tone, icon, words: say(check, id) };
  }
  const missing = faults.find((fault) => fault.id === id && fault.why === 'missing');
  if (!isTried || missing === undefined) return undefined;
  return { tone: 'note', icon: undefined, words: t('intake.askStill') };
}

/** Returns the function that says a check in words. */
export function useCheckWords(): (check: Check, id: FieldId) => string {
  const { t, language } = useText();
  const { form, context } = useIntake();
  const shortName = useShortName(context.institutions);
  return ({ word, values = {} }, id) => {
    switch (word) {
      case 'bankKnown':
      case 'bankDigits': {
        const slug = findInstitution(textOf(form, id), context.institutions)?.slug ?? '';
        return t(`intake.check.${word}`, { ...values, name: shortName(slug) });
      }
      case 'amount':
      case 'amountAbout': {
        const satang = String(values['satang']);
        const words = language === 'th' ? bahtText(satang) : `${formatBaht(satang, 'exact')} baht`;
        return t(`intake.check.${word}`, { words });
      }
      case 'day':
        return t('intake.check.day', { day: formatDate(String(values['at']), language) });
      case 'timeAboutNight':
      case 'timeBetweenNight':
        return t(`intake.check.${word}`, { ...values, day: formatDate(String(values['at']), language) });
      case 'time':
        return values['at'] === ''
          ? ''
          : t('intake.check.time', { before: formatAgo(Number(values['beforeMs']), language) });
      default:
        return t(`intake.check.${word}`, values);
    }
  };
}

/** Writes how long ago something was: minutes, then hours and days. */
export function formatAgo(ms: number, language: 'th' | 'en'): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes >= 60) return formatLength(ms, language);
  return language === 'th' ? `${minutes} นาที` : `${minutes} min`;
}
