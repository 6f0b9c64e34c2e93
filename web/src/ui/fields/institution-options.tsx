import type { Institutions } from '../../queue/queue-data.js';
import { useText } from '../../text/translate.js';
import { usePartyName } from '../marks/parties.js';

/** The institutions as options of a list, by their names in the person's language. */
export function InstitutionOptions({ institutions }: { institutions: Institutions }) {
  const { language } = useText();
  const nameOf = usePartyName(institutions);
  const sorter = new Intl.Collator(language);
  const slugs = [...institutions.keys()].sort((one, other) => sorter.compare(nameOf(one), nameOf(other)));
  return slugs.map((slug) => (
    <option key={slug} value={slug}>
      {nameOf(slug)}
    </option>
  ));
}
