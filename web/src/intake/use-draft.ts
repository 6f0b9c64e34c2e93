import { useEffect, useEffectEvent, useState } from 'react';
import { api, dataOf, ProblemError } from '../api/client.js';
import { useStore } from '../api/store.js';
import { DraftKeeper, type Answered, type DraftApi, type Opened, type Unsaved } from './draft-keeper.js';
import { readForm, type IntakeForm } from './intake-form.js';

/** So long after the last key it is saved, and so often it is tried again. */
const PAUSE_MS = 700;
const AGAIN_MS = 3_000;

/**
 * What this window has typed and not saved. It lives as long as the window, in its memory alone: what
 * a caller says stands on no disk of a desk.
 */
export const unsaved: Unsaved = new Map();

/**
 * Keeps what is typed as a draft at the API, so that a crash, a closed window or the end of the
 * session loses nothing. A save that fails is tried again by itself; while something is not saved,
 * the browser asks before it leaves the page.
 */
export function useDraft(form: IntakeForm, opened: Opened, onBegun: (id: string) => void) {
  const [keeper] = useState(() => new DraftKeeper(drafts, unsaved, opened));
  const id = useStore(keeper.id);
  const kept = useStore(keeper.kept);
  const saved = useStore(keeper.saved);

  useEffect(() => {
    keeper.type(form);
    const timer = setTimeout(() => keeper.saveSoon(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [keeper, form]);
  const tellBegun = useEffectEvent(() => {
    const begun = keeper.id.get();
    if (begun !== undefined) onBegun(begun);
  });
  useEffect(() => {
    const timer = setInterval(() => keeper.saveSoon(), AGAIN_MS);
    const end = keeper.id.subscribe(() => tellBegun());
    const ask = (event: BeforeUnloadEvent) => {
      if (keeper.isUnsaved) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      clearInterval(timer);
      end();
      window.removeEventListener('beforeunload', ask);
      void keeper.save();
    };
  }, [keeper]);

  return {
    /** Id of the draft; undefined while none is begun. */
    id,
    // Never says that something is kept which was typed a moment ago.
    kept: kept.state === 'kept' && saved !== form ? { ...kept, state: 'saving' as const } : kept,
    /** Saves a form at once, such as before the page is left; returns whether all of it is kept. */
    save: (form: IntakeForm) => keeper.save(form),
    /**
     * Gives the files of the draft to the case, then forgets the draft: its complaint is received.
     * Returns how many files the case got; throws ProblemError, and then the draft stays with them.
     */
    finish: async (caseId: string): Promise<number> => {
      const draft = await keeper.end();
      if (draft === undefined) return 0;
      const body = { draftId: draft.id };
      const { attachments } = await dataOf(
        api.POST('/v1/cases/{id}/attachments/from-draft', { params: { path: { id: caseId } }, body }),
      );
      await api.DELETE('/v1/drafts/{id}', { params: { path: { id: draft.id } } }).catch(() => undefined);
      return attachments.length;
    },
  };
}

const drafts: DraftApi = {
  begin: (form) => answered(dataOf(api.POST('/v1/drafts', { body: { content: { ...form } } }))),
  save: ({ id, revision }, form) => {
    const body = { content: { ...form }, revision };
    return answered(dataOf(api.POST('/v1/drafts/{id}', { params: { path: { id } }, body })));
  },
  read: async (id) => {
    const draft = await dataOf(api.GET('/v1/drafts/{id}', { params: { path: { id } } })).catch(() => undefined);
    const form = draft === undefined ? undefined : readForm(draft.content);
    return draft === undefined || form === undefined ? undefined : { draft, form };
  },
};

async function answered(call: Promise<{ id: string; revision: number; savedAt: string }>): Promise<Answered> {
  try {
    return { draft: await call };
  } catch (error) {
    return { code: error instanceof ProblemError ? error.code : 'NETWORK' };
  }
}
