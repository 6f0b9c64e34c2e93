import { useState } from 'react';
import { api, dataOf } from '../api/client.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { useRevealed } from '../ui/reveal/use-revealed.js';
import { ActButton } from '../ui/screen/act-button.js';
import { useText } from './words.js';

interface CallBackProps {
  caseId: string;
  /** Names the reporter's number in a reveal; null: nobody knows one. */
  field: string | null;
  reason: string;
}

/**
 * Shows the number that is on record, for the call back. The reading is on record with its
 * reason; the number goes again after half a minute.
 */
export function CallBack({ caseId, field, reason }: CallBackProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const [number, setNumber] = useRevealed();
  const [problem, setProblem] = useState<string>();
  if (field === null) return <p className="label">{t('complaints.callBack.unknown')}</p>;
  const show = async () => {
    try {
      const body = { field, reason: reason.trim().slice(0, 500) };
      const params = { path: { id: caseId } };
      setNumber((await dataOf(api.POST('/v1/cases/{id}/reveals', { params, body }))).value);
      setProblem(undefined);
    } catch (error) {
      setProblem(t('complaints.callBack.failed', { why: problems.of(error) }));
    }
  };
  const isReady = reason.trim() !== '';
  return (
    <p className="line" role="status">
      {number === undefined ? (
        <ActButton
          className="button small"
          why={isReady ? undefined : t('complaints.callBack.needsReason')}
          onClick={() => void show()}
        >
          {t('complaints.callBack.show')}
        </ActButton>
      ) : (
        <strong>{number}</strong>
      )}
      <span className="label">{problem ?? (isReady ? '' : t('complaints.callBack.needsReason'))}</span>
    </p>
  );
}
