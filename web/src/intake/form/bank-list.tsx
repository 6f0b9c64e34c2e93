import { useInstitutions } from '../../queue/queue-data.js';
import { useShortName } from '../../ui/marks/parties.js';

/** The names under which institutions are offered while somebody types, by the id of the list. */
export const BANK_LIST = 'intake-banks';

/** Offers the institutions to the fields that ask for one. */
export function BankList() {
  const institutions = useInstitutions();
  const shortName = useShortName(institutions);
  return (
    <datalist id={BANK_LIST}>
      {[...institutions.values()].map(({ slug, bankCode }) => (
        <option key={slug} value={bankCode === null ? shortName(slug) : `${shortName(slug)} (${bankCode})`} />
      ))}
    </datalist>
  );
}
