import { useEffect, useState } from 'react';
import { IconEye } from '@tabler/icons-react';
import { api, dataOf } from '../../api/client.js';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { lastFour } from '../../ui/marks/account.js';
import { ActDialog } from '../../ui/dialog/act-dialog.js';
import { useText } from '../words.js';

/** A revealed number goes away by itself after so long. */
const SHOWN_MS = 30_000;

interface ChosenAccountProps {
  caseId: string;
  account: CaseView['accounts'][number];
  mayReveal: boolean;
  blocked: string | undefined;
  fullName: (slug: string) => string;
}

/** The chosen account of the trail. Its full number is shown for a reason, on record, for 30 seconds. */
export function ChosenAccount({ caseId, account, mayReveal, blocked, fullName }: ChosenAccountProps) {
  const { t } = useText();
  const [value, setValue] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const masked = `••••••${lastFour(account.accountMasked)}`;
  const bank = fullName(account.institution);
  return (
    <section>
      <h2 className="label">{t('chosen.title')}</h2>
      <p>
        {bank} <span className="whole">{value ?? masked}</span>
      </p>
      <p className="label">
        {t('request.traced', { hop: account.hop, amount: formatBaht(account.attributedSatang, 'short') })}
      </p>
      {value !== undefined && <p className="label">{t('chosen.goes')}</p>}
      {mayReveal && value === undefined && (
        <button type="button" className="button small" onClick={() => setAsking(true)}>
          <IconEye size={16} aria-hidden /> {t('chosen.reveal')}…
        </button>
      )}
      {isAsking && (
        <ActDialog
          title={t('chosen.ask', { bank, account: masked })}
          lead={t('chosen.lead')}
          confirm={t('chosen.reveal')}
          reasonLabel={t('chosen.reason')}
          blocked={blocked}
          onClose={() => setAsking(false)}
          onAct={async (reason) => {
            const body = { partId: account.partId, reason };
            const answer = await dataOf(api.POST('/v1/cases/{id}/reveals', { params: { path: { id: caseId } }, body }));
            setValue(answer.value);
            return undefined;
          }}
        >
          {null}
        </ActDialog>
      )}
    </section>
  );
}
