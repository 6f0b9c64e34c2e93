import type { RefObject } from 'react';
import type { CaseRow } from '../api/schema.js';
import { useText } from '../text/translate.js';
import type { Institution } from './queue-data.js';
import type { QueueSearch } from './queue-search.js';

interface QueueFiltersProps {
  rows: readonly CaseRow[];
  institutions: ReadonlyMap<string, Institution> | undefined;
  search: QueueSearch;
  searchField: RefObject<HTMLInputElement | null>;
  isFiltered: boolean;
  onChange: (part: Partial<QueueSearch>) => void;
}

/** The filters of the queue; each offers what stands in the queue. */
export function QueueFilters({ rows, institutions, search, searchField, isFiltered, onChange }: QueueFiltersProps) {
  const { t, language } = useText();
  const types = [...new Set(rows.map(({ caseType }) => caseType))].sort();
  const banks = [...new Set(rows.map(({ victimInstitution }) => victimInstitution))].sort();
  const nameOf = (slug: string) => {
    const institution = institutions?.get(slug);
    return institution === undefined ? slug : language === 'th' ? institution.nameTh : institution.nameEn;
  };
  return (
    <div className="filters">
      <label className="line label">
        {t('queue.type')}
        <select
          className="select"
          value={search.type ?? ''}
          onChange={(event) => onChange({ type: event.target.value || undefined })}
        >
          <option value="">{t('queue.allTypes')}</option>
          {types.map((type) => (
            <option key={type} value={type}>
              {t(`caseType.${type}` as 'caseType.other')}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        {t('queue.institution')}
        <select
          className="select"
          value={search.institution ?? ''}
          onChange={(event) => onChange({ institution: event.target.value || undefined })}
        >
          <option value="">{t('queue.allInstitutions')}</option>
          {banks.map((slug) => (
            <option key={slug} value={slug}>
              {nameOf(slug)}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        <span className="unseen">{t('queue.text')}</span>
        <input
          ref={searchField}
          type="search"
          className="select find"
          placeholder={t('queue.text')}
          value={search.text ?? ''}
          onChange={(event) => onChange({ text: event.target.value || undefined })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      </label>
      {isFiltered && (
        <button
          type="button"
          className="button small"
          onClick={() => onChange({ status: undefined, type: undefined, institution: undefined, text: undefined })}
        >
          {t('queue.clear')}
        </button>
      )}
      <span className="grow" />
      <span className="label">{t('queue.sorted')}</span>
    </div>
  );
}
