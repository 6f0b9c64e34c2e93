import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { RuleChange, RuleChangeList } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { ActDialog } from '../ui/act-dialog.js';
import { Facts, type DeskColumn } from '../ui/desk.js';
import { DeskList } from '../ui/desk-list.js';
import { Loading, ReadFailed } from '../ui/page-states.js';
import { Maker, TwoActs, type Verdict } from './acts.js';
import { useView, whyNot, type ViewProps } from './supervisor-data.js';
import { useText } from './words.js';

type Proposal = RuleChangeList['changes'][number];
type Would = NonNullable<RuleChange['wouldChange']>;

const DECIDERS = ['aoc_supervisor', 'administrator'] as const;

/** Changes of policy that wait for a second person, each with what it would change. */
export function RuleChanges({ frame, person, blocked }: ViewProps) {
  const { t, language } = useText();
  const query = useView('rules');
  const queries = useQueryClient();
  const [act, setAct] = useState<{ verdict: Verdict; proposal: Proposal }>();
  const open = (verdict: Verdict, proposal: Proposal | undefined) => {
    if (proposal === undefined || blocked !== undefined) return;
    if (whyNot(person, proposal.proposedBy, [...DECIDERS]) === undefined) setAct({ verdict, proposal });
  };
  const titleOf = ({ titleTh, titleEn }: Proposal) => (language === 'th' ? titleTh : titleEn);
  const columns: DeskColumn<Proposal>[] = [
    {
      name: 'at',
      head: t('supervisor.column.asked'),
      cell: ({ proposedAt }) => <span className="whole">{formatInstant(proposedAt, language)}</span>,
    },
    { name: 'rule', head: t('supervisor.column.rule'), isName: true, cell: ({ ruleId }) => ruleId },
    { name: 'title', head: t('supervisor.column.what'), cell: titleOf },
    { name: 'by', head: t('supervisor.column.by'), isWide: true, cell: ({ proposedBy }) => proposedBy },
  ];
  return (
    <>
      <DeskList
        frame={frame}
        query={query}
        rows={query.data?.changes ?? []}
        columns={columns}
        idOf={({ id }) => id}
        empty={[t('supervisor.none.rules'), t('supervisor.noneDetail')]}
        keys={(chosen) => [
          { code: 'KeyA', cap: 'a', words: t('supervisor.approve'), act: () => open('approve', chosen) },
          { code: 'KeyX', cap: 'x', words: t('supervisor.refuse'), act: () => open('refuse', chosen) },
        ]}
        detail={(row) => (
          <>
            <h2>
              {row.ruleId} · {titleOf(row)}
            </h2>
            <Maker by={row.proposedBy} at={row.proposedAt} />
            <Facts
              facts={row.changes.map(({ name, before, after }) => [
                name,
                <span key={name}>
                  <s>{String(before)}</s> → <strong>{String(after)}</strong>
                </span>,
              ])}
            />
            <section>
              <h3>{t('supervisor.reason')}</h3>
              <p className="said">{row.reason}</p>
            </section>
            <WouldChange key={row.id} id={row.id} />
            <TwoActs
              person={person}
              makerId={row.proposedBy}
              roles={[...DECIDERS]}
              blocked={blocked}
              onAct={(verdict) => open(verdict, row)}
            />
          </>
        )}
      />
      {act !== undefined && (
        <ActDialog
          title={t(`supervisor.rule.${act.verdict}`, { rule: act.proposal.ruleId, title: titleOf(act.proposal) })}
          lead={t('supervisor.rule.lead')}
          confirm={t(`supervisor.${act.verdict}`)}
          reasonLabel={t('supervisor.yourReason')}
          blocked={blocked}
          onClose={() => setAct(undefined)}
          onAct={async (reason) => {
            await dataOf(
              api.POST('/v1/rule-changes/{id}/decisions', {
                params: { path: { id: act.proposal.id } },
                body: { verdict: act.verdict, reason },
              }),
            );
            await queries.invalidateQueries({ queryKey: ['list', 'rules'] });
          }}
        >
          <ul>
            {act.proposal.changes.map(({ name, before, after }) => (
              <li key={name}>
                {name}: <s>{String(before)}</s> → <strong>{String(after)}</strong>
              </li>
            ))}
          </ul>
        </ActDialog>
      )}
    </>
  );
}

/** What would be otherwise in open cases, had the new row been in force. */
function WouldChange({ id }: { id: string }) {
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
  const would = query.data.wouldChange;
  return (
    <section>
      <h3>{t('supervisor.would.title')}</h3>
      {would === null ? (
        <p className="label">{t('supervisor.would.unknown')}</p>
      ) : (
        <>
          <p>
            {t('supervisor.would.cases', {
              changed: would.changed.length,
              judged: would.judgedCases,
              open: would.openCases,
            })}
          </p>
          {would.changed.map((each) => (
            <CaseChange key={each.caseId} each={each} />
          ))}
        </>
      )}
    </section>
  );
}

function CaseChange({ each }: { each: Would['changed'][number] }) {
  const { t, language } = useText();
  const at = (instant: string | null | undefined) =>
    instant === null || instant === undefined ? '–' : formatInstant(instant, language);
  const outcome = (side: Would['changed'][number]['findings'][number]['before']) =>
    side === null ? '–' : t(`supervisor.outcome.${side.outcome}`);
  return (
    <div>
      <p>
        <Link to="/cases/$caseId" params={{ caseId: each.caseId }}>
          {each.caseNo}
        </Link>
      </p>
      <ul className="label">
        {each.findings.map(({ ruleId, subject, before, after }) => (
          <li key={`${ruleId} ${subject}`}>
            {t('supervisor.would.finding', { rule: ruleId })} <s>{outcome(before)}</s> → {outcome(after)}
          </li>
        ))}
        {each.holds.map(({ holdId, before, after }) => (
          <li key={holdId}>
            {t('supervisor.would.hold')} <s>{at(before.expiresAt)}</s> → {at(after.expiresAt)}
          </li>
        ))}
        {each.deadlines.map(({ ruleId, owedBy, subject, before, after }) => (
          <li key={`${ruleId} ${owedBy} ${subject}`}>
            {t('supervisor.would.deadline', { rule: ruleId })} <s>{at(before?.dueAt)}</s> → {at(after?.dueAt)}
          </li>
        ))}
      </ul>
    </div>
  );
}
