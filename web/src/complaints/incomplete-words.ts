import type { ComplaintStatus } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';

type IncompleteTransfer = ComplaintStatus['incompleteTransfers'][number];

/** Returns what was told and cannot be right, each with what it is. */
function wrongOf(asTold: IncompleteTransfer['asTold']) {
  if (asTold === null) return [];
  const said = { ...asTold, receiver: asTold.receiverMasked };
  return (['amount', 'time', 'reference', 'receiver'] as const).flatMap((what) => {
    const text = said[what];
    return text === null ? [] : [[what, text] as const];
  });
}

/** Returns the functions that name an incomplete transfer, say what was told of it, and how it stands. */
export function useIncompleteWords(): Readonly<
  Record<'name' | 'told' | 'standing', (transfer: IncompleteTransfer) => string>
> {
  const { t, language } = useText();
  return {
    name: ({ no }) => t('complaints.incomplete.number', { number: no }),
    told: ({ amountSatang, aboutAmountSatang, between, aboutTime, reference, asTold }) => {
      const told = [
        ...(amountSatang === null ? [] : [t('complaints.baht', { amount: formatBaht(amountSatang, 'exact') })]),
        ...(aboutAmountSatang === null
          ? []
          : [t('complaints.incomplete.aboutBaht', { amount: formatBaht(aboutAmountSatang, 'exact') })]),
        ...(aboutTime === null
          ? []
          : [
              t('complaints.incomplete.aboutTime', {
                at: formatInstant(aboutTime.at, language),
                minutes: aboutTime.withinMinutes,
              }),
            ]),
        ...(between === null
          ? []
          : [`${formatInstant(between.from, language)} – ${formatInstant(between.until, language)}`]),
        ...(reference === null ? [] : [t('complaints.reference', { reference })]),
        ...wrongOf(asTold).map(([what, said]) => t(`complaints.incomplete.wrong.${what}`, { said })),
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
