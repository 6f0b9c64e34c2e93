import { useEffect, useState, type RefObject } from 'react';
import { formatBaht } from '../format/money.js';
import { CASE_TYPES } from '../intake/form/case-types.js';
import { useText } from './words.js';
import { usePartyName } from '../ui/marks/parties.js';
import type { Institutions } from './queue-data.js';
import { SavedViews } from './saved-views.js';
import {
  AMOUNTS,
  ASSIGNEES,
  isFiltered,
  NO_FILTER,
  partOfCaseNo,
  SORTS,
  STATUSES,
  type QueueSearch,
} from './queue-search.js';

interface QueueFiltersProps {
  /** Subject of the person whose saved views stand here; undefined: who only reads has none. */
  viewsOf: string | undefined;
  /** Why nothing can be changed now; undefined: it can. */
  blocked: string | undefined;
  institutions: Institutions;
  search: QueueSearch;
  searchField: RefObject<HTMLInputElement | null>;
  onChange: (part: Partial<QueueSearch>) => void;
}

/** The filters of the queue. */
export function QueueFilters({ viewsOf, blocked, institutions, search, searchField, onChange }: QueueFiltersProps) {
  const { t, language } = useText();
  const nameOf = usePartyName(institutions);
  // What is typed stands here first: the address follows a moment later, and would lose letters.
  const [typed, setTyped] = useState(search.text ?? '');
  useEffect(() => {
    if (document.activeElement !== searchField.current) setTyped(search.text ?? '');
  }, [search.text]);
  const sorter = new Intl.Collator(language);
  const slugs = [...institutions.keys()].sort((one, other) => sorter.compare(nameOf(one), nameOf(other)));
  return (
    <div className="filters">
      <label className="line label">
        {t('queue.status')}
        <select
          className="select"
          value={search.status ?? ''}
          onChange={({ target }) => onChange({ status: STATUSES.find((status) => status === target.value) })}
        >
          <option value="">{t('queue.anyStatus')}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {t(`status.${status}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        {t('queue.institution')}
        <select
          className="select"
          value={search.institution ?? ''}
          onChange={({ target }) => onChange({ institution: target.value || undefined })}
        >
          <option value="">{t('queue.allInstitutions')}</option>
          {slugs.map((slug) => (
            <option key={slug} value={slug}>
              {nameOf(slug)}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        {t('queue.assignee.label')}
        <select
          className="select"
          value={search.assignee ?? ''}
          onChange={({ target }) => onChange({ assignee: ASSIGNEES.find((each) => each === target.value) })}
        >
          <option value="">{t('queue.assignee.anyone')}</option>
          {ASSIGNEES.map((each) => (
            <option key={each} value={each}>
              {t(`queue.assignee.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        {t('queue.column.type')}
        <select
          className="select"
          value={search.caseType ?? ''}
          onChange={({ target }) => onChange({ caseType: target.value || undefined })}
        >
          <option value="">{t('queue.anyType')}</option>
          {[...CASE_TYPES, 'unknown' as const].map((type) => (
            <option key={type} value={type}>
              {t(`caseType.${type}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="line label">
        {t('queue.amount')}
        <select
          className="select"
          value={search.atLeast ?? ''}
          onChange={({ target }) => onChange({ atLeast: AMOUNTS.find((amount) => amount === target.value) })}
        >
          <option value="">{t('queue.anyAmount')}</option>
          {AMOUNTS.map((amount) => (
            <option key={amount} value={amount}>
              {t('queue.atLeast', { amount: formatBaht(amount, 'short') })}
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
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange({ text: partOfCaseNo(target.value) });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
          }}
        />
      </label>
      <label className="line label">
        {t('queue.sort.label')}
        <select
          className="select"
          value={search.sort ?? ''}
          onChange={({ target }) => onChange({ sort: SORTS.find((sort) => sort === target.value) })}
        >
          <option value="">{t('queue.sort.time')}</option>
          {SORTS.map((sort) => (
            <option key={sort} value={sort}>
              {t(`queue.sort.${sort}`)}
            </option>
          ))}
        </select>
      </label>
      {isFiltered(search) && (
        <button type="button" className="button small" onClick={() => onChange({ ...NO_FILTER, tab: search.tab })}>
          {t('queue.clear')}
        </button>
      )}
      <span className="grow" />
      {viewsOf !== undefined && <SavedViews person={viewsOf} search={search} blocked={blocked} onChange={onChange} />}
    </div>
  );
}
