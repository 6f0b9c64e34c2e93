import type { CaseView } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useText } from './words.js';

/** What a request says besides its amount: the end of the order, and the number of its warrant. */
export function OrderTerms({ request }: { request: CaseView['freezeRequests'][number] }) {
  const { t, language } = useText();
  const { untilAt, seizureWarrantNo } = request;
  return (
    <>
      {untilAt !== null && <p className="label">{t('order.until', { at: formatInstant(untilAt, language) })}</p>}
      {seizureWarrantNo !== null && (
        <p className="label">
          {t('order.warrant')} <bdi className="quoted">{seizureWarrantNo}</bdi>
        </p>
      )}
    </>
  );
}
