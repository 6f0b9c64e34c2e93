import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { DirectiveView } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { ActDialog } from '../ui/act-dialog.js';
import { Facts, type DeskColumn } from '../ui/desk.js';
import { DeskList } from '../ui/desk-list.js';
import { Maker, TwoActs, type Verdict } from './acts.js';
import { useView, whyNot, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

const DECIDERS = ['aoc_supervisor'] as const;

/** Listings and telecom cut-offs that wait for a second person, and the decision on them. */
export function Directives({ frame, person, blocked }: ViewProps) {
  const { t, language } = useText();
  const query = useView('directives');
  const queries = useQueryClient();
  const [act, setAct] = useState<{ verdict: Verdict; directive: DirectiveView }>();
  const open = (verdict: Verdict, directive: DirectiveView | undefined) => {
    if (directive === undefined || blocked !== undefined) return;
    if (whyNot(person, directive.requestedBy, [...DECIDERS]) === undefined) setAct({ verdict, directive });
  };
  const columns: DeskColumn<DirectiveView>[] = [
    {
      name: 'at',
      head: t('supervisor.column.asked'),
      cell: ({ requestedAt }) => <span className="whole">{formatInstant(requestedAt, language)}</span>,
    },
    {
      name: 'kind',
      head: t('supervisor.column.what'),
      isName: true,
      cell: ({ kind }) => t(`supervisor.pending.${kind}`),
    },
    { name: 'caseNo', head: t('supervisor.column.caseNo'), cell: ({ caseNo }) => caseNo },
    {
      name: 'subject',
      head: t('supervisor.column.subject'),
      isWide: true,
      cell: ({ subjects }) => <span className="whole">{subjects.join(', ')}</span>,
    },
    { name: 'by', head: t('supervisor.column.by'), isWide: true, cell: ({ requestedBy }) => requestedBy },
  ];
  return (
    <>
      <DeskList
        frame={frame}
        query={query}
        rows={query.data?.directives ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={[t('supervisor.none.directives'), t('supervisor.noneDetail')]}
        keys={(chosen) => [
          { code: 'KeyA', cap: 'a', words: t('supervisor.approve'), act: () => open('approve', chosen) },
          { code: 'KeyX', cap: 'x', words: t('supervisor.refuse'), act: () => open('refuse', chosen) },
        ]}
        detail={(row) => (
          <>
            <h2>{t(`supervisor.pending.${row.kind}`)}</h2>
            <Maker by={row.requestedBy} at={row.requestedAt} />
            <Facts
              facts={[
                [t('supervisor.column.caseNo'), row.caseNo],
                [t('supervisor.column.subject'), row.subjects.join(', ')],
                [t('supervisor.ground'), row.ground ?? '–'],
                [t('supervisor.basis'), row.ruleRowId],
              ]}
            />
            <section>
              <h3>{t('supervisor.reason')}</h3>
              <p className="said">{row.reason}</p>
            </section>
            <p>
              <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                {t('supervisor.openCase')}
              </Link>
            </p>
            <TwoActs
              person={person}
              makerId={row.requestedBy}
              roles={[...DECIDERS]}
              blocked={blocked}
              onAct={(verdict) => open(verdict, row)}
            />
          </>
        )}
      />
      {act !== undefined && (
        <ActDialog
          title={t(`supervisor.directive.${act.verdict}`, {
            what: t(`supervisor.pending.${act.directive.kind}`),
            subject: act.directive.subjects.join(', '),
          })}
          lead={t('supervisor.directive.lead')}
          confirm={t(`supervisor.${act.verdict}`)}
          reasonLabel={t('supervisor.yourReason')}
          blocked={blocked}
          onClose={() => setAct(undefined)}
          onAct={async (reason) => {
            await dataOf(
              api.POST('/v1/directives/{id}/decisions', {
                params: { path: { id: act.directive.id } },
                body: { verdict: act.verdict, reason },
              }),
            );
            await queries.invalidateQueries({ queryKey: ['list'] });
          }}
        >
          <p className="said">{act.directive.reason}</p>
        </ActDialog>
      )}
    </>
  );
}
