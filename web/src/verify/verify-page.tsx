import { useState } from 'react';
import { dataOf, openApi, ProblemError } from '../api/client.js';
import type { OrderVerification } from '../api/schema.js';
import { formatBaht } from '../format/money.js';
import { formatInstant } from '../format/time.js';
import { useFailureText } from '../open/proof-form.js';
import { lastFour } from '../ui/marks/account.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useText } from './words.js';

/**
 * A public page: whoever holds an order document types its code, or scans its QR code, and reads whether
 * the order is real and still in force.
 */
export function VerifyPage() {
  const { t } = useText();
  const failureText = useFailureText();
  const [code, setCode] = useState(() => window.location.hash.slice(1));
  const [seen, setSeen] = useState<OrderVerification>();
  const [failure, setFailure] = useState<string>();
  usePageTitle(t('verify.page'));
  const check = async () => {
    setSeen(undefined);
    setFailure(undefined);
    try {
      const body = { code: code.trim().toUpperCase() };
      setSeen(await dataOf(openApi.POST('/v1/orders/verifications', { body })));
    } catch (error) {
      const isUnknown = error instanceof ProblemError && (error.status === 404 || error.status === 400);
      setFailure(isUnknown ? t('verify.unknown') : failureText(error));
    }
  };
  return (
    <main id="content" className="slip">
      <h1>{t('verify.page')}</h1>
      <p>{t('verify.lead')}</p>
      <form
        className="proof"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <label className="field">
          <span className="name">{t('verify.code')}</span>
          <input
            className="input"
            value={code}
            onChange={({ target }) => setCode(target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
          />
        </label>
        <button type="submit" className="button primary">
          {t('verify.check')}
        </button>
      </form>
      <div role="status">
        {failure !== undefined && (
          <p className="strip" data-tone="failed">
            {failure}
          </p>
        )}
        {seen !== undefined && <Verified seen={seen} />}
      </div>
    </main>
  );
}

function Verified({ seen }: { seen: OrderVerification }) {
  const { t, language } = useText();
  const bank = language === 'th' ? seen.institution.nameTh : seen.institution.nameEn;
  return (
    <>
      <h2>{t(`verify.standing.${seen.standing}`)}</h2>
      <p className="label">{t('verify.compare')}</p>
      <dl className="slip-facts">
        {(
          [
            ['order', seen.orderId],
            ['caseNo', seen.caseNo],
            ['account', `${bank} ••••${lastFour(seen.accountMasked)}`],
            ['amount', t('verify.baht', { amount: formatBaht(seen.amountSatang, 'exact') })],
            ['issued', formatInstant(seen.issuedAt, language)],
            ['expires', formatInstant(seen.expiresAt, language)],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{t(`verify.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
