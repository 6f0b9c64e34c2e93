import { useId, useState } from 'react';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { FileButton } from '../fields/file-button.js';
import { FILE_KINDS, FILE_TYPES, fileFault, formatBytes, MOST_BYTES, type FileKind } from './files.js';
import { useText } from '../words.js';

interface AddFilesProps {
  /** Sends one file; throws ProblemError. */
  onAdd: (file: File, kind: FileKind) => Promise<void>;
  /** Why none can be added now; undefined: one can. */
  blocked?: string | undefined;
}

/**
 * Adds files one after the other: each is sent when it is chosen, and says what became of it. What
 * cannot be taken is said before it is sent; what the API refuses, after.
 */
export function AddFiles({ onAdd, blocked }: AddFilesProps) {
  const { t } = useText();
  const problems = useProblemWords();
  const [kind, setKind] = useState<FileKind>('slip');
  const [isBusy, setBusy] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly { readonly words: string; readonly isKept: boolean }[]>([]);
  const noteId = useId();
  const add = async (files: readonly File[]) => {
    setBusy(true);
    setOutcomes([]);
    for (const file of files) {
      const what = `${t(`file.kind.${kind}`)} · ${formatBytes(file.size)}`;
      const fault = fileFault(file);
      const problem =
        fault === undefined ? await onAdd(file, kind).then(() => undefined, problems.of) : problems.ofCode(fault);
      const words = `${what}: ${problem ?? t('file.kept')}`;
      setOutcomes((before) => [...before, { words, isKept: problem === undefined }]);
    }
    setBusy(false);
  };
  const why = blocked ?? (isBusy ? t('file.sending') : undefined);
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
          why={why}
          describedBy={noteId}
          onFiles={(files) => void add(files)}
        />
      </div>
      <p id={noteId} className="label">
        {why ?? t('file.hint', { most: formatBytes(MOST_BYTES) })}
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
