import '@xyflow/react/dist/base.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  BaseEdge,
  getBezierPath,
  Handle,
  Panel,
  Position,
  ReactFlow,
  ViewportPortal,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
  type ReactFlowInstance,
} from '@xyflow/react';
import {
  IconArrowsDiagonal,
  IconFocusCentered,
  IconHelpCircle,
  IconLogout,
  IconMinus,
  IconPlus,
} from '@tabler/icons-react';
import { BandMark, useBandWords, type Band } from '../../advice/band-mark.js';
import type { CaseView } from '../../api/schema.js';
import { formatBaht } from '../../format/money.js';
import { formatDate, formatInstant, formatTime } from '../../format/time.js';
import { useText } from '../words.js';
import { Account, lastFour } from '../../ui/marks/account.js';
import { Chip } from '../../ui/marks/chip.js';
import { AccountChip, useStateWords } from './account-chip.js';
import { accountName, stateOf } from './account-state.js';
import type { Collapsed, CollapsedGraph } from './collapse.js';
import type { TrailAdvice } from './trail-advice.js';
import type { TrailBy } from './trail-columns.js';
import { anchorOf, isArrow, layOut, neighbourOf, unseenOf, type Box, type Head } from './trail-layout.js';

/** A large picture opens no smaller than its words may be read; whoever wants the whole zooms out. */
const LEGIBLE_ZOOM = 0.7;
const WHOLE = { minZoom: LEGIBLE_ZOOM, maxZoom: 1, padding: 0.08 };

interface TrailGraphProps {
  graph: CollapsedGraph;
  /** What the columns are. */
  by: TrailBy;
  view: CaseView;
  /** What the analysis says of it; undefined: nothing is shown of that. */
  advice: TrailAdvice | undefined;
  shortName: (slug: string) => string;
  chosen: string | undefined;
  onChoose: (account: string) => void;
  /** Whether the picture has all the room beside the decision, and what changes that. */
  isExpanded: boolean;
  onExpand: (isExpanded: boolean) => void;
}

type MoneyNode = Node<
  {
    box: Box;
    view: CaseView;
    graph: CollapsedGraph;
    bands: readonly Band[];
    shortName: (slug: string) => string;
  },
  'money'
>;
type MoneyEdge = Edge<{ widthPx: number; isUnknown: boolean }, 'money'>;

const nodeTypes = { money: MoneyBox };
const edgeTypes = { money: MoneyRibbon };

/** The money trail as a picture: columns by hop or by time, a ribbon for each transfer. */
export default function TrailGraph(props: TrailGraphProps) {
  const { graph, by, view, advice, shortName, chosen, onChoose, isExpanded, onExpand } = props;
  const { t } = useText();
  const bandWords = useBandWords();
  const stateWords = useStateWords();
  const states = graph.accounts.map((account) => stateWords(stateOf(account, view))).join('\n');
  const { widthPx, heightPx, boxes, ribbons, heads } = useMemo(() => {
    const isAdvised = advice !== undefined && advice.bands.size > 0;
    return layOut(graph, by, { isAdvised, states: states.split('\n') });
  }, [graph, by, advice, states]);
  const bandsOf = (account: Collapsed) => account.nodes.flatMap((node) => advice?.bands.get(node) ?? []);
  const words = (box: Box): string => {
    if (box.kind === 'victim') return t('trail.victim');
    if (box.kind === 'off-rail') return `${t('account.off_rails')} ${formatBaht(box.satang, 'short')}`;
    if (box.kind === 'unknown') return `${t('trail.unknown')} ${formatBaht(box.satang, 'short')}`;
    const { institution, accountMasked, receivedSatang, accounts } = box.account;
    const state = t(`account.${stateOf(box.account, view).word}`);
    const which = accounts > 1 ? t('trail.accounts', { count: accounts }) : lastFour(accountMasked);
    const said = `${shortName(institution)} ${which} ${formatBaht(receivedSatang, 'short')} ${state}`;
    return [said, bandWords(bandsOf(box.account))].join(' ').trim();
  };
  const nodes = boxes.map((box): MoneyNode => ({
    id: box.id,
    type: 'money',
    position: { x: box.x, y: box.y },
    width: widthPx,
    height: heightPx,
    data: { box, view, graph, bands: box.kind === 'account' ? bandsOf(box.account) : [], shortName },
    selected: box.kind === 'account' && accountName(box.account) === chosen,
    focusable: true,
    selectable: box.kind === 'account',
    ariaRole: box.kind === 'account' ? 'button' : 'img',
    ariaLabel: words(box),
  }));
  const edges = ribbons.map((ribbon): MoneyEdge => ({
    id: ribbon.id,
    type: 'money',
    source: ribbon.from,
    target: ribbon.to,
    data: ribbon,
    focusable: false,
  }));
  const chosenId = nodes.find(({ selected }) => selected === true)?.id;
  const { frame, onInit, fresh, fit, showFresh, zoomIn, zoomOut } = useStillView(
    boxes,
    { widthPx, heightPx },
    chosenId,
  );
  useEffect(() => {
    // The room changes with the next frame.
    const frameId = requestAnimationFrame(fit);
    return () => cancelAnimationFrame(frameId);
  }, [isExpanded]);
  const choose = (id: string) => {
    const box = boxes.find((each) => each.id === id);
    if (box?.kind === 'account') onChoose(accountName(box.account));
  };
  return (
    <ReactFlow
      ref={frame}
      onInit={onInit}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodeClick={(_, { id }) => choose(id)}
      onKeyDown={(event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset['id'] : undefined;
        if (id === undefined) return;
        if (event.key === 'Enter') choose(id);
        const next = isArrow(event.key) ? neighbourOf({ boxes, ribbons }, id, event.key) : undefined;
        if (next === undefined) return;
        event.preventDefault();
        document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
      }}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      minZoom={0.25}
      maxZoom={1.25}
      fitView
      fitViewOptions={WHOLE}
      aria-label={t('trail.title')}
    >
      <Panel position="top-right" className="picture-tools">
        <span role="status">
          {fresh.length > 0 && (
            <button type="button" className="button small primary" onClick={showFresh}>
              {t('trail.fresh', { count: fresh.length })}
            </button>
          )}
        </span>
        {(
          [
            ['zoomIn', <IconPlus key="i" size={16} aria-hidden />, zoomIn],
            ['zoomOut', <IconMinus key="i" size={16} aria-hidden />, zoomOut],
            ['fit', <IconFocusCentered key="i" size={16} aria-hidden />, fit],
          ] as const
        ).map(([name, icon, act]) => (
          <button
            key={name}
            type="button"
            className="button small"
            aria-label={t(`trail.${name}`)}
            title={t(`trail.${name}`)}
            onClick={act}
          >
            {icon}
          </button>
        ))}
        <button
          type="button"
          className="button small"
          aria-pressed={isExpanded}
          aria-label={t('trail.expand')}
          title={t('trail.expand')}
          onClick={() => onExpand(!isExpanded)}
        >
          <IconArrowsDiagonal size={16} aria-hidden />
        </button>
      </Panel>
      <ViewportPortal>
        {heads.map((head) => (
          <ColumnHead key={head.place} head={head} first={heads[0] ?? head} by={by} widthPx={widthPx} />
        ))}
      </ViewportPortal>
    </ReactFlow>
  );
}

/**
 * Keeps what a person looks at where it is when hops arrive: the chosen box, or the one nearest to the
 * middle, stays at its place of the screen. Accounts that arrived out of view are counted, until the
 * person asks to see them.
 */
function useStillView(
  boxes: readonly Box[],
  size: { widthPx: number; heightPx: number },
  chosenId: string | undefined,
) {
  const frame = useRef<HTMLDivElement>(null);
  const flow = useRef<ReactFlowInstance<MoneyNode, MoneyEdge>>(undefined);
  const before = useRef(boxes);
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(boxes.map(({ id }) => id)));
  const fresh = boxes.filter(({ id, kind }) => kind === 'account' && !seen.has(id));
  const look = () => setSeen((others) => new Set([...others, ...boxes.map(({ id }) => id)]));
  const shown = () => {
    const { width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
    const { x, y, zoom } = flow.current?.getViewport() ?? { x: 0, y: 0, zoom: 1 };
    return { left: -x / zoom, top: -y / zoom, right: (width - x) / zoom, bottom: (height - y) / zoom };
  };
  useLayoutEffect(() => {
    const was = before.current;
    before.current = boxes;
    if (flow.current === undefined || was === boxes) return;
    const anchor = anchorOf(was, boxes, shown(), chosenId);
    if (anchor !== undefined) {
      const { x, y, zoom } = flow.current.getViewport();
      void flow.current.setViewport({ x: x - anchor.movedX * zoom, y: y - anchor.movedY * zoom, zoom });
    }
    const inView = fresh.filter((box) => !unseenOf(box, size, shown())).map(({ id }) => id);
    if (inView.length > 0) setSeen((others) => new Set([...others, ...inView]));
  }, [boxes]);
  return {
    frame,
    onInit: (instance: ReactFlowInstance<MoneyNode, MoneyEdge>) => {
      flow.current = instance;
    },
    fresh,
    fit: () => {
      void flow.current?.fitView(WHOLE);
      look();
    },
    showFresh: () => {
      void flow.current?.fitView({ ...WHOLE, nodes: fresh.map(({ id }) => ({ id })) });
      look();
    },
    zoomIn: () => void flow.current?.zoomIn(),
    zoomOut: () => void flow.current?.zoomOut(),
  };
}

interface ColumnHeadProps {
  head: Head;
  first: Head;
  by: TrailBy;
  widthPx: number;
}

/** What stands over a column: the hop with the times of its transfers, or the times alone. */
function ColumnHead({ head: { x, y, hop, fromMs, untilMs }, first, by, widthPx }: ColumnHeadProps) {
  const { t, language } = useText();
  // The day stands where it is not that of the first column.
  const day = formatDate(first.fromMs, language);
  const timeOf = (at: number) =>
    formatDate(at, language) === day ? formatTime(at, language) : formatInstant(at, language);
  const [from, until] = [timeOf(fromMs), timeOf(untilMs)];
  const times = from === until ? from : `${from}–${until}`;
  return (
    <div className="trail-head label whole" style={{ transform: `translate(${x}px, ${y}px)`, width: widthPx }}>
      {by === 'hop' ? t('trail.head', { hop, times }) : times}
    </div>
  );
}

function MoneyBox({ data: { box, view, graph, bands, shortName }, selected }: NodeProps<MoneyNode>) {
  const { t } = useText();
  return (
    <div className="money-box" data-kind={box.kind} data-chosen={selected}>
      {box.kind !== 'victim' && <Handle type="target" position={Position.Left} isConnectable={false} />}
      {box.kind === 'victim' && (
        <>
          <span className="cut">{t('trail.victim')}</span>
          <strong>{formatBaht(graph.stolenSatang, 'short')}</strong>
          <span className="label cut">{view.victimInstitution !== null && shortName(view.victimInstitution)}</span>
        </>
      )}
      {box.kind === 'account' && (
        <>
          <span className="label cut">
            {box.account.accounts > 1 ? (
              <>
                {shortName(box.account.institution)} · {t('trail.accounts', { count: box.account.accounts })}
              </>
            ) : (
              <Account name={shortName(box.account.institution)} accountMasked={box.account.accountMasked} />
            )}
          </span>
          <strong>{formatBaht(box.account.receivedSatang, 'short')}</strong>
          <AccountChip state={stateOf(box.account, view)} />
          {bands.length > 0 && <BandMark bands={bands} />}
        </>
      )}
      {box.kind === 'off-rail' && (
        <>
          <span className="label cut">{t(`rail.${box.rail}` as 'rail.cash')}</span>
          <strong>{formatBaht(box.satang, 'short')}</strong>
          <Chip tone="gone" icon={<IconLogout aria-hidden />}>
            {t('account.off_rails')}
          </Chip>
        </>
      )}
      {box.kind === 'unknown' && (
        <>
          <span className="label cut">{t('trail.promptPay')}</span>
          <strong>{formatBaht(box.satang, 'short')}</strong>
          <Chip tone="unknown" icon={<IconHelpCircle aria-hidden />}>
            {t('trail.unknown')}
          </Chip>
        </>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function MoneyRibbon({ id, data, ...ends }: EdgeProps<MoneyEdge>) {
  const [path] = getBezierPath(ends);
  return (
    <>
      <BaseEdge id={id} path={path} className="ribbon" style={{ strokeWidth: data?.widthPx }} />
      <path d={path} className={lineClass(data)} fill="none" />
    </>
  );
}

function lineClass(data: MoneyEdge['data']): string {
  return data?.isUnknown ? 'ribbon-line unknown' : 'ribbon-line';
}
