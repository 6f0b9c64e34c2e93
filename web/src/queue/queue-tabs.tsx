import type { QueueTab, QueueView } from '../api/schema.js';
import { useText } from './words.js';
import { TABS } from './queue-search.js';

interface QueueTabsProps {
  counts: QueueView['tabs'];
  tab: QueueTab;
  onChange: (tab: QueueTab) => void;
}

/** The views of the queue with the number of their cases. */
export function QueueTabs({ counts, tab, onChange }: QueueTabsProps) {
  const { t } = useText();
  return (
    <nav className="tabs" aria-label={t('queue.tabsLabel')}>
      {TABS.map((each) => (
        <button key={each} type="button" aria-current={each === tab} onClick={() => onChange(each)}>
          {t(`queue.tab.${each}`)}
          <span className="count">{countOf(counts.find((count) => count.tab === each))}</span>
        </button>
      ))}
    </nav>
  );
}

function countOf(count: QueueView['tabs'][number] | undefined): string {
  if (count === undefined) return '';
  return count.more ? `${count.cases}+` : String(count.cases);
}
