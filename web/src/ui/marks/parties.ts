import type { Institutions } from '../../queue/queue-data.js';
import { useText } from '../../text/translate.js';

const AGENCIES = ['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'] as const;

/** Returns the function that names an institution or agency by its slug. */
export function usePartyName(institutions: Institutions): (slug: string) => string {
  const { t, language } = useText();
  return (slug) => {
    const agency = AGENCIES.find((each) => each === slug);
    if (agency !== undefined) return t(`agency.${agency}`);
    const institution = institutions.get(slug);
    if (institution === undefined) return slug;
    return language === 'th' ? institution.nameTh : institution.nameEn;
  };
}

/** Returns the function that names an institution in a row: without the word for bank. */
export function useShortName(institutions: Institutions): (slug: string) => string {
  const nameOf = usePartyName(institutions);
  return (slug) =>
    nameOf(slug)
      .replace(/^ธนาคาร(?=.)/, '')
      .replace(/ Bank$/, '');
}
