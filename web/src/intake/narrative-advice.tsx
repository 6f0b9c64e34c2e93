import { useEffect, useState } from 'react';
import { api, dataOf } from '../api/client.js';
import type { NarrativeAdvice as Advice } from '../api/schema.js';
import { ModelErrors } from '../advice/model-errors.js';
import { useText as useAdviceText } from '../advice/words.js';
import type { PageKey } from '../ui/screen/keys.js';
import { useIntake } from './form/intake-context.js';
import { partsOf, stepOf, textOf, withAnswers, type FieldId, type IntakeForm } from './form/intake-form.js';
import { CASE_TYPES } from './form/case-types.js';
import { piecesOf, type Suggestion } from './form/suggestions.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './call/words.js';

type Reading = NonNullable<Advice['reading']>;

/** A reading with the text that it is of, and how often its model was wrong. */
export interface ReadNarrative {
  readonly narrative: string;
  readonly reading: Reading;
  /** How often the first type that this version names is right; null: nobody measured it. */
  readonly measured: Advice['measured'];
  readonly judged: NonNullable<Advice['judged']>;
  readonly errorRate: number | null;
}

const WRONGS = ['other_type', 'no_scam', 'values_misread'] as const;
/** Why a person calls a reading wrong. */
export type SaidWrong = (typeof WRONGS)[number];

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
        ({ reading, because, measured, judged, errorRate }) => {
          if (reading !== null && judged !== null) setRead({ narrative, reading, measured, judged, errorRate });
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
 * Tells that a reading was shown while a complaint was taken down, and why the person called it wrong,
 * if so, so that what became of it
 * measures the model. Nobody waits for it, and without it nothing is lost but that.
 */
export function tellOutcome(
  caseId: string,
  { reading: { modelVersion, encoder } }: ReadNarrative,
  saidWrong: SaidWrong | undefined,
): void {
  const params = { path: { id: caseId } };
  const body = { modelVersion, encoder, ...(saidWrong === undefined ? {} : { saidWrong }) };
  api.POST('/v1/cases/{id}/narrative-outcome', { params, body }).catch(() => undefined);
}

/** The keys that confirm the first suggestions, in their order. */
const DIGITS = ['6', '7', '8', '9', '0'] as const;
const CAPS = DIGITS.map((digit) => `Alt ${digit}`);

interface NarrativeAdviceProps {
  read: ReadNarrative;
  saidWrong: SaidWrong | undefined;
  onSaidWrong: (why: SaidWrong | undefined) => void;
}

/**
 * What the narrative seems to say: advice, which one key or click confirms, and one click calls wrong.
 * What was typed stays.
 */
export function NarrativeAdvice({ read, saidWrong, onSaidWrong }: NarrativeAdviceProps) {
  const { narrative, reading, measured, judged, errorRate } = read;
  const { t } = useText();
  const { t: a } = useAdviceText();
  const { form, change } = useIntake();
  const types = reading.caseTypes.flatMap(({ caseType, cues }) => {
    const known = CASE_TYPES.find((each) => each === caseType);
    return known === undefined ? [] : [{ caseType: known, cues }];
  });
  const chosen = textOf(form, 'caseType');
  return (
    <section className="intake-card intake-advice" aria-labelledby="narrative-advice">
      <h2 id="narrative-advice">{t('intake.advice.title')}</h2>
      <p className="label">
        {t('intake.advice.isAdvice')}
        {reading.encoder === 'lexicon' && ` · ${t('intake.advice.lexicon')}`} ·{' '}
        <ModelErrors advice={{ modelVersion: reading.modelVersion, measured, judged, errorRate }} />
      </p>
      {reading.officerChooses && <p className="unasked">{t('intake.advice.choose')}</p>}
      <ul className="plain-rows" aria-label={t('intake.advice.types')}>
        {types.map(({ caseType, cues }) => (
          <li key={caseType} className="line wrapping">
            <ActButton
              className="button small"
              why={chosen === '' ? undefined : t('intake.advice.typed')}
              onClick={() => change((before) => withAnswers(before, { caseType }))}
            >
              {t(`caseType.${caseType}`)}
            </ActButton>
            {chosen === caseType && <span className="label">{t('intake.advice.chosen')}</span>}
            {cues.length > 0 && (
              <span className="label">
                {t('intake.advice.because')}{' '}
                {cues.map((cue) => (
                  <bdi key={cue}>“{cue}” </bdi>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div className="line wrapping" role="group" aria-label={a('advice.wrong')}>
        <span className="label">{a('advice.wrong')}:</span>
        {WRONGS.map((why) => (
          <button
            key={why}
            type="button"
            className="button small"
            aria-pressed={saidWrong === why}
            onClick={() => onSaidWrong(saidWrong === why ? undefined : why)}
          >
            {t(`intake.advice.wrong.${why}`)}
          </button>
        ))}
        <span className="label">
          {t(saidWrong === undefined ? 'intake.advice.wrongEffect' : 'intake.advice.wrongKept')}
        </span>
      </div>
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
    </section>
  );
}

/**
 * What the narrative names, right under it, so that nobody scrolls for it: a click or the key of its
 * place puts a value into its field. What was typed stays, and nothing is filled by itself.
 */
export function NarrativeNames() {
  const { t } = useText();
  const { form, change, suggestions } = useIntake();
  const isOfMany = (field: FieldId) => form.counts.transfers > 1 && stepOf(field) === 'transfers';
  if (suggestions.length === 0) return <p className="label intake-names">{t('intake.advice.nothing')}</p>;
  return (
    <>
      <p role="status" className="unseen">
        {t('intake.advice.count', { count: suggestions.length })}
      </p>
      <ul className="plain-rows intake-names" aria-label={t('intake.advice.named')}>
        {suggestions.map(({ entity, value, field, apply, others }, place) => (
          <li key={`${entity.type} ${value}`} className="line wrapping">
            <span className="label">{t(`intake.advice.entity.${entity.type}`)}</span>
            <bdi className="said">{value}</bdi>
            <span className="grow" />
            {field === undefined ? (
              <span className="label">{t('intake.advice.typed')}</span>
            ) : (
              <button type="button" className="button small" onClick={() => change(apply)}>
                {t('intake.advice.take', { field: t(`intake.field.${partsOf(field).kind}`) })}
                {isOfMany(field) && ` ${t('intake.advice.takeNth', { number: partsOf(field).index + 1 })}`}{' '}
                {CAPS[place] !== undefined && <kbd>{CAPS[place]}</kbd>}
              </button>
            )}
            {others.map((other) => (
              <button key={other.field} type="button" className="button small" onClick={() => change(other.apply)}>
                {t('intake.advice.takeNth', { number: partsOf(other.field).index + 1 })}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Says by which key a suggestion of a place is taken. */
export function capOf(place: number | undefined): string | undefined {
  return place === undefined ? undefined : CAPS[place];
}

/** The keys of the suggestions, for the keys of the page. */
export function suggestionKeys(
  suggestions: readonly Suggestion[],
  change: (change: (form: IntakeForm) => IntakeForm) => void,
): PageKey[] {
  return suggestions
    .slice(0, DIGITS.length)
    .flatMap(({ field, apply }, place): PageKey[] =>
      field === undefined ? [] : [{ code: `Digit${DIGITS[place]}`, with: 'alt', act: () => change(apply) }],
    );
}
