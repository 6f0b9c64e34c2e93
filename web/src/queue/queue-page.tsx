import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { serverNow } from '../api/server-time.js';
import { columnForm, formatBaht, sumSatang } from '../format/money.js';
import { useText } from '../text/translate.js';
import { PageKeys, type PageKey } from '../ui/keys.js';
import { usePageTitle } from '../ui/screen.js';
import { Empty, Loading, ReadFailed } from '../ui/page-states.js';
import { QueueFilters } from './queue-filters.js';
import { Peek } from './peek.js';
import { useInstitutions, useOpenCases } from './queue-data.js';
import { byTimeLeft, filterRows, withBands } from './queue-rows.js';
import { STATUSES, type QueueSearch } from './queue-search.js';
import { QueueTable } from './queue-table.js';
import { QueueTabs } from './queue-tabs.js';

/** Home: the open cases by time left, live, with the chosen one beside them. */
export function QueuePage() {
  const { t } = useText();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const cases = useOpenCases();
  const institutions = useInstitutions().data;
  const searchField = useRef<HTMLInputElement>(null);
  // Bands are cut when the data is read, so that no row moves under a hand by itself.
  const sorted = useMemo(() => byTimeLeft(cases.data ?? []), [cases.data]);
  const rows = useMemo(() => filterRows(sorted, search), [sorted, search]);
  const lines = useMemo(() => withBands(rows, serverNow()), [rows, cases.dataUpdatedAt]);
  const chosen = rows.find(({ id }) => id === search.chosen);
  const [isTouched, setTouched] = useState(false);

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
  const openChosen = () => {
    if (chosen) open(chosen.id);
  };

  usePageTitle(t('queue.title'));
  // The most urgent case is chosen when the page opens; later nothing is chosen by itself.
  const hasRows = rows.length > 0;
  useEffect(() => {
    if (hasRows && search.chosen === undefined) change({ chosen: rows[0]?.id });
  }, [hasRows]);

  const keys: PageKey[] = [
    { code: 'KeyJ', cap: 'j', words: t('keys.move'), act: () => move(1) },
    { code: 'KeyK', cap: 'k', words: t('keys.move'), act: () => move(-1) },
    { code: 'ArrowDown', cap: '↓', words: t('keys.move'), act: () => move(1) },
    { code: 'ArrowUp', cap: '↑', words: t('keys.move'), act: () => move(-1) },
    { code: 'Enter', cap: 'Enter', words: t('keys.open'), act: openChosen },
    { code: 'Slash', cap: '/', words: t('keys.search'), act: () => searchField.current?.focus() },
    { code: 'Escape', cap: 'Esc', words: t('keys.back'), act: () => change({ chosen: undefined }) },
    { code: 'Digit1', cap: '1', words: t('keys.tab'), act: () => change({ status: undefined }) },
    ...STATUSES.map((status, index) => ({
      code: `Digit${index + 2}`,
      cap: String(index + 2),
      words: t(`queue.tab.${status}`),
      act: () => change({ status }),
    })),
  ];

  const notHeld = sumSatang(rows.map((row) => String(BigInt(row.stolenSatang) - BigInt(row.heldSatang))));
  const isFiltered = rows.length < sorted.length;
  return (
    <main className="queue" id="content">
      <h1 className="unseen">{t('queue.title')}</h1>
      <QueueTabs rows={sorted} status={search.status} onChange={(status) => change({ status })} />
      <QueueFilters
        rows={sorted}
        institutions={institutions}
        search={search}
        searchField={searchField}
        onChange={change}
        isFiltered={isFiltered}
      />
      <div className="queue-body">
        {cases.error !== null && cases.data === undefined ? (
          <ReadFailed error={cases.error} onRetry={() => void cases.refetch()} />
        ) : cases.data === undefined ? (
          <Loading rows={12} />
        ) : rows.length === 0 && sorted.length > 0 ? (
          <Empty title={t('queue.noneMatch')} detail={t('queue.noneMatchDetail', { count: sorted.length })} />
        ) : rows.length === 0 ? (
          <Empty title={t('queue.empty')} detail={t('queue.emptyDetail')} />
        ) : (
          <QueueTable
            lines={lines}
            chosenId={chosen?.id}
            follows={isTouched}
            institutions={institutions}
            onChoose={choose}
            onOpen={open}
          />
        )}
        <p className="queue-foot">
          <span>
            {t('queue.foot', {
              count: rows.length,
              amount: formatBaht(notHeld, columnForm([notHeld])),
            })}
          </span>
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
