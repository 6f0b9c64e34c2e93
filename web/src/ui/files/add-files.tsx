import { useId, useState } from 'react';
import { ProblemError } from '../../api/client.js';
import { FileButton } from '../fields/file-button.js';
import { FILE_KINDS, FILE_TYPES, fileFault, formatBytes, MOST_BYTES, type FileKind } from './files.js';
import { useText } from '../words.js';

interface AddFilesProps {
  /** Sends one file; throws ProblemError. */
  onAdd: (file: File, kind: FileKind) => Promise<void>;
  /** Why none can be added now; undefined: one can. */
  blocked?: string | undefined;
}

const CODES = {
  'ATTACHMENT.EMPTY': 'empty',
  'ATTACHMENT.TYPE': 'type',
  'ATTACHMENT.OTHER_TYPE': 'other',
  'ATTACHMENT.TOO_MANY': 'many',
  'ATTACHMENT.NO_STORE': 'store',
  'REQUEST.TOO_LARGE': 'size',
} as const;

/**
 * Adds files one after the other: each is sent when it is chosen, and says what became of it. What
 * cannot be taken is said before it is sent; what the API refuses, after.
 */
export function AddFiles({ onAdd, blocked }: AddFilesProps) {
  const { t } = useText();
  const [kind, setKind] = useState<FileKind>('slip');
  const [isBusy, setBusy] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly { readonly words: string; readonly isKept: boolean }[]>([]);
  const noteId = useId();
  const faultWords = (error: unknown): string => {
    if (!(error instanceof ProblemError)) return t('file.fault.network');
    const fault = Object.entries(CODES).find(([code]) => code === error.code)?.[1];
    return fault === undefined ? t('file.failed', { code: error.code }) : t(`file.fault.${fault}`);
  };
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setOutcomes([]);
    for (const file of files) {
      const what = `${t(`file.kind.${kind}`)} · ${formatBytes(file.size)}`;
      const fault = fileFault(file);
      let problem = fault === undefined ? undefined : t(`file.fault.${fault}`);
      if (problem === undefined) problem = await onAdd(file, kind).then(() => undefined, faultWords);
      const words = `${what}: ${problem ?? t('file.kept')}`;
      setOutcomes((before) => [...before, { words, isKept: problem === undefined }]);
    }
    setBusy(false);
  };
  const isOff = blocked !== undefined || isBusy;
  return (
    <div className="add-files">
      <div className="line">
        <label className="field">
          <span className="name">{t('file.what')}</span>
          <select
            className="input"
            value={kind}
            onChange={({ target }) => setKind(FILE_KINDS.find((each) => each === target.value) ?? 'slip')}
          >
            {FILE_KINDS.map((each) => (
              <option key={each} value={each}>
                {t(`file.kind.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <FileButton
          label={t('file.choose')}
          accept={FILE_TYPES.join(',')}
          isMultiple
          isOff={isOff}
          describedBy={noteId}
          onFiles={(files) => void add(files)}
        />
      </div>
      <p id={noteId} className="label">
        {blocked ?? (isBusy ? t('file.sending') : t('file.hint', { most: formatBytes(MOST_BYTES) }))}
      </p>
      <div role="status">
        {outcomes.map(({ words, isKept }, place) => (
          <p key={`${place} ${words}`} className="note" data-tone={isKept ? 'right' : 'wrong'}>
            {words}
          </p>
        ))}
      </div>
    </div>
  );
}
