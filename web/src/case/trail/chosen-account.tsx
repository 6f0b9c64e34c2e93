import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { lastFour } from '../../ui/marks/account.js';
import { Revealable } from '../../ui/reveal/revealable.js';
import { useText } from '../words.js';

interface ChosenAccountProps {
  caseId: string;
  account: CaseView['accounts'][number];
  mayReveal: boolean;
  blocked: string | undefined;
  fullName: (slug: string) => string;
}

/** The chosen account of the trail, whose full number is shown for a reason. */
export function ChosenAccount({ caseId, account, mayReveal, blocked, fullName }: ChosenAccountProps) {
  const { t } = useText();
  return (
    <section>
      <h2 className="label">{t('chosen.title')}</h2>
      <p className="label">
        {t('request.traced', { hop: account.hop, amount: formatBaht(account.attributedSatang, 'short') })}
      </p>
      <Revealable
        caseId={caseId}
        of={{ partId: account.partId }}
        name={fullName(account.institution)}
        masked={`••••••${lastFour(account.accountMasked)}`}
        mayReveal={mayReveal}
        blocked={blocked}
      />
    </section>
  );
}
