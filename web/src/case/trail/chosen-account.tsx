import type { Person } from '../../api/next-session.js';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { whyNotAsk } from '../../orders/may-order.js';
import type { WantedOrder } from '../../orders/order-dialog.js';
import { useText as useOrderText } from '../../orders/words.js';
import { lastFour } from '../../ui/marks/account.js';
import { Revealable } from '../../ui/reveal/revealable.js';
import { useText } from '../words.js';

interface ChosenAccountProps {
  view: CaseView;
  person: Person | undefined;
  account: CaseView['accounts'][number];
  mayReveal: boolean;
  blocked: string | undefined;
  /** Why no order can be asked for now, such as the claim of another person. */
  requestBlocked: string | undefined;
  onOrder: (wanted: WantedOrder) => void;
  fullName: (slug: string) => string;
}

/**
 * The chosen account of the trail, whose full number is shown for a reason; an order under a seizure
 * warrant may be asked for.
 */
export function ChosenAccount(props: ChosenAccountProps) {
  const { view, person, account, mayReveal, blocked, requestBlocked, onOrder, fullName } = props;
  const { t } = useText();
  const { t: o } = useOrderText();
  return (
    <section>
      <h2 className="label">{t('chosen.title')}</h2>
      <p className="label">
        {t('request.traced', { hop: account.hop, amount: formatBaht(account.attributedSatang, 'short') })}
      </p>
      <Revealable
        caseId={view.id}
        of={{ partId: account.partId }}
        name={fullName(account.institution)}
        masked={`••••••${lastFour(account.accountMasked)}`}
        mayReveal={mayReveal}
        blocked={blocked}
      />
      {person !== undefined && whyNotAsk('whole_account', view, person) === undefined && (
        <>
          <button
            type="button"
            className="button small"
            disabled={requestBlocked !== undefined}
            onClick={() => onOrder({ kind: 'whole_account', account })}
          >
            {o('order.whole_account.button')}…
          </button>
          {requestBlocked !== undefined && <p className="label said">{requestBlocked}</p>}
        </>
      )}
    </section>
  );
}
