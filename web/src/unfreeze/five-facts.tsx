import type { AppealView } from '../api/schema.js';
import { serverNow } from '../api/server-time.js';
import { formatBaht } from '../format/money.js';
import { formatInstant, formatLength } from '../format/time.js';
import { useText } from './words.js';
import { lastFour } from '../ui/marks/account.js';
import { Facts } from '../ui/desk/desk.js';

interface FiveFactsProps {
  hold: AppealView['hold'];
  reference: string;
  institution: string;
  accountMasked: string;
  /** True when the hold goes on. */
  isLive: boolean;
}

/** What a holder is told of a hold: how much, since when, by which power and whom, until when. */
export function FiveFacts({ hold, reference, institution, accountMasked, isLive }: FiveFactsProps) {
  const { t, language } = useText();
  const amount = hold.heldSatang === '0' ? hold.requestedSatang : hold.heldSatang;
  const left = formatLength(Math.max(0, Date.parse(hold.expiresAt) - serverNow()), language);
  return (
    <Facts
      facts={[
        [
          t('unfreeze.fact.amount'),
          <strong key="amount">{t('unfreeze.fact.baht', { amount: formatBaht(amount, 'exact') })}</strong>,
        ],
        [t('unfreeze.fact.since'), formatInstant(hold.orderedAt, language)],
        [t('unfreeze.fact.kind'), t(`holdKind.${hold.kind}`)],
        [t('unfreeze.fact.by'), language === 'th' ? hold.orderedByTh : hold.orderedBy],
        [t('unfreeze.fact.account'), `${institution} ••••${lastFour(accountMasked)}`],
        [t('unfreeze.fact.reference'), reference],
        [
          t('unfreeze.fact.ends'),
          <>
            {formatInstant(hold.expiresAt, language)}{' '}
            {isLive && <span className="label">{t('unfreeze.fact.left', { time: left })}</span>}
          </>,
        ],
      ]}
    />
  );
}
