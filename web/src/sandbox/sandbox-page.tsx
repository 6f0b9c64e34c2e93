import { useState } from 'react';
import { Loading } from '../ui/screen/reading.js';
import { ScreenButtons } from '../ui/screen/screen-buttons.js';
import { usePageTitle } from '../ui/screen/screen.js';
import { InstitutionPart } from './institution-part.js';
import { clockOf, VerdictMark } from './marks.js';
import { RunPart } from './run-part.js';
import { ask, SandboxProblem, useSandbox, type SandboxState } from './sandbox-data.js';
import { ScenarioList } from './scenario-list.js';
import { useText } from './words.js';

/** The page of an institution's engineer: scenarios to start, and the run that plays, message by message. */
export function SandboxPage() {
  const { t } = useText();
  const { state, run, isGone, choose } = useSandbox();
  const [problem, setProblem] = useState<SandboxProblem>();
  usePageTitle(t('sandbox.page'));

  const act = async (done: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await done();
    } catch (error) {
      setProblem(error instanceof SandboxProblem ? error : new SandboxProblem('UNKNOWN', ''));
    }
  };
  const begin = (what: { scenario: string } | { replays: string }) =>
    void act(async () => choose((await ask<{ id: string }>('POST', 'runs', what)).id));
  const playing =
    state?.runs.some(({ verdict }) => verdict === 'playing') === true ? t('sandbox.isPlaying') : undefined;

  return (
    <div className="sandbox">
      <a className="skip" href="#content">
        {t('screen.skipToContent')}
      </a>
      <header className="top">
        <span className="brand">{t('screen.name')}</span>
        <span className="label">{t('sandbox.page')}</span>
        <span className="grow" />
        <span className="demo-mark">{t('screen.demo')}</span>
        <ScreenButtons />
      </header>
      <main id="content">
        <h1>{t('sandbox.title')}</h1>
        <p>{t('sandbox.lead')}</p>
        <div role="alert">
          {isGone && (
            <p className="strip" data-tone="failed">
              {t('sandbox.gone')}
            </p>
          )}
          {problem !== undefined && <ProblemLine problem={problem} />}
        </div>
        {state === undefined ? (
          <Loading rows={8} />
        ) : (
          <>
            <InstitutionPart key={state.institution.url} state={state} why={playing} act={act} />
            <div className="sandbox-parts">
              <div>
                <ScenarioList state={state} why={playing} onStart={(scenario) => begin({ scenario })} />
                <RunList state={state} shown={run?.id} onChoose={choose} />
              </div>
              <RunPart run={run} why={playing} onReplay={(replays) => begin({ replays })} />
            </div>
          </>
        )}
      </main>
    </div>
  );
}

const KNOWN = [
  'RUN.PLAYING',
  'BOOKS.USED',
  'KEY.PRIVATE',
  'KEY.INVALID',
  'SCENARIO.INVALID',
  'REQUEST.SCHEMA',
] as const;

/** Says what did not happen, and in the words of the sandbox why. */
function ProblemLine({ problem: { code, detail } }: { problem: SandboxProblem }) {
  const { t } = useText();
  const known = KNOWN.find((one) => one === code);
  return (
    <div className="strip" data-tone="failed">
      <span>{known === undefined ? t('sandbox.refused.other', { code }) : t(`sandbox.refused.${nameOf(known)}`)}</span>
      {detail !== '' && (
        <span lang="en" className="said">
          {detail}
        </span>
      )}
    </div>
  );
}

function nameOf(code: (typeof KNOWN)[number]) {
  const names = {
    'RUN.PLAYING': 'playing',
    'BOOKS.USED': 'used',
    'KEY.PRIVATE': 'private',
    'KEY.INVALID': 'key',
    'SCENARIO.INVALID': 'scenario',
    'REQUEST.SCHEMA': 'schema',
  } as const;
  return names[code];
}

interface RunListProps {
  state: SandboxState;
  shown: string | undefined;
  onChoose: (runId: string) => void;
}

function RunList({ state, shown, onChoose }: RunListProps) {
  const { t, language } = useText();
  if (state.runs.length === 0) return null;
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">{t('sandbox.runs')}</h2>
      <ul className="plain-rows">
        {state.runs.map(({ id, title, verdict, startedAt }) => (
          <li key={id}>
            <button type="button" className="link" aria-current={id === shown} onClick={() => onChoose(id)}>
              {title[language]} · {clockOf(startedAt)}
            </button>{' '}
            <VerdictMark verdict={verdict} />
          </li>
        ))}
      </ul>
    </section>
  );
}
