import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, dataOf } from '../api/client.js';
import type { DirectiveView } from '../api/schema.js';
import { rulesOf } from '../format/rules.js';
import { formatInstant } from '../format/time.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import type { OfferedVerdicts } from './acts.js';
import { DecisionList } from './decision-list.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';
import { PersonName } from '../ui/marks/persons.js';

/** Listings and telecom cut-offs that wait for a second person, and the decision on them. */
export function Directives(view: ViewProps) {
  const { t, language } = useText();
  const query = useView('directives');
  // Whether the evidence still bears it is looked at for the chosen one alone, by the acts of its case.
  const chosen = query.data?.directives.find(({ id }) => id === view.frame.place.chosenId);
  const acts = useQuery({
    queryKey: ['case', chosen?.caseId, 'acts'],
    queryFn: () => dataOf(api.GET('/v1/cases/{id}/acts', { params: { path: { id: chosen?.caseId ?? '' } } })),
    enabled: chosen !== undefined,
  });
  const offered = (id: string): OfferedVerdicts | undefined => {
    const waiting = acts.data?.directives.waiting.find(({ directiveId }) => directiveId === id);
    return waiting && { approve: waiting.whyNotApprove, refuse: waiting.whyNotRefuse };
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
    {
      name: 'by',
      head: t('supervisor.column.by'),
      isWide: true,
      cell: ({ requestedBy }) => <PersonName of={requestedBy} />,
    },
  ];
  return (
    <DecisionList
      {...view}
      query={query}
      rows={query.data?.directives ?? []}
      columns={columns}
      empty={t('supervisor.none.directives')}
      offeredOf={({ id }) => offered(id)}
      makerOf={({ requestedBy, requestedAt }) => ({ by: requestedBy, at: requestedAt })}
      headingOf={({ kind }) => t(`supervisor.pending.${kind}`)}
      detail={(row) => (
        <>
          <Facts
            facts={[
              [t('supervisor.column.caseNo'), row.caseNo],
              [t('supervisor.column.subject'), row.subjects.join(', ')],
              [t('supervisor.ground'), row.ground ?? '–'],
              [t('supervisor.basis'), rulesOf([row.ruleRowId])],
              [
                t('supervisor.directive.keptBy'),
                row.keptBy.map(({ number, caseNo }) => `${number} (${caseNo})`).join(', ') || '–',
              ],
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
        </>
      )}
      dialogOf={(verdict, { kind, subjects, reason }) => ({
        title: t(`supervisor.directive.${verdict}`, {
          what: t(`supervisor.pending.${kind}`),
          subject: subjects.join(', '),
        }),
        lead: t('supervisor.directive.lead'),
        body: <p className="said">{reason}</p>,
      })}
      decide={({ id }, body) => dataOf(api.POST('/v1/directives/{id}/decisions', { params: { path: { id } }, body }))}
      stale={['list']}
    />
  );
}
