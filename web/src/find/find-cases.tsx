import { useState, type ReactNode, type RefObject } from 'react';
import { Link } from '@tanstack/react-router';
import type { ComplaintsFound } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { CASE_WAYS } from './asked.js';
import { SearchForm } from './search-form.js';
import { useText } from './words.js';

interface FindCasesProps {
  field: RefObject<HTMLInputElement | null>;
  close: ReactNode;
  /** Called when a case that was found is opened. */
  onOpened: () => void;
}

/** Finds cases by a number; the result is case numbers only. */
export function FindCases({ field, close, onOpened }: FindCasesProps) {
  const { t, language } = useText();
  const [found, setFound] = useState<ComplaintsFound>();
  return (
    <>
      <SearchForm ways={CASE_WAYS} field={field} close={close} onFound={setFound} />
      {found !== undefined && (
        <div role="status">
          <h3>
            {found.complaints.length === 0 ? t('find.none') : t('find.found', { count: found.complaints.length })}
          </h3>
          {found.complaints.length === 0 && <p className="label">{t('find.noneDetail')}</p>}
          <ul className="plain-rows">
            {found.complaints.map((each) => (
              <li key={each.id} className="line">
                <Link to="/cases/$caseId" params={{ caseId: each.id }} className="whole" onClick={onOpened}>
                  {each.caseNo}
                </Link>
                <span className="label">{t('find.received', { at: formatInstant(each.receivedAt, language) })}</span>
                <span className="grow" />
                <span className="label whole">{t(`status.${each.status}`)}</span>
              </li>
            ))}
          </ul>
          {found.more && <p className="label">{t('find.more')}</p>}
        </div>
      )}
    </>
  );
}
