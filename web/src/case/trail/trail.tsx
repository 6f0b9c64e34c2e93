import { lazy, Suspense, useId, useMemo, useState } from 'react';
import type { Advice } from '../../advice/advice-data.js';
import { BandLegend } from '../../advice/band-mark.js';
import { useText as useAdviceText } from '../../advice/words.js';
import type { CaseView, TrailView } from '../../api/schema.js';
import { serverNow } from '../../api/server-time.js';
import { formatNear } from '../../format/time.js';
import { useText } from '../words.js';
import { Empty, Loading } from '../../ui/screen/reading.js';
import { useIsNarrow } from '../../ui/screen/screen.js';
import { asItIs, byBank, upTo } from './collapse.js';
import { adviceOnTrail } from './trail-advice.js';
import type { TrailBy } from './trail-columns.js';
import { offIf } from '../../ui/screen/off-if.js';
import { TrailTable } from './trail-table.js';

const TrailGraph = lazy(() => import('./trail-graph.js'));

interface TrailProps {
  trail: TrailView;
  view: CaseView;
  /** What the analysis advises; undefined: the person reads no advice, or it is not read yet. */
  advice: readonly Advice[] | undefined;
  form: 'graph' | 'table';
  victims: 'case' | 'all';
  shortName: (slug: string) => string;
  chosen: string | undefined;
  onForm: (form: 'graph' | 'table') => void;
  onVictims: (victims: 'case' | 'all') => void;
  onChoose: (account: string) => void;
}

/** More boxes than this are put together by institution; if that is not enough, there is a table. */
const MOST_BOXES = 400;
/** More marks than this on the slider are a grey line. */
const MOST_MARKS = 80;

/** The money trail, as a picture or as a table of the same transfers, up to an instant. */
export function Trail(props: TrailProps) {
  const { trail, view, advice, form, victims, shortName, chosen, onForm, onVictims, onChoose } = props;
  const { t, language } = useText();
  const { t: a } = useAdviceText();
  const [showsAdvice, setShowsAdvice] = useState(true);
  const times = [...new Set(trail.links.map(({ transferredAt }) => Date.parse(transferredAt)))].sort((a, b) => a - b);
  const [position, setPosition] = useState<number>();
  const last = times.length - 1;
  const untilMs = times[Math.min(position ?? last, last)] ?? Infinity;
  const isNarrow = useIsNarrow();
  const [isByBank, setByBank] = useState(false);
  const [by, setBy] = useState<TrailBy>('hop');
  const [isExpanded, setExpanded] = useState(false);
  const accounts = trail.graph?.accounts.length ?? 0;
  const mustCollapse = accounts > MOST_BOXES;
  const graph = useMemo(() => {
    if (trail.graph === null) return null;
    const shown = upTo(trail.graph, untilMs);
    return isByBank || mustCollapse ? byBank(shown) : asItIs(shown);
  }, [trail.graph, untilMs, isByBank, mustCollapse]);
  // An advice is of the trail as it is now: it stands on no earlier one.
  const isWhole = last < 0 || untilMs === times[last];
  const advised = useMemo(() => {
    if (advice === undefined || trail.graph === null) return undefined;
    const found = adviceOnTrail(trail.graph, trail.links, advice);
    return found.bands.size === 0 ? undefined : found;
  }, [advice, trail]);
  const shownAdvice = showsAdvice && isWhole ? advised : undefined;
  const isTooLarge = (graph?.accounts.length ?? 0) > MOST_BOXES;
  const marksId = useId();
  const isTable = form === 'table' || isNarrow || trail.graph === null || isTooLarge;
  const shownForm = isTable ? 'table' : 'graph';
  return (
    <div className="trail">
      <div className="tools">
        <span className="joined">
          {(['graph', 'table'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className="button small"
              aria-pressed={shownForm === each}
              onClick={() => onForm(each)}
            >
              {t(`trail.${each}`)}
            </button>
          ))}
        </span>
        <label className="line label">
          <input
            type="checkbox"
            checked={victims === 'all'}
            onChange={({ target }) => onVictims(target.checked ? 'all' : 'case')}
          />
          {t('trail.allVictims')}
        </label>
        {shownForm === 'graph' && (
          <span className="joined">
            {(['hop', 'time'] as const).map((each) => (
              <button
                key={each}
                type="button"
                className="button small"
                aria-pressed={by === each}
                onClick={() => setBy(each)}
              >
                {t(`trail.by.${each}`)}
              </button>
            ))}
          </span>
        )}
        {shownForm === 'graph' && (
          <label className="line label">
            <input
              type="checkbox"
              checked={isByBank || mustCollapse}
              {...offIf(mustCollapse ? t('trail.mustCollapse') : undefined)}
              onChange={({ target }) => !mustCollapse && setByBank(target.checked)}
            />
            {t('trail.byBank')}
          </label>
        )}
        {advised !== undefined && (
          <label className="line label">
            <input
              type="checkbox"
              checked={shownAdvice !== undefined}
              {...offIf(isWhole ? undefined : t('trail.notWhole'))}
              onChange={({ target }) => isWhole && setShowsAdvice(target.checked)}
            />
            {a('advice.show')}
          </label>
        )}
        <span className="grow" />
        {last > 0 && (
          <label className="line label">
            {t('trail.until')}
            <input
              type="range"
              list={marksId}
              min={0}
              max={last}
              value={position ?? last}
              onChange={({ target }) => setPosition(Number(target.value))}
            />
            <datalist id={marksId}>
              {times.length <= MOST_MARKS && times.map((at, place) => <option key={at} value={place} />)}
            </datalist>
            <output className="whole">{formatNear(untilMs, serverNow(), language)}</output>
          </label>
        )}
      </div>
      {shownAdvice !== undefined && <BandLegend />}
      {trail.contradiction !== null && (
        <div className="strip" data-tone="warn" role="status">
          <strong>{t('trail.contradiction')}</strong> {trail.contradiction.code}
        </div>
      )}
      {isTooLarge && <p className="label part-lead">{t('trail.tooLarge', { count: accounts })}</p>}
      {trail.links.length === 0 ? (
        <Empty title={t('trail.none')} detail={t('trail.noneDetail')} />
      ) : isTable || graph === null ? (
        <TrailTable
          trail={trail}
          view={view}
          advice={shownAdvice}
          untilMs={untilMs}
          shortName={shortName}
          chosen={chosen}
          onChoose={onChoose}
        />
      ) : (
        <div className="picture" data-expanded={isExpanded}>
          <Suspense fallback={<Loading rows={4} />}>
            <TrailGraph
              key={by}
              graph={graph}
              by={by}
              view={view}
              advice={shownAdvice}
              shortName={shortName}
              chosen={chosen}
              onChoose={onChoose}
              isExpanded={isExpanded}
              onExpand={setExpanded}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
