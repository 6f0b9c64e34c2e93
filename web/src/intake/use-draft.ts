import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, dataOf, ProblemError } from '../api/client.js';
import { isBlank, type IntakeForm } from './intake-form.js';

/** How a draft stands: `elsewhere` when another window has saved it since. */
export interface Kept {
  readonly state: 'blank' | 'saving' | 'kept' | 'failed' | 'elsewhere';
  readonly at?: string;
  readonly code?: string;
}

/** A draft as the API keeps it. */
export interface Draft {
  readonly id: string;
  readonly revision: number;
  readonly savedAt: string;
}

/** So long after the last key it is saved, and so often it is tried again. */
const PAUSE_MS = 700;
const AGAIN_MS = 3_000;

/**
 * Keeps what is typed as a draft at the API, so that a crash, a closed window or the end of the
 * session loses nothing. One save follows the other; a save that fails is tried again by itself.
 */
export function useDraft(form: IntakeForm, begun: Draft | undefined, onBegun: (id: string) => void) {
  const [kept, setKept] = useState<Kept>({ state: begun === undefined ? 'blank' : 'kept', at: begun?.savedAt });
  const draft = useRef(begun);
  const [id, setId] = useState(begun?.id);
  const [saved, setSaved] = useState(begun === undefined ? undefined : form);
  const isSaving = useRef(false);
  const isOver = useRef(false);

  const save = async (form: IntakeForm): Promise<void> => {
    if (isSaving.current || isOver.current || saved === form) return;
    if (draft.current === undefined && isBlank(form)) return;
    isSaving.current = true;
    setKept((before) => ({ ...before, state: 'saving' }));
    try {
      const next = await keep(draft.current, form);
      const isNew = draft.current === undefined;
      draft.current = next;
      setId(next.id);
      setSaved(form);
      setKept({ state: 'kept', at: next.savedAt });
      if (isNew && !isOver.current) onBegun(next.id);
    } catch (error) {
      const code = error instanceof ProblemError ? error.code : 'NETWORK';
      if (code === 'DRAFT.CHANGED') isOver.current = true;
      // Gone, because its time was over: what stands here begins another.
      if (code === 'DRAFT.ABSENT') {
        draft.current = undefined;
        setId(undefined);
      }
      setKept((before) => ({ ...before, state: code === 'DRAFT.CHANGED' ? 'elsewhere' : 'failed', code }));
    } finally {
      isSaving.current = false;
    }
  };
  const saveWhatIsTyped = useEffectEvent(() => void save(form));

  useEffect(() => {
    const timer = setTimeout(saveWhatIsTyped, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [form]);
  useEffect(() => {
    const timer = setInterval(saveWhatIsTyped, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);

  return {
    /** Id of the draft; undefined while none is begun. */
    id,
    // Never says that something is kept which was typed a moment ago.
    kept: kept.state === 'kept' && saved !== form ? { ...kept, state: 'saving' as const } : kept,
    /** Saves a form at once, such as before the page is left. */
    save,
    /**
     * Gives the files of the draft to the case, then forgets the draft: its complaint is received.
     * Returns how many files the case got; throws ProblemError, and then the draft stays with them.
     */
    finish: async (caseId: string): Promise<number> => {
      isOver.current = true;
      if (draft.current === undefined) return 0;
      const body = { draftId: draft.current.id };
      const { attachments } = await dataOf(
        api.POST('/v1/cases/{id}/attachments/from-draft', { params: { path: { id: caseId } }, body }),
      );
      await api.DELETE('/v1/drafts/{id}', { params: { path: { id: draft.current.id } } }).catch(() => undefined);
      return attachments.length;
    },
  };
}

function keep(draft: Draft | undefined, form: IntakeForm) {
  const content = { ...form };
  if (draft === undefined) return dataOf(api.POST('/v1/drafts', { body: { content } }));
  const params = { path: { id: draft.id } };
  return dataOf(api.POST('/v1/drafts/{id}', { params, body: { content, revision: draft.revision } }));
}
