import { useId, useState, type FormEvent } from 'react';
import { FileButton } from '../ui/fields/file-button.js';
import { ActButton } from '../ui/screen/act-button.js';
import { ask, SandboxProblem, type SandboxState } from './sandbox-data.js';
import { useText } from './words.js';

interface InstitutionPartProps {
  state: SandboxState;
  /** Why nothing can be changed now. */
  why: string | undefined;
  act: (done: () => Promise<void>) => Promise<void>;
}

/** Which institution is played against, the files for it, and the form for another one. */
export function InstitutionPart({ state, why, act }: InstitutionPartProps) {
  const { t } = useText();
  const { slug, url, isExample } = state.institution;
  return (
    <section className="panel sandbox-institution" aria-labelledby="institution">
      <h2 id="institution">{t('sandbox.institution')}</h2>
      <p>
        <strong>{slug}</strong> {url} {isExample && `(${t('sandbox.example')})`}
      </p>
      <p className="label">{t('sandbox.centre', { url: state.centreUrl })}</p>
      <details>
        <summary>{t('sandbox.files')}</summary>
        <p>{t('sandbox.filesLead')}</p>
        <ul className="plain-rows">
          {state.files.map((name) => (
            <li key={name}>
              <a href={`/sandbox/files/${name}`} download={name}>
                <code>{name}</code>
              </a>{' '}
              <span className="label">{t(`sandbox.file.${wordsOf(name)}`)}</span>
            </li>
          ))}
        </ul>
        <ActButton className="button small" why={why} onClick={() => void act(() => ask('POST', 'books', {}))}>
          {t('sandbox.newBooks')}
        </ActButton>
      </details>
      <details>
        <summary>{t('sandbox.other')}</summary>
        <OtherInstitution state={state} why={why} act={act} />
      </details>
    </section>
  );
}

function OtherInstitution({ state, why, act }: InstitutionPartProps) {
  const { t } = useText();
  const { isExample } = state.institution;
  const [slug, setSlug] = useState(isExample ? '' : state.institution.slug);
  const [url, setUrl] = useState(isExample ? '' : state.institution.url);
  const [key, setKey] = useState<{ name: string; value: unknown }>();
  const note = useId();

  const readKey = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    const text = await file.text();
    await act(() => {
      try {
        setKey({ name: file.name, value: JSON.parse(text) as unknown });
        return Promise.resolve();
      } catch {
        return Promise.reject(new SandboxProblem('KEY.INVALID', 'the file is no JSON'));
      }
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why !== undefined) return;
    const own = { slug: slug.trim(), url: url.trim(), ...(key && { key: key.value }) };
    void act(() => ask('PUT', 'institution', own));
  };

  return (
    <form noValidate onSubmit={submit}>
      <label className="field">
        <span className="name">{t('sandbox.slug')}</span>
        <input
          className="input"
          value={slug}
          onChange={({ target }) => setSlug(target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={32}
          placeholder="th-014"
        />
      </label>
      <label className="field">
        <span className="name">{t('sandbox.url')}</span>
        <input
          className="input"
          value={url}
          onChange={({ target }) => setUrl(target.value)}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder="http://127.0.0.1:7500"
        />
      </label>
      <p id={note} className="label">
        {key === undefined ? t('sandbox.keyNote') : t('sandbox.keyChosen', { file: key.name })}
      </p>
      <div className="line">
        <FileButton
          label={t('sandbox.keyFile')}
          accept="application/json,.json"
          describedBy={note}
          onFiles={(files) => void readKey(files)}
        />
        <ActButton isSubmit className="button primary" why={why}>
          {t('sandbox.take')}
        </ActButton>
        {!isExample && (
          <ActButton why={why} onClick={() => void act(() => ask('PUT', 'institution', { example: true }))}>
            {t('sandbox.takeExample')}
          </ActButton>
        )}
      </div>
    </form>
  );
}

/** Returns the key of what a file is for. */
function wordsOf(name: string) {
  if (name === 'institution-key.json') return 'own';
  if (name === 'centre-keys.json') return 'centre';
  return name === 'books.json' ? 'books' : 'tls';
}
