import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { connection } from '../api/live.js';
import { session } from '../api/session.js';
import { useStore } from '../api/store.js';
import { useClaimActs } from '../handling/claims.js';
import { worksOnCases } from '../handling/workers.js';
import { isFinding } from '../find/find-button.js';
import { HandoverDialog } from '../handling/handover-dialog.js';
import { useText as useHandlingText } from '../handling/words.js';
import { formatBaht } from '../format/money.js';
import { useText } from './words.js';
import { PageKeys, type PageKey } from '../ui/screen/keys.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Empty, Loading } from '../ui/screen/reading.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { useProblemWords } from '../problem/use-problem-words.js';
import { Peek } from './peek.js';
import { useInstitutions, useQueue } from './queue-data.js';
import { queueLeft } from './queue-left.js';
import { QueueFilters } from './queue-filters.js';
import { withBands } from './queue-rows.js';
import { FIRST_TAB, isFiltered, TABS, type QueueSearch } from './queue-search.js';
import { QueueTable } from './queue-table.js';
import { QueueTabs } from './queue-tabs.js';

/** Home: the open cases by time left, live, with the chosen one beside them. */
export function QueuePage() {
  const { t } = useText();
  const { t: h } = useHandlingText();
  const problems = useProblemWords();
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const queue = useQueue(search);
  const institutions = useInstitutions();
  const searchField = useRef<HTMLInputElement>(null);
  const view = queue.data;
  const rows = view?.cases ?? [];
  const isByTime = search.sort === undefined;
  const lines = useMemo(() => {
    if (view === undefined) return [];
    return isByTime ? withBands(view) : view.cases.map((row) => ({ kind: 'case' as const, row }));
  }, [view, isByTime]);
  const chosen = rows.find(({ id }) => id === search.chosen);
  const [isTouched, setTouched] = useState(false);
  // Only where there is no room beside the table: the chosen case lies over it.
  const [isPeeking, setPeeking] = useState(false);
  const now = useStore(session);
  const person = now.state === 'signed-in' || now.state === 'expired' ? now.person : undefined;
  const blocked = useStore(connection).state === 'lost' ? t('act.disconnected') : undefined;
  const mayWork = worksOnCases(person);
  const claims = useClaimActs();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  // What left the queue is selected no more.
  const selected = rows.filter(({ id }) => picked.has(id));
  const targets = selected.length > 0 ? selected : chosen === undefined ? [] : [chosen];
  const [isHandingOver, setHandingOver] = useState(false);
  const [failure, setFailure] = useState<string>();
  usePageTitle(t('queue.title'));
  useEffect(() => queueLeft.set({ ...search, signInFailed: undefined }), [search]);

  const change = (part: Partial<QueueSearch>) => {
    // Who has already left for another page, which is still loading, is not called back.
    if (window.location.pathname !== '/') return;
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  };
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
  const pick = (id: string) =>
    setPicked((before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]));
  /** Claims what is selected, also what is one's own already; else takes the chosen case, or puts it down. */
  const takeOrPutDown = async () => {
    if (!mayWork || blocked !== undefined) return;
    setFailure(undefined);
    const failed: string[] = [];
    for (const row of targets) {
      await (selected.length > 0 ? claims.claim : claims.takeOrPutDown)(row.id).catch((error: unknown) =>
        failed.push(`${row.caseNo}: ${problems.of(error)}`),
      );
    }
    const [done, count] = [targets.length - failed.length, targets.length];
    if (failed.length > 0) setFailure(t('queue.someClaimed', { done, count, failed: failed.join(' · ') }));
  };
  const handOver = () => {
    if (mayWork && targets.length > 0) setHandingOver(true);
  };
  const back = () => {
    if (isPeeking) setPeeking(false);
    else change({ chosen: undefined });
  };
  const tab = search.tab ?? person?.queueTab ?? FIRST_TAB;
  const show = (next: QueueSearch['tab']) => change({ tab: next, chosen: undefined });

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
    { code: 'KeyC', cap: 'c', words: h('claim.take'), act: () => void takeOrPutDown() },
    { code: 'KeyH', cap: 'h', words: h('handover.open'), act: handOver },
    { code: 'Space', cap: 'Space', words: t('keys.select'), act: () => chosen && pick(chosen.id) },
    { code: 'KeyA', shift: true, cap: 'Shift A', words: t('keys.selection'), act: handOver },
    { code: 'Slash', cap: '/', words: t('keys.search'), act: () => isFinding.set(true) },
    { code: 'Escape', cap: 'Esc', words: t('keys.back'), act: back },
    ...TABS.slice(0, 9).map((each, index) => ({
      code: `Digit${index + 1}`,
      cap: String(index + 1),
      words: t(`queue.tab.${each}`),
      act: () => show(each),
    })),
  ];

  return (
    <main className="queue" id="content" data-peeking={isPeeking}>
      <h1 className="unseen">{t('queue.title')}</h1>
      <QueueTabs counts={view?.tabs ?? []} tab={tab} onChange={show} />
      <QueueFilters
        viewsOf={mayWork ? person?.id : undefined}
        blocked={blocked}
        institutions={institutions}
        search={search}
        searchField={searchField}
        onChange={change}
      />
      <div className="queue-body">
        {view !== undefined && rows.length > 0 ? (
          <QueueTable
            lines={lines}
            chosenId={chosen?.id}
            follows={isTouched}
            institutions={institutions}
            selected={picked}
            person={person}
            onChoose={(id) => {
              choose(id);
              setPeeking(true);
            }}
            onOpen={open}
            onSelect={pick}
            onEnd={() => {
              if (queue.hasNextPage && !queue.isFetchingNextPage) void queue.fetchNextPage();
            }}
            isByRisk={search.sort === 'risk'}
          />
        ) : view !== undefined ? (
          <NoCase isFiltered={isFiltered(search)} isAll={tab === 'all'} />
        ) : queue.error !== null ? (
          <ReadFailed error={queue.error} onRetry={() => void queue.refetch()} />
        ) : (
          <Loading rows={12} />
        )}
        <div>
          {failure !== undefined && (
            <div className="strip" data-tone="failed" role="alert">
              {failure}
            </div>
          )}
          {selected.length > 0 && (
            <div className="selection">
              <strong>{t('queue.selected', { count: selected.length })}</strong>
              <span className="grow" />
              <button type="button" className="button small" onClick={() => void takeOrPutDown()}>
                {h('claim.take')} <kbd>c</kbd>
              </button>
              <button type="button" className="button small" onClick={handOver}>
                {h('handover.open')}… <kbd>Shift A</kbd>
              </button>
              <button type="button" className="button small" onClick={() => setPicked(new Set())}>
                {t('queue.unselect')}
              </button>
            </div>
          )}
        </div>
        <p className="queue-foot">
          {view !== undefined && (
            <span>
              {t(view.more ? 'queue.footMore' : 'queue.foot', {
                count: view.total,
                amount: formatBaht(view.atRiskSatang, 'short'),
              })}
              {view.next !== null && ` · ${t('queue.first', { count: rows.length })}`}
            </span>
          )}
          <span className="grow" />
          {chosen !== undefined && (
            <button type="button" className="button small peek-open" onClick={() => setPeeking(true)}>
              {t('peek.show')}
            </button>
          )}
          <span aria-hidden="true" className="key-hints">
            <span>
              <kbd>j</kbd> <kbd>k</kbd> {t('keys.move')}
            </span>
            <span>
              <kbd>Enter</kbd> {t('keys.open')}
            </span>
            <span>
              <kbd>c</kbd> {h('claim.take')}
            </span>
            <span>
              <kbd>?</kbd> {t('keys.help')}
            </span>
          </span>
        </p>
      </div>
      <Peek
        row={chosen}
        institutions={institutions}
        person={person}
        blocked={blocked}
        onClaim={() => void takeOrPutDown()}
        onHandOver={handOver}
        onClose={() => setPeeking(false)}
      />
      {isHandingOver && person !== undefined && (
        <HandoverDialog cases={targets} person={person} blocked={blocked} onClose={() => setHandingOver(false)} />
      )}
      <PageKeys keys={keys} />
    </main>
  );
}

/** Says why no case is shown: none is open, none waits for this, or none that is open matches. */
function NoCase({ isFiltered, isAll }: { isFiltered: boolean; isAll: boolean }) {
  const { t } = useText();
  if (isFiltered) return <Empty title={t('queue.noneMatch')} detail={t('queue.noneMatchDetail')} />;
  return isAll ? (
    <Empty title={t('queue.empty')} detail={t('queue.emptyDetail')} />
  ) : (
    <Empty title={t('queue.noneOfTab')} detail={t('queue.noneOfTabDetail')} />
  );
}
