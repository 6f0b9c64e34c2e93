import { useEffect, useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { NarrativeAdvice as Advice } from '../api/schema.js';
import type { PageKey } from '../ui/screen/keys.js';
import { useIntake } from './intake-context.js';
import { partsOf, textOf, withAnswers, type IntakeForm } from './intake-form.js';
import { CASE_TYPES } from './case-types.js';
import { piecesOf, suggestionsOf } from './suggestions.js';
import { useText } from './words.js';

type Reading = NonNullable<Advice['reading']>;

/** A reading with the text that it is of. */
export interface ReadNarrative {
  readonly narrative: string;
  readonly reading: Reading;
}

/** Shorter texts say nothing, and so long after the last key a text is read. */
const LEAST_LENGTH = 20;
const PAUSE_MS = 800;
/** A busy analysis gives no answer: it is asked again this often, and so long after the time before. */
const TRIES = 6;
const AGAIN_MS = 4_000;

/**
 * Reads what is typed of the narrative, a moment after the last key; undefined while there is no
 * reading of it, such as with the analysis switched off. It is kept nowhere else.
 */
export function useNarrativeReading(form: IntakeForm): ReadNarrative | undefined {
  const narrative = textOf(form, 'narrative');
  const [read, setRead] = useState<ReadNarrative>();
  useEffect(() => {
    if (narrative.length < LEAST_LENGTH) return;
    const stale = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const askIn = (delayMs: number, tries: number): void => {
      if (tries > 0 && !stale.signal.aborted) timer = setTimeout(() => void ask(tries), delayMs);
    };
    const ask = async (tries: number): Promise<void> => {
      const again = (): void => askIn(AGAIN_MS, tries - 1);
      await dataOf(api.POST('/v1/analysis/narrative', { body: { narrative }, signal: stale.signal })).then(
        ({ reading, because }) => {
          if (reading !== null) setRead({ narrative, reading });
          else if (because === 'no_answer') again();
        },
        again, // it is advice: intake goes on without
      );
    };
    askIn(PAUSE_MS, TRIES);
    return () => {
      clearTimeout(timer);
      stale.abort();
    };
  }, [narrative]);
  return read?.narrative === narrative ? read : undefined;
}

/**
 * Tells that a reading was shown while a complaint was taken down, so that what became of it
 * measures the model. Nobody waits for it, and without it nothing is lost but that.
 */
export function tellOutcome(caseId: string, { reading: { modelVersion, encoder } }: ReadNarrative): void {
  const params = { path: { id: caseId } };
  const body = { modelVersion, encoder };
  api.POST('/v1/cases/{id}/narrative-outcome', { params, body }).catch(() => undefined);
}

/** The keys that confirm the first suggestions, in their order. */
const DIGITS = ['6', '7', '8', '9', '0'] as const;
const CAPS = DIGITS.map((digit) => `Alt ${digit}`);

/** What the narrative seems to say: advice, which one key or click confirms. What was typed stays. */
export function NarrativeAdvice({ read: { narrative, reading } }: { read: ReadNarrative }) {
  const { t } = useText();
  const { form, change } = useIntake();
  const types = reading.caseTypes.flatMap(({ caseType, confidence }) => {
    const known = CASE_TYPES.find((each) => each === caseType);
    return known === undefined ? [] : [{ caseType: known, percent: Math.round(confidence * 100) }];
  });
  const chosen = textOf(form, 'caseType');
  const suggestions = suggestionsOf(reading.entities, form);
  return (
    <section className="intake-card intake-advice" aria-labelledby="narrative-advice">
      <h2 id="narrative-advice">{t('intake.advice.title')}</h2>
      <p className="label">
        {t('intake.advice.isAdvice')}
        {reading.encoder === 'lexicon' && ` · ${t('intake.advice.lexicon')}`} ·{' '}
        {t('intake.advice.model', { version: reading.modelVersion })}
      </p>
      {reading.officerChooses && <p className="unasked">{t('intake.advice.choose')}</p>}
      <ul className="plain-rows" aria-label={t('intake.advice.types')}>
        {types.map(({ caseType, percent }) => (
          <li key={caseType} className="line">
            <button
              type="button"
              className="button small"
              disabled={chosen !== ''}
              onClick={() => change((before) => withAnswers(before, { caseType }))}
            >
              {t(`caseType.${caseType}`)}
            </button>
            <span className="label">{t('intake.advice.confidence', { percent })}</span>
            {chosen === caseType && <span className="label">{t('intake.advice.chosen')}</span>}
          </li>
        ))}
      </ul>
      <p className="said narrative">
        {piecesOf(narrative, reading.entities).map(({ text, entity }, place) =>
          entity === undefined ? (
            <span key={place}>{text}</span>
          ) : (
            <mark key={place} title={t(`intake.advice.entity.${entity.type}`)}>
              {text}
            </mark>
          ),
        )}
      </p>
      <ul className="plain-rows" aria-label={t('intake.advice.named')}>
        {suggestions.map(({ entity, value, field, apply }, place) => (
          <li key={`${entity.type} ${value}`} className="line">
            <span className="label">{t(`intake.advice.entity.${entity.type}`)}</span>
            <bdi className="said">{value}</bdi>
            <span className="grow" />
            {field === undefined ? (
              <span className="label">{t('intake.advice.typed')}</span>
            ) : (
              <button type="button" className="button small" onClick={() => change(apply)}>
                {t('intake.advice.take', { field: t(`intake.field.${partsOf(field).kind}`) })}{' '}
                {CAPS[place] !== undefined && <kbd>{CAPS[place]}</kbd>}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The keys of the suggestions, for the keys of the page. */
export function suggestionKeys(
  read: ReadNarrative | undefined,
  form: IntakeForm,
  change: (change: (form: IntakeForm) => IntakeForm) => void,
): PageKey[] {
  if (read === undefined) return [];
  return suggestionsOf(read.reading.entities, form)
    .slice(0, DIGITS.length)
    .flatMap(({ field, apply }, place): PageKey[] =>
      field === undefined ? [] : [{ code: `Digit${DIGITS[place]}`, with: 'alt', act: () => change(apply) }],
    );
}
