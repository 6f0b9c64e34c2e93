import { ActButton } from '../ui/screen/act-button.js';
import type { SandboxState, ScenarioRow } from './sandbox-data.js';
import { useText } from './words.js';

interface ScenarioListProps {
  state: SandboxState;
  /** Why none can be started now. */
  why: string | undefined;
  onStart: (scenario: string) => void;
}

/** Every scenario of the folders, each with its button; a file with a fault says which. */
export function ScenarioList({ state, why, onStart }: ScenarioListProps) {
  const { t } = useText();
  return (
    <section aria-labelledby="scenarios">
      <h2 id="scenarios">{t('sandbox.scenarios')}</h2>
      <ul className="plain-rows">
        {state.scenarios.map((row) => (
          <li key={row.id}>
            <Scenario row={row} state={state} why={why} onStart={onStart} />
          </li>
        ))}
      </ul>
      <p className="label">{t('sandbox.ownFolder', { folder: state.ownFolder })}</p>
    </section>
  );
}

function Scenario({ row, state, why, onStart }: ScenarioListProps & { row: ScenarioRow }) {
  const { t, language } = useText();
  if ('fault' in row) {
    return (
      <>
        <h3>
          <code>{row.id}.yaml</code>
        </h3>
        <p>
          <span className="verdict" data-is="failed">
            {t('sandbox.fault')}
          </span>
        </p>
        <pre lang="en" tabIndex={0} aria-label={t('sandbox.faultOf', { file: row.id })}>
          <code>{row.fault}</code>
        </pre>
      </>
    );
  }
  const left = state.accountsLeft[row.books] ?? 0;
  const title = row.title[language];
  return (
    <>
      <div className="line">
        <h3>{title}</h3>
        <span className="grow" />
        <ActButton className="button small" why={why} onClick={() => onStart(row.id)}>
          {t('sandbox.start')} <span className="unseen">{title}</span>
        </ActButton>
      </div>
      <p>{row.about[language]}</p>
      <p className="label">
        {t('sandbox.steps', { steps: row.steps.length })}
        {row.isOwn && ` · ${t('sandbox.own')}`}
        {!state.institution.isExample && ` · ${t('sandbox.left', { left })}`}
      </p>
    </>
  );
}
