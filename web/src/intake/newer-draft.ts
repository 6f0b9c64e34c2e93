import type { IntakeForm } from './intake-form.js';

/** What was typed in this window and may not be in the draft yet. */
export interface Typed {
  readonly form: IntakeForm;
  /** The revision of the draft that it was typed upon. */
  readonly upon: number;
  /** Saves of this window upon that revision whose answer never came: they may have arrived. */
  readonly unanswered: readonly IntakeForm[];
}

/** Which form a page shows, and the other one, which the person may take instead. */
export interface Newer {
  readonly shown: 'typed' | 'draft';
  /** True: the other form says something else, so it is offered. */
  readonly isOther: boolean;
}

/**
 * Decides which of two is newer: what was typed in this window, or the draft as the API has it. What
 * was typed is newer, unless another window has saved the draft since the revision that it was typed
 * upon. A save of this window whose answer was lost is not another's. Nothing is overwritten
 * silently: the older one is offered.
 */
export function newerOf(
  draft: { readonly revision: number; readonly form: IntakeForm },
  typed: Typed | undefined,
): Newer {
  if (typed === undefined || isSame(typed.form, draft.form)) return { shown: 'draft', isOther: false };
  const isByAnother = draft.revision !== typed.upon && ownOf(draft.form, typed.unanswered) === undefined;
  return { shown: isByAnother ? 'draft' : 'typed', isOther: true };
}

/** Returns the save of this window that stands in a draft; undefined when another window saved it. */
export function ownOf(form: IntakeForm, unanswered: readonly IntakeForm[]): IntakeForm | undefined {
  return unanswered.find((sent) => isSame(sent, form));
}

/** Compares as the API keeps it: JSON, with its members in the order of their sending. */
function isSame(one: IntakeForm, other: IntakeForm): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
