import i18next from 'i18next';
import { useText, type th } from './words.js';

/** Codes that the record has and people read: a bank's result, why an answer has no effect, a break, and so on. */
type CodeKind = 'result' | 'unused' | 'difference' | 'release' | 'exchange' | 'event';

/**
 * Returns the function that puts a code of the record into words. A code may be added at any time:
 * one that is newer than this page stands as it is.
 */
export function useRecordWords(): (kind: CodeKind, code: string) => string {
  const { t } = useText();
  return (kind, code) => {
    const key = `record.${kind}.${code}`;
    return i18next.exists(key) ? t(key as `record.result.${keyof (typeof th)['record']['result']}`) : code;
  };
}
