import { useState } from 'react';
import { IconDownload, IconX } from '@tabler/icons-react';
import { formatInstant } from '../../format/time.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { formatBytes, type KeptFile } from './files.js';
import { saveKeptFile } from './save-kept-file.js';
import { useText } from '../words.js';
import { usePersonName } from '../marks/persons.js';

interface FileListProps {
  files: readonly KeptFile[];
  /** True where the person may save them. */
  mayRead?: boolean;
  /** Removes a file, where it may still be removed. Throws ProblemError. */
  onRemove?: (id: string) => Promise<void>;
}

/** Files that were added: what, how large, by whom. None is ever shown as a page; it is saved. */
export function FileList({ files, mayRead = false, onRemove }: FileListProps) {
  const { t, language } = useText();
  const problems = useProblemWords();
  const personName = usePersonName();
  const [failure, setFailure] = useState<string>();
  const attempt = (act: Promise<void>) => {
    setFailure(undefined);
    act.catch((error: unknown) => setFailure(problems.of(error)));
  };
  if (files.length === 0) return null;
  return (
    <>
      {mayRead && <p className="label">{t('file.onRecord')}</p>}
      <ul className="plain-rows">
        {files.map((file) => (
          <li key={file.id} className="line">
            <span>{t(`file.kind.${file.kind}`)}</span>
            <span className="label">
              {t(`file.type.${file.mediaType}`)} · {formatBytes(file.bytes)}
              {file.addedBy !== undefined &&
                ` · ${file.addedBy === 'holder' ? t('file.byHolder') : personName(file.addedBy)}`}{' '}
              · {formatInstant(file.addedAt, language)}
            </span>
            <code className="label hash-text" title={file.sha256}>
              {file.sha256.slice(0, 12)}
            </code>
            <span className="grow" />
            {mayRead && (
              <button type="button" className="button small" onClick={() => attempt(saveKeptFile(file))}>
                <IconDownload size={16} aria-hidden /> {t('file.save')}
              </button>
            )}
            {onRemove !== undefined && (
              <button
                type="button"
                className="button small plain"
                aria-label={t('file.remove', { kind: t(`file.kind.${file.kind}`) })}
                onClick={() => attempt(onRemove(file.id))}
              >
                <IconX size={16} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {failure !== undefined && (
        <p className="strip" data-tone="failed" role="alert">
          {t('file.failed', { why: failure })}
        </p>
      )}
    </>
  );
}
