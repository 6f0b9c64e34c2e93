import type { CaseView } from '../api/schema.js';
import { inBangkok } from '../format/bangkok.js';
import { formatDate, formatInstant } from '../format/time.js';
import { useText } from './words.js';

/** What a request says besides its amount: the end of the order, and the number of its warrant. */
export function OrderTerms({ request }: { request: CaseView['freezeRequests'][number] }) {
  const { t, language } = useText();
  const { untilAt, seizureWarrantNo, warrant } = request;
  return (
    <>
      {untilAt !== null && <p className="label">{t('order.until', { at: formatInstant(untilAt, language) })}</p>}
      {seizureWarrantNo !== null && (
        <p className="label">
          {t('order.warrant')} <bdi className="quoted">{seizureWarrantNo}</bdi>
        </p>
      )}
      {warrant !== null && (
        <p className="label">
          {t('order.warrantOf', {
            authority: warrant.authority,
            day: formatDate(inBangkok(warrant.issuedOn), language),
          })}{' '}
          · {t('order.readWarrant')} <span className="hash">{warrant.sha256}</span>
        </p>
      )}
    </>
  );
}
