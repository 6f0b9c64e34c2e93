import type { Institutions } from '../../queue/queue-data.js';
import { useText } from '../../text/translate.js';

/** Who acts besides, as the record has them: the programs of the centre, and persons without an account here. */
const OTHERS = ['system', 'holder', 'victim'] as const;
const AGENCIES = ['mdes', 'ccib', 'dsi', 'amlo', 'bot', 'nbtc', 'sec'] as const;

/** Returns the function that names who acts: an institution or agency by its slug; a person stays as recorded. */
export function usePartyName(institutions: Institutions): (slug: string) => string {
  const { t, language } = useText();
  return (slug) => {
    const agency = AGENCIES.find((each) => each === slug);
    if (agency !== undefined) return t(`agency.${agency}`);
    const other = OTHERS.find((each) => each === slug);
    if (other !== undefined) return t(`actor.${other}`);
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
