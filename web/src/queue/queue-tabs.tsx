import type { CaseRow } from '../api/schema.js';
import { useText } from '../text/translate.js';
import { STATUSES, type QueueSearch } from './queue-search.js';

interface QueueTabsProps {
  rows: readonly CaseRow[];
  status: QueueSearch['status'];
  onChange: (status: QueueSearch['status']) => void;
}

/** The views of the queue with the number of their cases. */
export function QueueTabs({ rows, status, onChange }: QueueTabsProps) {
  const { t } = useText();
  const tabs = [undefined, ...STATUSES] as const;
  return (
    <nav className="tabs" aria-label={t('queue.tabsLabel')}>
      {tabs.map((tab) => (
        <button key={tab ?? 'all'} type="button" aria-current={tab === status} onClick={() => onChange(tab)}>
          {tab === undefined ? t('queue.all') : t(`queue.tab.${tab}`)}
          <span className="count">
            {tab === undefined ? rows.length : rows.filter((row) => row.status === tab).length}
          </span>
        </button>
      ))}
    </nav>
  );
}
