import { useEffect, useEffectEvent } from 'react';
import { api, dataOf, ProblemError } from '../../api/client.js';
import { serverNow } from '../../api/server-time.js';
import { useStore } from '../../api/store.js';
import { guardUnsaved } from '../../api/unsaved-work.js';
import { DraftKeeper, type Answered, type DraftApi, type Opened, type Unsaved } from './draft-keeper.js';
import { emptyForm, readForm, type IntakeForm } from '../form/intake-form.js';

/**
 * What this window has typed and not saved. It lives as long as the window, in its memory alone: what
 * a caller says stands on no disk of a desk.
 */
const unsaved: Unsaved = new Set();

guardUnsaved(() => unsaved.size > 0);

/** Begins a call, or goes on with one that a page was left with before its draft was begun. */
export function newCall(): DraftKeeper {
  return [...unsaved].find(({ id }) => id.get() === undefined) ?? openCall({ form: emptyForm(serverNow()) });
}

/** Opens a call whose draft was read. */
export function openCall(opened: Opened): DraftKeeper {
  return new DraftKeeper(drafts, unsaved, opened);
}

/**
 * Returns the call of a draft of which this window has not saved everything: one that is still
 * being saved, or one that is not, because another window has saved the draft since.
 */
export function unsavedCall(id: string, is: 'being saved' | 'saved elsewhere'): DraftKeeper | undefined {
  return [...unsaved].findLast(
    (call) => call.id.get() === id && (call.kept.get().state === 'elsewhere') === (is === 'saved elsewhere'),
  );
}

/**
 * Keeps what is typed as a draft at the API, so that a crash, a closed window or the end of the
 * session loses nothing. A save that fails is tried again by itself; while something is not saved,
 * the browser asks before it closes the window.
 */
export function useDraft(form: IntakeForm, keeper: DraftKeeper, onBegun: (id: string) => void) {
  const id = useStore(keeper.id);
  const kept = useStore(keeper.kept);
  const saved = useStore(keeper.saved);

  useEffect(() => keeper.type(form), [keeper, form]);
  const tellBegun = useEffectEvent(() => {
    const begun = keeper.id.get();
    if (begun !== undefined) onBegun(begun);
  });
  useEffect(() => {
    tellBegun(); // it may have been begun since the page was left
    const end = keeper.id.subscribe(() => tellBegun());
    return () => {
      end();
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
  begin: (form, signal) => {
    const params = { header: { 'Idempotency-Key': form.key } };
    return answered(dataOf(api.POST('/v1/drafts', { params, body: { content: { ...form } }, signal })));
  },
  save: ({ id, revision }, form, signal) => {
    const body = { content: { ...form }, revision };
    return answered(dataOf(api.POST('/v1/drafts/{id}', { params: { path: { id } }, body, signal })));
  },
  read: async (id, signal) => {
    const call = dataOf(api.GET('/v1/drafts/{id}', { params: { path: { id } }, signal }));
    const draft = await call.catch(() => undefined);
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
