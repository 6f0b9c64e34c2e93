import { useEffect, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client.js';
import type { RuleChange } from '../api/schema.js';
import { formatInstant } from '../format/time.js';
import { useParameterName } from './parameter-value.js';
import { useText } from './words.js';

type RuleTrial = NonNullable<RuleChange['trial']>;
type Would = RuleTrial['wouldChange'];
type Change = RuleChange['changes'][number];
type Example = RuleTrial['examples'][number];

/** So long nobody types before new values are tried. */
const REST_MS = 500;

/** Tries changes of a policy while a person types them; nothing is written. */
export function useTrial(ruleId: string, changes: readonly Change[]) {
  const parameters = Object.fromEntries(changes.map(({ name, after }) => [name, after]));
  const typed = JSON.stringify({ ruleId, parameters });
  const [rested, setRested] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setRested(typed), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useQuery({
    queryKey: ['rule-trial', typed],
    enabled: changes.length > 0 && rested === typed,
    staleTime: 0,
    queryFn: () => dataOf(api.POST('/v1/rule-changes/trials', { body: { ruleId, parameters } })),
  });
  return { trial: query.data, error: query.error };
}

/** What a change does in examples that the rule itself has worked, and in open cases. */
export function Trial({ trial: { examples, wouldChange } }: { trial: RuleTrial }) {
  const { t } = useText();
  const nameOf = useParameterName();
  return (
    <>
      {examples.length > 0 && (
        <section>
          <h3>{t('supervisor.would.examples')}</h3>
          {examples.map((example) => (
            <div key={example.name}>
              <p>{nameOf({ name: example.name, before: '', after: '' })}</p>
              <ExampleLines example={example} />
            </div>
          ))}
        </section>
      )}
      <InOpenCases would={wouldChange} />
    </>
  );
}

/** What the rule does in an example now, and under the new row. */
export function ExampleLines({ example: { now, then } }: { example: Example }) {
  const { t, language } = useText();
  return (
    <ul className="label">
      <li>{t('supervisor.would.now', { words: now[language] })}</li>
      <li>{t('supervisor.would.then', { words: then[language] })}</li>
    </ul>
  );
}

/** What would be otherwise in open cases, had the new row been in force. */
export function InOpenCases({ would }: { would: Would }) {
  const { t } = useText();
  return (
    <section>
      <h3>{t('supervisor.would.title')}</h3>
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
