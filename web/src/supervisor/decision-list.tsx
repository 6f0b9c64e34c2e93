import { useState, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { ActDialog } from '../ui/dialog/act-dialog.js';
import type { DeskColumn } from '../ui/desk/desk.js';
import { DeskList } from '../ui/desk/desk-list.js';
import { Maker, type OfferedVerdicts, TwoActs, type Verdict } from './acts.js';
import type { View, ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

interface DecisionListProps<Row> extends ViewProps {
  query: View;
  rows: readonly Row[];
  columns: readonly DeskColumn<Row>[];
  /** Why nothing is there. */
  empty: string;
  /** What the server says of each verdict; undefined: it is not read yet. */
  offeredOf: (row: Row) => OfferedVerdicts | undefined;
  makerOf: (row: Row) => { readonly by: string; readonly at: string };
  headingOf: (row: Row) => ReactNode;
  /** What stands between who asked and the two buttons. */
  detail: (row: Row) => ReactNode;
  dialogOf: (verdict: Verdict, row: Row) => { readonly title: string; readonly lead: string; readonly body: ReactNode };
  decide: (row: Row, decision: { verdict: Verdict; reason: string }) => Promise<unknown>;
  /** What stands above the rows, such as the button of a new proposal. */
  tools?: ReactNode;
  /** The readings that a decision makes old, by the beginning of their keys. */
  stale: readonly string[];
}

/** A view of what waits for a second person, who approves or refuses it with a reason. */
export function DecisionList<Row extends { readonly id: string }>(props: DecisionListProps<Row>) {
  const { frame, blocked, query, rows, columns, empty, offeredOf, makerOf } = props;
  const { headingOf, detail, dialogOf, decide, tools, stale } = props;
  const { t } = useText();
  const queries = useQueryClient();
  const [act, setAct] = useState<{ verdict: Verdict; row: Row }>();
  const open = (verdict: Verdict, row: Row | undefined) => {
    if (row === undefined || blocked !== undefined) return;
    if (offeredOf(row)?.[verdict] === null) setAct({ verdict, row });
  };
  const dialog = act === undefined ? undefined : dialogOf(act.verdict, act.row);
  return (
    <>
      <DeskList
        frame={frame}
        tools={tools}
        query={query}
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        empty={[empty, t('supervisor.noneDetail')]}
        keys={(chosen) => [
          { code: 'KeyA', cap: 'a', words: t('supervisor.approve'), act: () => open('approve', chosen) },
          { code: 'KeyX', cap: 'x', words: t('supervisor.refuse'), act: () => open('refuse', chosen) },
        ]}
        detail={(row) => {
          const { by, at } = makerOf(row);
          return (
            <>
              <h2>{headingOf(row)}</h2>
              <Maker by={by} at={at} />
              {detail(row)}
              <TwoActs offered={offeredOf(row)} blocked={blocked} onAct={(verdict) => open(verdict, row)} />
            </>
          );
        }}
      />
      {act !== undefined && dialog !== undefined && (
        <ActDialog
          name="decide_proposal"
          title={dialog.title}
          lead={dialog.lead}
          confirm={t(`supervisor.${act.verdict}`)}
          reasonLabel={t('supervisor.yourReason')}
          blocked={blocked}
          onClose={() => setAct(undefined)}
          onAct={async (reason) => {
            await decide(act.row, { verdict: act.verdict, reason });
            await queries.invalidateQueries({ queryKey: stale });
          }}
        >
          {dialog.body}
        </ActDialog>
      )}
    </>
  );
}
