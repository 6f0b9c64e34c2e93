import i18next from 'i18next';
import { formatInstant } from '../../format/time.js';
import { useText } from '../words.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * Returns the functions that say a field of an agency's answer, such as `hr03 1 · list`, and its
 * value in words. An agency may write more than we know: that stands as it was written.
 */
export function useAnswerWords() {
  const { t, language } = useText();
  const known = (key: string) => (i18next.exists(key) ? t(key as 'evidence.yes') : undefined);
  const fieldOf = (path: string): string =>
    path
      .split(' · ')
      .map((part) => {
        const [name = '', number] = part.split(' ');
        return [known(`evidence.part.${name}`) ?? name, number].filter((each) => each !== undefined).join(' ');
      })
      .join(' · ');
  const valueOf = (value: string | undefined): string => {
    if (value === undefined) return '–';
    if (INSTANT.test(value)) return formatInstant(value, language);
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'evidence.yes' : 'evidence.no');
    return (
      (/^[a-z_]+$|^[A-Z_]+$/.test(value) ? (known(`hit.${value}`) ?? known(`evidence.said.${value}`)) : undefined) ??
      value
    );
  };
  return { fieldOf, valueOf };
}
