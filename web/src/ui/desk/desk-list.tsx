import type { ReactNode } from 'react';
import { Desk, DeskTable, type DeskColumn, type DeskTab } from './desk.js';
import { PageKeys, type PageKey } from '../screen/keys.js';
import { ReadFailed } from '../screen/page-states.js';
import { Empty, Loading } from '../screen/reading.js';
import { useDeskKeys, type DeskPlace } from './use-desk.js';

/** What all views of a desk have in common. */
export interface DeskFrame<Name extends string> {
  readonly title: string;
  readonly tabs: readonly DeskTab<Name>[];
  readonly place: DeskPlace<Name>;
  readonly detailLabel: string;
}

interface DeskListProps<Row, Name extends string> {
  frame: DeskFrame<Name>;
  /** The reading that the rows came from; `data` is undefined until it has answered. */
  query: { readonly data: unknown; readonly error: Error | null; readonly refetch: () => unknown };
  rows: readonly Row[];
  columns: readonly DeskColumn<Row>[];
  idOf: (row: Row) => string;
  detail: (row: Row) => ReactNode;
  /** Why nothing is there, and what then. */
  empty: readonly [string, string];
  tools?: ReactNode;
  foot?: ReactNode;
  keys?: (chosen: Row | undefined) => readonly PageKey[];
}

/** One view of a desk: its rows in their states, and the chosen one beside them. */
export function DeskList<Row, Name extends string>(props: DeskListProps<Row, Name>) {
  const { frame, query, rows, columns, idOf, detail, empty, tools, foot, keys } = props;
  const { title, tabs, place, detailLabel } = frame;
  const chosen = rows.find((row) => idOf(row) === place.chosenId);
  const own = useDeskKeys(place, rows.map(idOf), tabs);
  return (
    <>
      <Desk
        title={title}
        tabs={tabs}
        tab={place.tab}
        onTab={place.show}
        tools={tools}
        foot={foot}
        detail={chosen === undefined ? undefined : detail(chosen)}
        detailLabel={detailLabel}
        onCloseDetail={() => place.choose(undefined)}
      >
        {query.data === undefined ? (
          query.error === null ? (
            <Loading rows={12} />
          ) : (
            <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
          )
        ) : rows.length === 0 ? (
          <Empty title={empty[0]} detail={empty[1]} />
        ) : (
          <DeskTable
            label={title}
            columns={columns}
            rows={rows}
            idOf={idOf}
            chosenId={place.chosenId}
            onChoose={place.choose}
          />
        )}
      </Desk>
      <PageKeys keys={[...own, ...(keys?.(chosen) ?? [])]} />
    </>
  );
}
