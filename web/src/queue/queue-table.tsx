import { useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconBuildingBank, IconBulb, IconClock, IconDice5, IconLock, IconUser } from '@tabler/icons-react';
import { isOwn } from '../api/is-own.js';
import { useAdviceTitle } from '../advice/advice-title.js';
import { useText as useAdviceText } from '../advice/words.js';
import type { Person } from '../api/next-session.js';
import { useTimeLeft } from '../handling/claims.js';
import { useText as useHandlingText } from '../handling/words.js';
import { columnForm, formatBaht } from '../format/money.js';
import { useText } from './words.js';
import { Clock } from '../ui/marks/clock.js';
import { HoldBar } from '../ui/marks/hold-bar.js';
import { useIsNarrow } from '../ui/screen/screen.js';
import { useShortName } from '../ui/marks/parties.js';
import type { Institutions } from './queue-data.js';
import { useLeavingReason } from './leaving-reason.js';
import { clockParty, isTheirs, otherTasks, type QueueLine, type QueueRow } from './queue-rows.js';
import { PersonName } from '../ui/marks/persons.js';

interface QueueTableProps {
  lines: readonly QueueLine[];
  chosenId: string | undefined;
  /** True once somebody moved: then the chosen row is kept in view. */
  follows: boolean;
  institutions: Institutions;
  /** Ids of the rows that the person selected, to act on all of them. */
  selected: ReadonlySet<string>;
  person: Person | undefined;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
  onSelect: (id: string) => void;
  /** Reads the next page, if there is one. */
  onEnd: () => void;
  /** True when the order is that of the money that leaves: its speed stands beside the case. */
  isByRisk: boolean;
}

const ROW_PX = 32;
/** Where a case has other tasks, they stand below the first. */
const TASKS_ROW_PX = 50;
/** On a phone a row has two lines. */
const NARROW_ROW_PX = 60;
const BAND_PX = 26;
/** So many rows before the end the next page is read. */
const NEAR_END = 20;
const COLUMNS = ['left', 'owner', 'task', 'caseNo', 'type', 'stolen', 'held', 'saves', 'holder'] as const;
const AMOUNTS: readonly string[] = ['stolen', 'held', 'saves'];

/** Whose clock runs, also as a picture. */
const OWNER_ICONS = {
  centre: <IconUser size={16} aria-hidden />,
  inquiry_officer: <IconUser size={16} aria-hidden />,
  victim: <IconUser size={16} aria-hidden />,
  institution: <IconBuildingBank size={16} aria-hidden />,
  agency: <IconClock size={16} aria-hidden />,
  nobody: null,
};

/**
 * The rows of the queue; only those in view are drawn. When rows come or go above, the chosen one
 * stays where it is on the screen.
 */
export function QueueTable(props: QueueTableProps) {
  const { lines, chosenId, follows, institutions, selected, person, onChoose, onOpen, onSelect, onEnd, isByRisk } =
    props;
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const shortName = useShortName(institutions);
  const isNarrow = useIsNarrow();
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(lines[index], isNarrow),
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 12,
  });
  const form = useMemo(
    () =>
      columnForm(lines.flatMap((line) => (line.kind === 'case' ? [line.row.stolenSatang, line.row.heldSatang] : []))),
    [lines],
  );
  const amountPx = lines.reduce(
    (most, line) => (line.kind === 'case' ? Math.max(most, widthOfStolen(line.row, form)) : most),
    0,
  );
  const chosenIndex = lines.findIndex((line) => line.kind === 'case' && line.row.id === chosenId);
  const chosenTop = topOf(lines, chosenIndex, isNarrow);

  // New rows above push the chosen one down: the table scrolls by as much.
  const before = useRef({ id: chosenId, top: chosenTop });
  useLayoutEffect(() => {
    const { id, top } = before.current;
    before.current = { id: chosenId, top: chosenTop };
    if (id !== chosenId || top < 0 || chosenTop < 0 || !scroller.current) return;
    if (scroller.current.scrollTop > 0) scroller.current.scrollTop += chosenTop - top;
  }, [chosenId, chosenTop]);

  useEffect(() => {
    if (follows && chosenIndex >= 0) rows.scrollToIndex(chosenIndex, { align: 'auto' });
    // Only a new choice scrolls; news do not.
  }, [chosenId]);

  const newAbove = useNewAbove(lines, rows.range?.startIndex ?? 0);
  useEffect(() => rows.measure(), [isNarrow, lines]);
  const lastInView = rows.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastInView >= lines.length - NEAR_END) onEnd();
  }, [lastInView, lines.length]);

  return (
    <div
      className="queue-scroll"
      ref={scroller}
      style={{ '--amount': `${amountPx}px` } as CSSProperties}
      role="table"
      tabIndex={-1}
      aria-label={t('queue.title')}
      aria-rowcount={lines.length + 1}
    >
      <div className="queue-head" role="rowgroup">
        <div className="queue-row" role="row" aria-rowindex={1}>
          <span role="columnheader" className="wide-only">
            <span className="unseen">{t('keys.select')}</span>
          </span>
          {COLUMNS.map((column) => (
            <span key={column} role="columnheader" className={AMOUNTS.includes(column) ? 'amount' : undefined}>
              {t(`queue.column.${column}`)}
            </span>
          ))}
        </div>
        {newAbove > 0 && (
          <button type="button" className="button small new-above" onClick={() => rows.scrollToOffset(0)}>
            {t('queue.above', { count: newAbove })}
          </button>
        )}
      </div>
      <div role="rowgroup" className="queue-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          if (line === undefined) return null;
          const place = { transform: `translateY(${start}px)` };
          return line.kind === 'band' ? (
            <div key={key} className="queue-band" role="row" aria-rowindex={index + 2} style={place}>
              <span role="cell" aria-colspan={COLUMNS.length + 1}>
                {t(`queue.band.${line.band}`)}{' '}
                <span className="quiet">
                  {line.count}
                  {line.more && '+'}
                </span>
              </span>
            </div>
          ) : (
            <CaseLine
              key={key}
              row={line.row}
              index={index}
              place={place}
              form={form}
              isChosen={line.row.id === chosenId}
              isSelected={selected.has(line.row.id)}
              isByRisk={isByRisk}
              person={person}
              onSelect={onSelect}
              shortName={shortName}
              onChoose={onChoose}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Returns how many pixels an amount takes at most: a digit 8.4, a comma or a point 4. */
function widthOf(amount: string): number {
  const digits = amount.replaceAll(/[,.]/g, '').length;
  return digits * 8.4 + (amount.length - digits) * 4;
}

interface CaseLineProps {
  row: QueueRow;
  index: number;
  place: { transform: string };
  form: 'exact' | 'short';
  isChosen: boolean;
  isSelected: boolean;
  isByRisk: boolean;
  person: Person | undefined;
  shortName: (slug: string) => string;
  onSelect: (id: string) => void;
  onChoose: (id: string) => void;
  onOpen: (id: string) => void;
}

function CaseLine(props: CaseLineProps) {
  const { row, index, place, form, isChosen, isSelected, isByRisk, person, shortName, onChoose, onOpen, onSelect } =
    props;
  const { t } = useText();
  const isOurs = row.clockOwner === 'centre';
  const alsoOf = useAlso();
  return (
    <div
      className={isOurs ? 'queue-row case-line ours' : 'queue-row case-line'}
      data-also={row.tasks.length > 1}
      role="row"
      aria-rowindex={index + 2}
      aria-current={isChosen}
      style={place}
      onClick={() => onChoose(row.id)}
      onDoubleClick={() => onOpen(row.id)}
    >
      <span role="cell" className="pick wide-only">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('queue.select', { caseNo: row.caseNo })}
          checked={isSelected}
          onClick={(event) => event.stopPropagation()}
          onChange={() => onSelect(row.id)}
        />
      </span>
      <span role="cell" className="left-cell">
        {row.dueAt !== null && <Clock startedAt={row.startedAt} dueAt={row.dueAt} isTheirs={isTheirs(row)} />}
      </span>
      <span role="cell" className="owner line wide-only">
        {OWNER_ICONS[row.clockOwner]}
        <span className="cut">
          {clockParty(row) === null ? t(`owner.${row.clockOwner}`) : shortName(clockParty(row) ?? '')}
        </span>
      </span>
      <span role="cell" className="task cut">
        {t(`task.${row.task}`)}
      </span>
      <span role="rowheader" className="whole">
        <Link to="/cases/$caseId" params={{ caseId: row.id }} onClick={(event) => event.stopPropagation()}>
          {row.caseNo}
        </Link>
      </span>
      <span role="cell" className="line wide-only">
        {isByRisk && row.leaving.basis !== 'none' ? (
          <Leaving row={row} />
        ) : (
          <span className="cut quiet grow">{t(`caseType.${row.caseType}` as 'caseType.other')}</span>
        )}
        <AdviceMark row={row} />
      </span>
      <Stolen row={row} form={form} />
      <span role="cell" className="held-cell wide-only">
        <HoldBar whole={row.stolenSatang} segments={[{ kind: 'held', satang: row.heldSatang }]} />
        <span className={row.heldSatang === '0' ? 'amount quiet' : 'amount'}>{formatBaht(row.heldSatang, form)}</span>
      </span>
      <span role="cell" className={(row.savesSatang ?? '0') === '0' ? 'amount quiet wide-only' : 'amount wide-only'}>
        {row.savesSatang === null ? '–' : formatBaht(row.savesSatang, form)}
      </span>
      <Holder row={row} person={person} />
      {row.tasks.length > 1 && (
        <span role="cell" className="also label cut wide-only" title={alsoOf(row).join(' · ')}>
          {t('queue.also')} {alsoOf(row).join(' · ')}
        </span>
      )}
    </div>
  );
}

/** How wide "told" stands before an amount, in pixels. */
const TOLD_PX = 36;
/** How wide "not known" stands in place of an amount, in pixels. */
const UNKNOWN_PX = 72;

function widthOfStolen({ stolenSatang, toldSatang }: QueueRow, form: 'exact' | 'short'): number {
  if (toldSatang === null) return stolenSatang === '0' ? UNKNOWN_PX : widthOf(formatBaht(stolenSatang, form));
  return stolenSatang === '0'
    ? widthOf(formatBaht(toldSatang, form)) + TOLD_PX
    : widthOf(`${formatBaht(stolenSatang, form)}+`);
}

/**
 * What was stolen. Where no transfer is identified yet, what was told stands there, and says so; where some
 * are, what was told of the others is said beside it.
 */
function Stolen({ row: { stolenSatang, toldSatang }, form }: { row: QueueRow; form: 'exact' | 'short' }) {
  const { t } = useText();
  const amount = formatBaht(stolenSatang, form);
  const told = toldSatang === null ? undefined : formatBaht(toldSatang, form);
  if (told !== undefined && stolenSatang === '0') {
    return (
      <span role="cell" className="amount quiet">
        {t('queue.told', { amount: told })}
      </span>
    );
  }
  // A report of which nobody knows an amount yet has lost something: never nothing.
  if (stolenSatang === '0') {
    return (
      <span role="cell" className="amount quiet">
        {t('queue.unknownAmount')}
      </span>
    );
  }
  return (
    <span role="cell" className="amount" title={told && t('queue.toldMore', { amount, told })}>
      {amount}
      {told !== undefined && <span className="quiet">+</span>}
    </span>
  );
}

/** Returns what else is to be done on a case, by name, the most urgent first, and how often. */
function useAlso(): (row: QueueRow) => string[] {
  const { t } = useText();
  return (row) => {
    const times = new Map<string, number>();
    for (const { task } of otherTasks(row)) times.set(t(`task.${task}`), (times.get(t(`task.${task}`)) ?? 0) + 1);
    return [...times].map(([words, count]) => (count === 1 ? words : `${words} ×${count}`));
  };
}

/** How much money leaves in a minute where it moves, and by what that is known. */
function Leaving({ row: { leaving } }: { row: QueueRow }) {
  const { t } = useText();
  const reason = useLeavingReason();
  return (
    <span className="cut grow" title={reason(leaving)}>
      {leaving.perMinuteSatang !== null && (
        <>{t('queue.perMinute', { amount: formatBaht(leaving.perMinuteSatang, 'short') })} · </>
      )}
      <span className="quiet">{reason(leaving)}</span>
    </span>
  );
}

/** What the analysis advises on the case: a mark beside its type, which orders nothing. */
function AdviceMark({ row: { advice } }: { row: QueueRow }) {
  const { t } = useText();
  const { t: a } = useAdviceText();
  const titleOf = useAdviceTitle();
  if (advice === null) return null;
  const { kind, band, reviewSlot } = advice;
  const said = band === null ? [] : [t('queue.advice', { kind: titleOf({ kind, band }) })];
  const words = [...said, ...(reviewSlot ? [a('advice.slot')] : [])].join(' · ');
  return (
    <span className="advice-mark wide-only" data-band={band ?? 'drawn'} title={words}>
      {reviewSlot ? <IconDice5 size={14} aria-hidden /> : <IconBulb size={14} aria-hidden />}
      <span className="unseen">{words}</span>
    </span>
  );
}

/** Who works on the case, with a lock, or who has it; in the person's own cases the name is strong. */
function Holder({ row, person }: { row: QueueRow; person: Person | undefined }) {
  const { t, language } = useHandlingText();
  const isClaimed = useTimeLeft(row.claim, language) !== undefined;
  const holder = (isClaimed ? row.claim?.person : undefined) ?? row.assignee;
  return (
    <span role="cell" className="line wide-only">
      {holder === null ? (
        <span className="quiet">{t('assignee.nobody')}</span>
      ) : (
        <span className={isOwn(holder, person) ? 'cut own' : 'cut quiet'}>
          <PersonName of={holder} />
        </span>
      )}
      {isClaimed && <IconLock size={14} aria-hidden />}
    </span>
  );
}

/** Returns how many cases came above what is in view since somebody last looked there. */
function useNewAbove(lines: readonly QueueLine[], firstInView: number): number {
  const idsOf = (some: readonly QueueLine[]) => some.flatMap((line) => (line.kind === 'case' ? [line.row.id] : []));
  const [seen, setSeen] = useState<ReadonlySet<string>>(() => new Set(idsOf(lines)));
  const fresh = idsOf(lines.slice(0, firstInView)).filter((id) => !seen.has(id));
  const isAtTop = firstInView <= 1;
  useEffect(() => {
    if (isAtTop) setSeen(new Set(idsOf(lines)));
  }, [lines, isAtTop]);
  return fresh.length;
}

function keyOf(line: QueueLine | undefined): string {
  if (line === undefined) return '';
  return line.kind === 'band' ? line.band : line.row.id;
}

/** Returns how high a line is, in pixels. */
function heightOf(line: QueueLine | undefined, isNarrow: boolean): number {
  if (line === undefined) return 0;
  if (line.kind === 'band') return BAND_PX;
  if (isNarrow) return NARROW_ROW_PX;
  return line.row.tasks.length > 1 ? TASKS_ROW_PX : ROW_PX;
}

/** Returns how far down a line begins, in pixels; -1 when there is no such line. */
function topOf(lines: readonly QueueLine[], index: number, isNarrow: boolean): number {
  if (index < 0) return -1;
  return lines.slice(0, index).reduce((sum, line) => sum + heightOf(line, isNarrow), 0);
}
