import type { AdviceDraft } from './advice.js';

/**
 * The order of an account by the stolen money that reached it alone. It is the challenger of every
 * model of hop risk, and what orders looks instead of a model that drifted. It is never sure, so it says nothing.
 */
export const TAINT_ORDER = 'taint-1';

/**
 * Returns the advice on hop risk so that the model of a version is shown to nobody and the taint
 * order stands in its place. What the model says is still kept, in the shadow, and is compared later.
 */
export function fallBackToTaint(drafts: readonly AdviceDraft[], stopped: ReadonlySet<string>): AdviceDraft[] {
  const isStopped = drafts.some(({ modelVersion, shadow }) => !shadow && stopped.has(modelVersion));
  if (!isStopped) return [...drafts];
  return drafts.map((draft) => {
    if (draft.modelVersion === TAINT_ORDER) return { ...draft, shadow: false };
    return stopped.has(draft.modelVersion) ? { ...draft, shadow: true } : draft;
  });
}
