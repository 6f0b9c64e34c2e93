import { useState } from 'react';
import { api, dataOf, ProblemError } from '../api/client.js';
import type { HolderView } from '../api/schema.js';
import type { Institutions } from '../queue/queue-data.js';
import { useText } from './words.js';
import { InstitutionOptions } from '../ui/fields/institution-options.js';
import { useProblemWords } from '../problem/use-problem-words.js';

interface LookUpProps {
  institutions: Institutions;
  onFound: (view: HolderView) => void;
}

/**
 * Looks holds up for a caller, by the account or by the reference of a notice. What is typed stays
 * on this page only: it goes into no address.
 */
export function LookUp({ institutions, onFound }: LookUpProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const [institution, setInstitution] = useState('');
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<string>();
  const value = typed.trim().toUpperCase();
  const isReference = value.includes('/');
  const isReady = isReference || (institution !== '' && value !== '');

  const look = async () => {
    if (!isReady) return setAnswer(t('unfreeze.lookUp.both'));
    const body = isReference
      ? { reference: value }
      : { account: { institution, accountNo: value.replaceAll(/[\s-]/g, '') } };
    try {
      onFound(await dataOf(api.POST('/v1/appeals/searches', { body })));
      setAnswer(undefined);
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : '';
      if (code === 'HOLD.ABSENT') setAnswer(t('unfreeze.lookUp.none'));
      else if (code === 'REQUEST.SCHEMA') setAnswer(t('unfreeze.lookUp.wrong'));
      else setAnswer(t('unfreeze.lookUp.failed', { why: problems.of(error) }));
    }
  };
  return (
    <form
      className="lookup"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <strong>{t('unfreeze.lookUp.title')}</strong>
      <label className="field">
        <span className="unseen">{t('unfreeze.lookUp.institution')}</span>
        <select className="input" value={institution} onChange={({ target }) => setInstitution(target.value)}>
          <option value="">{t('unfreeze.lookUp.institution')}</option>
          <InstitutionOptions institutions={institutions} />
        </select>
      </label>
      <label className="field">
        <span className="unseen">{t('unfreeze.lookUp.value')}</span>
        <input
          id="look-up"
          className="input"
          autoComplete="off"
          maxLength={40}
          placeholder={t('unfreeze.lookUp.value')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <button type="submit" className="button">
        {t('unfreeze.lookUp.find')} <kbd>/</kbd>
      </button>
      <span className="label" role="status">
        {answer ?? t('unfreeze.lookUp.onRecord')}
      </span>
    </form>
  );
}
