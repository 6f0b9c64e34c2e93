import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.js';
import type { NoteList } from '../../api/schema.js';
import { formatInstant } from '../../format/time.js';
import { CaseFiles } from '../../ui/files/case-files.js';
import { Empty } from '../../ui/screen/reading.js';
import { useProblemWords } from '../../problem/use-problem-words.js';
import { useText } from '../words.js';
import { ActButton } from '../../ui/screen/act-button.js';
import { PersonName } from '../../ui/marks/persons.js';

interface NotesProps {
  caseId: string;
  notes: NoteList['notes'];
  mayNote: boolean;
  /** Counts how often the key for a note was pressed: then the field takes the focus. */
  asked: number;
  /** Why nothing can be written now; undefined: it can. */
  blocked: string | undefined;
}

/** The notes of a case, the newest first. A note is never changed: who errs writes another. */
export function Notes({ caseId, notes, mayNote, asked, blocked }: NotesProps) {
  const { t, language } = useText();
  return (
    <div className="notes">
      {mayNote && <WriteNote caseId={caseId} asked={asked} blocked={blocked} />}
      <CaseFiles caseId={caseId} mayAdd={mayNote} blocked={blocked} />
      {notes.length === 0 && <Empty title={t('notes.none')} detail={t('notes.noneDetail')} />}
      <ul className="plain-rows">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="label">
              <PersonName of={note.person} /> · {t(`role.${note.role}` as 'role.aoc_officer')} ·{' '}
              {formatInstant(note.notedAt, language)}
            </p>
            <p className="said">{note.text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WriteNote({ caseId, asked, blocked }: Pick<NotesProps, 'caseId' | 'asked' | 'blocked'>) {
  const { t } = useText();
  const problems = useProblemWords();
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (asked > 0) field.current?.focus();
  }, [asked]);
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const whyOff = blocked ?? (isBusy ? t('act.busy') : text.trim() === '' ? t('act.needsText') : undefined);
  const keep = async () => {
    if (whyOff !== undefined) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await dataOf(api.POST('/v1/cases/{id}/notes', { params: { path: { id: caseId } }, body: { text: text.trim() } }));
      setText('');
      await queries.invalidateQueries({ queryKey: ['notes', caseId] });
    } catch (error) {
      setFailure(problems.of(error));
    }
    setBusy(false);
  };
  return (
    <div className="write-note">
      {failure !== undefined && (
        <div className="strip" data-tone="failed" role="alert">
          <strong>{t('notes.failed')}</strong> <span>{failure}</span>
        </div>
      )}
      <label className="field">
        <span className="name">{t('notes.write')}</span>
        <textarea
          ref={field}
          className="input"
          rows={2}
          maxLength={4_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) void keep();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
      </label>
      <div className="line pair">
        <ActButton className="button small" why={whyOff} onClick={() => void keep()}>
          {t('notes.keep')} <kbd>Ctrl Enter</kbd>
        </ActButton>
        <span className="label">{blocked ?? t('notes.hint')}</span>
      </div>
    </div>
  );
}
