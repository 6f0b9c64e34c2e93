import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface GiveVictimSecretProps {
  complaintId: string;
  /** Why nothing can be done now. */
  blocked: string | undefined;
}

/**
 * Gives the victim the secret with which the status is read by case number. It is shown once, to be
 * read out; another one ends it.
 */
export function GiveVictimSecret({ complaintId, blocked }: GiveVictimSecretProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const [secret, setSecret] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isAsked, setAsked] = useState(false);
  const give = async () => {
    setAsked(true);
    setProblem(undefined);
    try {
      const params = { path: { id: complaintId } };
      setSecret((await dataOf(api.POST('/v1/complaints/{id}/secrets', { params, body: {} }))).secret);
    } catch (error) {
      setProblem(t('complaints.secret.failed', { why: problems.of(error) }));
    }
    setAsked(false);
  };
  return (
    <section aria-label={t('complaints.secret.title')}>
      <p className="label">{t('complaints.secret.why')}</p>
      <p className="line" role="status">
        <ActButton
          className="button small"
          why={blocked ?? (isAsked ? t('act.busy') : undefined)}
          onClick={() => void give()}
        >
          {t(secret === undefined ? 'complaints.secret.give' : 'complaints.secret.again')}
        </ActButton>
        {secret !== undefined && <strong className="secret">{secret}</strong>}
        <span className="label">{problem ?? (secret === undefined ? '' : t('complaints.secret.once'))}</span>
      </p>
    </section>
  );
}
