import { useState } from 'react';
import { useText } from '../../text/translate.js';

/** So many rows of a long list stand on a page, and so many more come at a press. */
export const ROWS = 40;

/**
 * Shows the first rows of a list, so that a case with hundreds of accounts opens as fast as one with
 * three. A row that somebody has chosen is shown wherever it stands, with those before it.
 */
export function useFirstRows<T>(rows: readonly T[], mustShow?: (row: T) => boolean) {
  const [most, setMost] = useState(ROWS);
  const wanted = mustShow === undefined ? -1 : rows.findLastIndex(mustShow);
  const shown = rows.slice(0, Math.max(most, wanted + 1));
  const more: MoreRowsProps = {
    count: Math.min(ROWS, rows.length - shown.length),
    left: rows.length - shown.length,
    onMore: () => setMost(shown.length + ROWS),
    onAll: () => setMost(Infinity),
  };
  return { shown, more };
}

interface MoreRowsProps {
  /** How many a press shows. */
  readonly count: number;
  /** How many are not shown yet. */
  readonly left: number;
  readonly onMore: () => void;
  readonly onAll: () => void;
}

/** Says how many rows are not shown, and shows more; nothing where all are. */
export function MoreRows({ count, left, onMore, onAll }: MoreRowsProps) {
  const { t } = useText();
  if (left === 0) return null;
  return (
    <div className="line more-rows">
      <span className="label">{t('rows.left', { left })}</span>
      <button type="button" className="button small" onClick={onMore}>
        {t('rows.more', { count })}
      </button>
      {left > count && (
        <button type="button" className="button small" onClick={onAll}>
          {t('rows.all')}
        </button>
      )}
    </div>
  );
}
