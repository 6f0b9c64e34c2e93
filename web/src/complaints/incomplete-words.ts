import type { ComplaintStatus } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';

type IncompleteTransfer = ComplaintStatus['incompleteTransfers'][number];

/** Returns the functions that name an incomplete transfer by what was told, and say how it stands. */
export function useIncompleteWords(): Readonly<Record<'told' | 'standing', (transfer: IncompleteTransfer) => string>> {
  const { t, language } = useText();
  return {
    told: ({ no, amountSatang, between, reference }) =>
      [
        t('complaints.incomplete.number', { number: no }),
        ...(amountSatang === null ? [] : [t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') })]),
        ...(between === null
          ? []
          : [`${formatInstant(between.from, language)} – ${formatInstant(between.until, language)}`]),
        ...(reference === null ? [] : [t('complaints.reference', { reference })]),
      ].join(' · '),
    standing: ({ state, search }) => {
      if (state !== 'open') return t(`complaints.incomplete.${state}`);
      if (search === null) return t('complaints.incomplete.notSearched');
      return search.state === 'asked'
        ? t('complaints.incomplete.searching', { at: formatInstant(search.deadlineAt, language) })
        : t('complaints.incomplete.notFound');
    },
  };
}
