import { saveFile } from '../ui/files/save-file.js';
import { ActButton } from '../ui/screen/act-button.js';
import { clockOf, VerdictMark } from './marks.js';
import type { Message, PlayedStep, SandboxRun } from './sandbox-data.js';
import { useText } from './words.js';

interface RunPartProps {
  run: SandboxRun | undefined;
  /** Why it cannot be replayed now. */
  why: string | undefined;
  onReplay: (runId: string) => void;
}

/** The run that is shown, step by step: what is expected, what was seen, the sentence, and each message. */
export function RunPart({ run, why, onReplay }: RunPartProps) {
  const { t, language } = useText();
  if (run === undefined) {
    return (
      <section aria-labelledby="run">
        <h2 id="run">{t('sandbox.log')}</h2>
        <p>{t('sandbox.noRun')}</p>
      </section>
    );
  }
  const save = () =>
    saveFile(`${run.scenario}-${run.id}.json`, new Blob([JSON.stringify(run, null, 2)], { type: 'application/json' }));
  return (
    <section aria-labelledby="run">
      <h2 id="run">{run.title[language]}</h2>
      <div className="line sandbox-head">
        <span role="status">
          <VerdictMark verdict={run.verdict} />
        </span>
        <span className="label">
          {run.institution} · {t('sandbox.account', { account: run.accountNo })} · {clockOf(run.startedAt)}
        </span>
        <span className="grow" />
        <ActButton className="button small" why={why} onClick={() => onReplay(run.id)}>
          {t('sandbox.replay')}
        </ActButton>
        <button type="button" className="button small" onClick={save}>
          {t('sandbox.save')}
        </button>
      </div>
      <ol className="sandbox-steps">
        {run.steps.map((step, place) => (
          <li key={place}>
            <StepPart step={step} place={place} messages={run.messages.filter((message) => message.step === place)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface StepPartProps {
  step: PlayedStep;
  place: number;
  messages: readonly Message[];
}

function StepPart({ step, place, messages }: StepPartProps) {
  const { t, language } = useText();
  const { what, verdict, expectations, seen, sentence, file, says } = step;
  return (
    <>
      <h3>
        {place + 1}. {what[language]} <VerdictMark verdict={verdict} />
      </h3>
      {verdict === 'failed' && (
        <p className="sandbox-seen">
          {t('sandbox.seen')} <code lang="en">{seen}</code>
        </p>
      )}
      {expectations.length > 0 && (
        <ul className="sandbox-checks">
          {expectations.map(({ field, wanted, seen: found, passed }) => (
            <li key={field}>
              <span className="verdict" data-is={passed ? 'passed' : 'failed'}>
                {passed ? t('sandbox.verdict.passed') : t('sandbox.verdict.failed')}
              </span>{' '}
              <code>
                {field} = {wanted}
              </code>
              {!passed && (
                <>
                  {' '}
                  · {t('sandbox.found')} <code>{found}</code>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className="label">
        <q lang="en" className="said">
          {sentence.replace(/[`*]/g, '')}
        </q>{' '}
        <a href={`/sandbox/guide/${file}#${says}`} target="_blank" rel="noreferrer">
          {t('sandbox.sentence', { place: `${file}#${says}` })}
        </a>
      </p>
      {messages.map((message, at) => (
        <MessagePart key={at} message={message} />
      ))}
    </>
  );
}

function MessagePart({ message }: { message: Message }) {
  const { t } = useText();
  const { by, at, tookMs, method, path, status, signature, signatureDetail, headers, body, answerHeaders, answerBody } =
    message;
  const isUnsound = !['holds', 'unsigned'].includes(signature);
  return (
    <details className="sandbox-message">
      <summary>
        <span className="label">{clockOf(at)}</span> {t(`sandbox.by.${by}`)} <code>{`${method} ${path}`}</code> →{' '}
        <strong>{status ?? t('sandbox.noAnswer')}</strong>{' '}
        <span className="label">
          {by === 'centre' && `${tookMs} ms · `}
          {isUnsound ? (
            <>
              {t('sandbox.unsound')} <code>{signature}</code>
            </>
          ) : (
            t(`sandbox.signature.${signature as 'holds' | 'unsigned'}`)
          )}
        </span>
      </summary>
      {signatureDetail !== '' && <p lang="en">{signatureDetail}</p>}
      <Wire title={t('sandbox.sent')} headers={headers} body={body} />
      {answerBody !== '' && <Wire title={t('sandbox.answered')} headers={answerHeaders} body={answerBody} />}
    </details>
  );
}

function Wire({ title, headers, body }: { title: string; headers: Message['headers']; body: string }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <pre tabIndex={0} role="group" aria-label={title}>
      <b>{title}</b>
      <code>{`\n${[...lines, '', readable(body)].join('\n')}`}</code>
    </pre>
  );
}

/** Writes JSON with a line for each field; what is none stays as it came. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
