import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { RuleChangeList } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { Facts, type DeskColumn } from '../ui/desk/desk.js';
import { ReadFailed } from '../ui/screen/page-states.js';
import { Loading } from '../ui/screen/reading.js';
import { DecisionList } from './decision-list.js';
import { Propose } from './propose.js';
import { ProposeRule } from './propose-rule.js';
import { BeforeAndAfter, useParameterName } from './parameter-value.js';
import { useView, type ViewProps } from './supervisor-data.js';
import { Trial } from './rule-trial.js';
import { useText } from './words.js';
import { PersonName } from '../ui/marks/persons.js';

type Proposal = RuleChangeList['changes'][number];

/** Changes of policy that wait for a second person, each with what it would change. */
export function RuleChanges(view: ViewProps) {
  const { t, language } = useText();
  const query = useView('rules');
  const nameOf = useParameterName();
  const titleOf = ({ titleTh, titleEn }: Proposal) => (language === 'th' ? titleTh : titleEn);
  const columns: DeskColumn<Proposal>[] = [
    {
      name: 'at',
      head: t('supervisor.column.asked'),
      cell: ({ proposedAt }) => <span className="whole">{formatInstant(proposedAt, language)}</span>,
    },
    { name: 'rule', head: t('supervisor.column.rule'), isName: true, cell: ({ ruleId }) => ruleId },
    { name: 'title', head: t('supervisor.column.what'), cell: titleOf },
    {
      name: 'by',
      head: t('supervisor.column.by'),
      isWide: true,
      cell: ({ proposedBy }) => <PersonName of={proposedBy} />,
    },
  ];
  return (
    <DecisionList
      {...view}
      query={query}
      rows={query.data?.changes ?? []}
      columns={columns}
      empty={t('supervisor.none.rules')}
      offeredOf={({ whyNotDecide }) => ({ approve: whyNotDecide, refuse: whyNotDecide })}
      tools={
        <Propose view={view} call="POST /v1/rule-changes" words={t('supervisor.propose.rule')} form={ProposeRule} />
      }
      makerOf={({ proposedBy, proposedAt }) => ({ by: proposedBy, at: proposedAt })}
      headingOf={(row) => `${row.ruleId} · ${titleOf(row)}`}
      detail={(row) => (
        <>
          <Facts
            facts={row.changes.map((change) => [nameOf(change), <BeforeAndAfter key={change.name} change={change} />])}
          />
          <section>
            <h3>{t('supervisor.reason')}</h3>
            <p className="said">{row.reason}</p>
          </section>
          <WouldDo key={row.id} id={row.id} />
        </>
      )}
      dialogOf={(verdict, row) => ({
        title: t(`supervisor.rule.${verdict}`, { rule: row.ruleId, title: titleOf(row) }),
        lead: t('supervisor.rule.lead'),
        body: (
          <ul>
            {row.changes.map((change) => (
              <li key={change.name}>
                {nameOf(change)}: <BeforeAndAfter change={change} />
              </li>
            ))}
          </ul>
        ),
      })}
      decide={({ id }, body) => dataOf(api.POST('/v1/rule-changes/{id}/decisions', { params: { path: { id } }, body }))}
      stale={['list', 'rules']}
    />
  );
}

/** What the new row would do, in examples and in open cases. */
function WouldDo({ id }: { id: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['rule-change', id],
    queryFn: () => dataOf(api.GET('/v1/rule-changes/{id}', { params: { path: { id } } })),
  });
  if (query.data === undefined) {
    return query.error === null ? (
      <Loading rows={3} />
    ) : (
      <ReadFailed error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { trial } = query.data;
  return trial === null ? <p className="label">{t('supervisor.would.unknown')}</p> : <Trial trial={trial} />;
}
