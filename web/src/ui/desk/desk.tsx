import '../../styles/desk.css';
import { useEffect, useRef, type ReactNode } from 'react';
import { IconX } from '@tabler/icons-react';
import { useText } from '../../text/translate.js';

/** A view of a desk; `count` is left out while it is not known. */
export interface DeskTab<Name extends string> {
  readonly name: Name;
  readonly words: string;
  readonly count?: number | undefined;
}

interface DeskProps<Name extends string> {
  title: string;
  tabs: readonly DeskTab<Name>[];
  tab: Name;
  onTab: (tab: Name) => void;
  /** What stands between the views and the table, such as a look-up. */
  tools?: ReactNode;
  foot?: ReactNode;
  /** The chosen row beside the table; on a narrow screen it covers the page. */
  detail?: ReactNode;
  detailLabel: string;
  onCloseDetail: () => void;
  children: ReactNode;
}

/** A page of one table in several views, with the chosen row beside it. */
export function Desk<Name extends string>(props: DeskProps<Name>) {
  const { title, tabs, tab, onTab, tools, foot, detail, detailLabel, onCloseDetail, children } = props;
  const { t } = useText();
  const isOpen = detail !== undefined;
  return (
    <main className="desk" id="content" data-open={isOpen}>
      <h1 className="unseen">{title}</h1>
      {tools !== undefined && <div className="filters">{tools}</div>}
      <nav className="tabs" aria-label={t('desk.views')}>
        {tabs.map(({ name, words, count }) => (
          <button key={name} type="button" aria-current={name === tab} onClick={() => onTab(name)}>
            {words}
            <span className="count">{count ?? ''}</span>
          </button>
        ))}
      </nav>
      <div className="desk-body">
        <div className="desk-scroll" tabIndex={0} role="group" aria-label={title}>
          {children}
        </div>
        {foot !== undefined && <div className="desk-foot">{foot}</div>}
      </div>
      {/* It scrolls, so that keys must reach it also where nothing in it takes the focus. */}
      <aside className="desk-detail" aria-label={detailLabel} tabIndex={0}>
        {isOpen ? (
          <>
            <button type="button" className="button small desk-close" onClick={onCloseDetail}>
              <IconX size={16} aria-hidden /> {t('desk.close')}
            </button>
            {detail}
          </>
        ) : (
          <p className="label">{t('desk.choose')}</p>
        )}
      </aside>
    </main>
  );
}

/** A column of a desk's table. */
export interface DeskColumn<Row> {
  readonly name: string;
  readonly head: string;
  readonly isAmount?: boolean;
  /** True for the one column that names the row; it chooses the row by the keyboard. */
  readonly isName?: boolean;
  /** True when a phone leaves it out. */
  readonly isWide?: boolean;
  /** Left out where the window is below 1440 pixels: the chosen row has it beside the table. */
  readonly isRoomy?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DeskTableProps<Row> {
  label: string;
  columns: readonly DeskColumn<Row>[];
  rows: readonly Row[];
  idOf: (row: Row) => string;
  chosenId: string | undefined;
  onChoose: (id: string) => void;
  /** The words of the band that a row belongs to; rows come sorted by it. */
  bandOf?: (row: Row) => string;
  /** Which rows are selected for an act on several; without it no row has a box. */
  selection?: { ids: ReadonlySet<string>; toggle: (id: string) => void; nameOf: (row: Row) => string };
}

/** The rows of a desk. A row is chosen by a click, or by the button that is its name. */
export function DeskTable<Row>(props: DeskTableProps<Row>) {
  const { label, columns, rows, idOf, chosenId, onChoose, bandOf, selection } = props;
  const { t } = useText();
  const chosen = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    // Newer browsers return a promise here, and an effect may return only its own end.
    void chosen.current?.scrollIntoView({ block: 'nearest' });
  }, [chosenId]);
  const width = columns.length + (selection === undefined ? 0 : 1);
  return (
    <table className="rows desk-rows" aria-label={label}>
      <thead>
        <tr>
          {selection !== undefined && (
            <th scope="col">
              <span className="unseen">{t('desk.select')}</span>
            </th>
          )}
          {columns.map(({ name, head, ...column }) => (
            <th key={name} scope="col" className={classOf(column)}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row, index) => {
          const id = idOf(row);
          const band = bandOf?.(row);
          const before = rows[index - 1];
          const isFirst = band !== undefined && (before === undefined || bandOf?.(before) !== band);
          const lines = [
            <tr
              key={id}
              ref={id === chosenId ? chosen : undefined}
              aria-current={id === chosenId}
              onClick={() => onChoose(id)}
            >
              {selection !== undefined && (
                <td onClick={(event) => event.stopPropagation()}>
                  <input
                    type="checkbox"
                    aria-label={t('desk.selectRow', { name: selection.nameOf(row) })}
                    checked={selection.ids.has(id)}
                    onChange={() => selection.toggle(id)}
                  />
                </td>
              )}
              {columns.map(({ name, isName, cell, ...column }) =>
                isName ? (
                  <th key={name} scope="row" className={classOf(column)}>
                    <button type="button" className="row-name" onClick={() => onChoose(id)}>
                      {cell(row)}
                    </button>
                  </th>
                ) : (
                  <td key={name} className={classOf(column)}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>,
          ];
          if (isFirst) {
            const count = rows.filter((other) => bandOf?.(other) === band).length;
            lines.unshift(
              <tr key={`band ${band}`} className="desk-band">
                <th scope="colgroup" colSpan={width}>
                  {band} <span className="quiet">{count}</span>
                </th>
              </tr>,
            );
          }
          return lines;
        })}
      </tbody>
    </table>
  );
}

function classOf({ isAmount, isWide, isRoomy }: Pick<DeskColumn<never>, 'isAmount' | 'isWide' | 'isRoomy'>) {
  const classes = [isAmount === true && 'amount', isWide === true && 'wide-only', isRoomy === true && 'roomy-only'];
  return classes.filter((name) => name !== false).join(' ') || undefined;
}

/** Facts of a thing as pairs of name and value; a value may be long. */
export function Facts({ facts }: { facts: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="fact-rows">
      {facts.map(([name, value], place) => (
        <div key={typeof name === 'string' ? name : place}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
