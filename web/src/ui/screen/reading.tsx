import { useEffect, useState } from 'react';
import { codeOf, ProblemError } from '../../api/client.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { useEveryText } from '../../text/every-page.js';

/** Where rows will come: bars, but only when it takes longer than a blink. */
export function Loading({ rows }: { rows: number }) {
  const { t } = useEveryText();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="message" role="status">
      <span className="unseen">{t('reading.loading')}</span>
      {isShown && (
        <ul aria-hidden="true" className="ghosts">
          {Array.from({ length: rows }, (_, index) => (
            <li key={index}>
              <span className="ghost" />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Says in the table's place why nothing is there, and where work is. */
export function Empty({ title, detail }: { title: string; detail: string }) {
  return (
    <div className="message" role="status">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{detail}</p>
    </div>
  );
}

/** Says that something could not be read, and whether it is tried again. */
export function ReadFault({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useEveryText();
  const problems = useProblemWords();
  const isTriedAgain = !(error instanceof ProblemError && error.status < 500);
  return (
    <div className="message" role="alert">
      <p>
        <strong>{t('reading.failed')}</strong>
      </p>
      <p>{problems.of(error)}</p>
      {isTriedAgain && <p>{t('reading.failedDetail', { code: codeOf(error) })}</p>}
      <p>
        <button type="button" className="button" onClick={onRetry}>
          {t('reading.retry')}
        </button>
      </p>
    </div>
  );
}
