import i18next from 'i18next';
import { ProblemError } from '../api/client.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText, type th } from './every-words.js';

interface ProblemWords {
  /** What a call that failed means, with the faults of fields that the API names. */
  readonly of: (error: unknown) => string;
  /** What a stable code means; `NETWORK` is that nobody answered. */
  readonly ofCode: (code: string) => string;
  /** What is wrong in a field, by the code of its fault. */
  readonly ofField: (code: string) => string;
}

/**
 * Returns the functions that put a refusal of the API into words, in the language of the page. The
 * sentence of the API itself is for programmers, and English: no page shows it. A code that is newer
 * than this page gets a general sentence with the code.
 */
export function useProblemWords(): ProblemWords {
  const { t, language } = useText();
  const isKnown = (code: string) => i18next.exists(`problem.code.${code}`);
  const ofCode = (code: string) => {
    if (code === 'NETWORK') return t('problem.network');
    return isKnown(code) ? t(`problem.code.${code}` as 'problem.code.SERVICE.FAULT') : t('problem.general', { code });
  };
  /** Says a code with the figure that came with it, where the table has words for both. */
  const withFigure = ({ code, values: { at, belowSatang, mostSatang, most } }: ProblemError) => {
    const amount = belowSatang ?? mostSatang;
    const key = `problem.with.${code}`;
    if (!i18next.exists(key) || (at ?? amount ?? most) === undefined) return undefined;
    return t(key as 'problem.with.ATTACHMENT.TOO_MANY', {
      at: at === undefined ? '' : formatInstant(at, language),
      amount: amount === undefined ? '' : formatBaht(amount, 'exact'),
      most,
    });
  };
  const ofField = (code: string) => {
    const key = `problem.field.${code.replace(/^FIELD\./, '')}`;
    return t(
      i18next.exists(key) ? (key as `problem.field.${keyof (typeof th)['problem']['field']}`) : 'problem.field.other',
    );
  };
  return {
    ofCode,
    ofField,
    of: (error) => {
      if (!(error instanceof ProblemError)) return t('problem.network');
      if (error.status >= 500 && !isKnown(error.code)) return t('problem.code.SERVICE.FAULT');
      const faults = [...new Set(error.faults.map(({ code }) => ofField(code)))];
      const problem = withFigure(error) ?? ofCode(error.code);
      return faults.length === 0 ? problem : t('problem.fields', { problem, faults: faults.join(' · ') });
    },
  };
}
