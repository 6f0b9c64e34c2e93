import { useState, type ReactNode, type RefObject } from 'react';
import { api, dataOf, ProblemError } from '../api/client.js';
import type { ComplaintsFound } from '../api/schema.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { searchBody, useAsked, type Way } from './asked.js';
import { AskedFields } from './asked-fields.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface SearchFormProps {
  ways: readonly Way[];
  /** In one line above a table. */
  isInline?: boolean;
  field?: RefObject<HTMLInputElement | null>;
  /** The button that leaves a dialog. */
  close?: ReactNode;
  onFound: (found: ComplaintsFound | undefined) => void;
}

/** Searches for complaints by a number, in a dialog or above a table. Each search is on record. */
export function SearchForm({ ways, isInline = false, field, close, onFound }: SearchFormProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const state = useAsked(ways);
  const { asked, isReady } = state;
  const [failure, setFailure] = useState<string>();
  const find = async () => {
    const body = isReady ? searchBody(asked) : undefined;
    if (body === undefined) return;
    setFailure(undefined);
    if (!isInline) onFound(undefined);
    try {
      onFound(await dataOf(api.POST('/v1/complaints/searches', { body })));
    } catch (error) {
      const isFaulty = error instanceof ProblemError && error.status === 400;
      const way = t(`find.way.${asked.way}`);
      setFailure(isFaulty ? t('find.faulty', { way }) : `${t('find.failed')}: ${problems.of(error)}`);
    }
  };
  const go = (
    <ActButton isSubmit className={isInline ? 'button' : 'button primary'} why={isReady ? undefined : t('find.needs')}>
      {t('find.go')} {!isInline && <kbd>Enter</kbd>}
    </ActButton>
  );
  return (
    <form
      className={isInline ? 'lookup' : undefined}
      onSubmit={(event) => {
        event.preventDefault();
        void find();
      }}
    >
      {isInline && <strong>{t('find.title.cases')}</strong>}
      <AskedFields state={state} ways={ways} isInline={isInline} field={field} />
      {isInline ? (
        <>
          {go}
          <span className="label" role="status">
            {failure ?? t('find.onRecord')}
          </span>
        </>
      ) : (
        <>
          <div className="dialog-foot">
            {close}
            {go}
          </div>
          {failure !== undefined && (
            <div className="strip" data-tone="failed" role="alert">
              {failure}
            </div>
          )}
        </>
      )}
    </form>
  );
}
