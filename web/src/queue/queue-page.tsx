import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { formatBaht } from '../format/money.js';
import { useText } from './words.js';
import { PageKeys, type PageKey } from '../ui/keys.js';
import { Empty, Loading, ReadFailed } from '../ui/page-states.js';
import { usePageTitle } from '../ui/screen.js';
import { Peek } from './peek.js';
import { useInstitutions, useQueue } from './queue-data.js';
import { QueueFilters } from './queue-filters.js';
import { withBands } from './queue-rows.js';
import { isFiltered, TABS, type QueueSearch } from './queue-search.js';
import { QueueTable } from './queue-table.js';
import { QueueTabs } from './queue-tabs.js';

/** Home: the open cases by time left, live, with the chosen one beside them. */
export function QueuePage() {
  const { t } = useText();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const queue = useQueue(search);
  const institutions = useInstitutions();
  const searchField = useRef<HTMLInputElement>(null);
  const view = queue.data;
  const rows = view?.cases ?? [];
  const lines = useMemo(() => (view === undefined ? [] : withBands(view)), [view]);
  const chosen = rows.find(({ id }) => id === search.chosen);
  const [isTouched, setTouched] = useState(false);
  usePageTitle(t('queue.title'));

  const change = (part: Partial<QueueSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const choose = (id: string) => {
    setTouched(true);
    change({ chosen: id });
  };
  const open = (id: string) => void navigate({ to: '/cases/$caseId', params: { caseId: id } });
  const move = (step: number) => {
    const index = rows.findIndex(({ id }) => id === chosen?.id);
    const next = rows[Math.max(0, Math.min(rows.length - 1, index < 0 ? 0 : index + step))];
    if (next) choose(next.id);
  };
  const show = (tab: QueueSearch['tab']) => change({ tab: tab === 'all' ? undefined : tab, chosen: undefined });

  // The most urgent case of a view is chosen when it opens; later nothing is chosen by itself.
  const isShown = rows.length > 0 && !queue.isPlaceholderData;
  useEffect(() => {
    if (isShown && search.chosen === undefined) change({ chosen: rows[0]?.id });
  }, [isShown, search.tab]);

  const keys: PageKey[] = [
    { code: 'KeyJ', cap: 'j ↓', words: t('keys.move'), act: () => move(1) },
    { code: 'KeyK', cap: 'k ↑', words: t('keys.move'), act: () => move(-1) },
    { code: 'ArrowDown', act: () => move(1) },
    { code: 'ArrowUp', act: () => move(-1) },
    { code: 'Enter', cap: 'Enter', words: t('keys.open'), act: () => chosen && open(chosen.id) },
    { code: 'Slash', cap: '/', words: t('keys.search'), act: () => searchField.current?.focus() },
    { code: 'Escape', cap: 'Esc', words: t('keys.back'), act: () => change({ chosen: undefined }) },
    ...TABS.map((tab, index) => ({
      code: `Digit${index + 1}`,
      cap: String(index + 1),
      words: t(`queue.tab.${tab}`),
      act: () => show(tab),
    })),
  ];

  return (
    <main className="queue" id="content">
      <h1 className="unseen">{t('queue.title')}</h1>
      <QueueTabs counts={view?.tabs ?? []} tab={search.tab ?? 'all'} onChange={show} />
      <QueueFilters institutions={institutions} search={search} searchField={searchField} onChange={change} />
      <div className="queue-body">
        {view !== undefined && rows.length > 0 ? (
          <QueueTable
            lines={lines}
            chosenId={chosen?.id}
            follows={isTouched}
            institutions={institutions}
            onChoose={choose}
            onOpen={open}
          />
        ) : view !== undefined ? (
          <NoCase isFiltered={isFiltered(search)} />
        ) : queue.error !== null ? (
          <ReadFailed error={queue.error} onRetry={() => void queue.refetch()} />
        ) : (
          <Loading rows={12} />
        )}
        <p className="queue-foot">
          {view !== undefined && (
            <span>
              {t('queue.foot', { count: view.total, amount: formatBaht(view.atRiskSatang, 'short') })}
              {view.next !== null && ` · ${t('queue.first', { shown: rows.length, count: view.total })}`}
            </span>
          )}
          <span className="grow" />
          <span aria-hidden="true" className="key-hints">
            <kbd>j</kbd> <kbd>k</kbd> {t('keys.move')} <kbd>Enter</kbd> {t('keys.open')} <kbd>/</kbd> {t('keys.search')}{' '}
            <kbd>?</kbd> {t('keys.help')}
          </span>
        </p>
      </div>
      <Peek row={chosen} institutions={institutions} />
      <PageKeys keys={keys} />
    </main>
  );
}

/** Says why no case is shown: none is open, or none that is open matches. */
function NoCase({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useText();
  return isFiltered ? (
    <Empty title={t('queue.noneMatch')} detail={t('queue.noneMatchDetail')} />
  ) : (
    <Empty title={t('queue.empty')} detail={t('queue.emptyDetail')} />
  );
}
