import type { ComplaintStatus } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';

type IncompleteTransfer = ComplaintStatus['incompleteTransfers'][number];

/** Returns the functions that name an incomplete transfer, say what was told of it, and how it stands. */
export function useIncompleteWords(): Readonly<
  Record<'name' | 'told' | 'standing', (transfer: IncompleteTransfer) => string>
> {
  const { t, language } = useText();
  return {
    name: ({ no }) => t('complaints.incomplete.number', { number: no }),
    told: ({ amountSatang, between, reference }) => {
      const told = [
        ...(amountSatang === null ? [] : [t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') })]),
        ...(between === null
          ? []
          : [`${formatInstant(between.from, language)} – ${formatInstant(between.until, language)}`]),
        ...(reference === null ? [] : [t('complaints.reference', { reference })]),
      ];
      return told.length === 0 ? t('complaints.incomplete.nothingTold') : told.join(' · ');
    },
    standing: ({ state, search }) => {
      if (state !== 'open') return t(`complaints.incomplete.${state}`);
      if (search === null) return t('complaints.incomplete.notSearched');
      if (search.state === 'disputed') return t('complaints.incomplete.foundOther');
      return search.state === 'asked'
        ? t('complaints.incomplete.searching', { at: formatInstant(search.deadlineAt, language) })
        : t('complaints.incomplete.notFound');
    },
  };
}
