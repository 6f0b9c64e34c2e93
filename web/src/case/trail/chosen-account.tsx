import type { CaseActs, CaseView } from '../../api/schema.js';
import i18next from 'i18next';
import { formatBaht } from '../../format/money.js';
import { isOpen, offerOf } from '../../orders/acts.js';
import type { WantedOrder } from '../../orders/order-dialog.js';
import { useText as useOrderText } from '../../orders/words.js';
import { lastFour } from '../../ui/marks/account.js';
import { Revealable } from '../../ui/reveal/revealable.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { useText } from '../words.js';

interface ChosenAccountProps {
  view: CaseView;
  /** What the person can do, as the server says; undefined: it is not read yet. */
  acts: CaseActs | undefined;
  account: CaseView['accounts'][number];
  mayReveal: boolean;
  blocked: string | undefined;
  /** Why no order can be asked for now, such as the claim of another person. */
  requestBlocked: string | undefined;
  onOrder: (wanted: WantedOrder) => void;
  /** Asks for a suspension of the account. */
  onAsk: (partId: string) => void;
  fullName: (slug: string) => string;
}

/**
 * The chosen account of the trail, whose full number is shown for a reason; an order under a seizure
 * warrant may be asked for.
 */
export function ChosenAccount(props: ChosenAccountProps) {
  const { view, acts, account, mayReveal, blocked, requestBlocked, onOrder, onAsk, fullName } = props;
  const { t } = useText();
  const { t: o } = useOrderText();
  const here = acts?.accounts.find(({ partId }) => partId === account.partId);
  const missing = here?.ground.missing ?? [];
  const missingWords = missing.map((code) => {
    const key = `finding.answer.${code.replace('.', '_')}`;
    return i18next.exists(key) ? t(key as 'finding.answer.nbtc_sim') : code;
  });
  return (
    <section>
      <h2 className="label">{t('chosen.title')}</h2>
      <p className="label">
        {t('request.traced', { hop: account.hop, amount: formatBaht(account.attributedSatang, 'short') })}
      </p>
      {here !== undefined && here.thereSatang !== '0' && (
        <p className="label">{t('chosen.there', { amount: formatBaht(here.thereSatang, 'short') })}</p>
      )}
      {here?.stops.map(({ reason }) => (
        <p key={reason} className="label">
          <strong>{t(`account.stop_${reason}`)}</strong> · {t(`chosen.stops.${reason}`)}
        </p>
      ))}
      {missing.length > 0 && (
        <p className="label unknown-words">{t('chosen.missing', { what: missingWords.join(', ') })}</p>
      )}
      <Revealable
        caseId={view.id}
        of={{ partId: account.partId }}
        name={fullName(account.institution)}
        masked={`••••••${lastFour(account.accountMasked)}`}
        mayReveal={mayReveal}
        blocked={blocked}
      />
      {isOpen(offerOf(here?.requests, 'aoc_suspension')) && (
        <ActButton className="button small" why={requestBlocked} onClick={() => onAsk(account.partId)}>
          {t('chosen.ask')}…
        </ActButton>
      )}
      {isOpen(offerOf(here?.requests, 'whole_account')) && (
        <>
          <ActButton
            className="button small"
            why={requestBlocked}
            onClick={() => onOrder({ kind: 'whole_account', account })}
          >
            {o('order.whole_account.button')}…
          </ActButton>
          {requestBlocked !== undefined && <p className="label said">{requestBlocked}</p>}
        </>
      )}
    </section>
  );
}
