import { type Result, ok, refuse } from '../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import { after } from '../time.js';

/** Drafts that one person may keep: a shift's calls, with those that were cut off. */
const MOST_DRAFTS = 50;

/** Returns until when a draft that is saved now is kept, and the row that says so (P-DRAFT). */
export function draftEnd(rulebook: Rulebook, now: Date): { expiresAt: Date; ruleRowId: string } {
  const rule = ruleInForce(rulebook, 'P-DRAFT', now);
  return { expiresAt: after(now, numberParameter(rule, 'keepMs')), ruleRowId: rule.rowId };
}

/** Decides whether a person who keeps `kept` drafts may begin another. Refuses with `DRAFT.TOO_MANY`. */
export function mayBeginDraft(kept: number): Result<null> {
  return kept < MOST_DRAFTS
    ? ok(null)
    : refuse('DRAFT.TOO_MANY', `a person keeps ${MOST_DRAFTS} drafts at most; discard one first`, {
        most: MOST_DRAFTS,
      });
}

/**
 * Decides whether what a person typed may take the place of a kept draft: it must continue the
 * newest state, so that a second window overwrites nothing. Refuses with `DRAFT.CHANGED`.
 */
export function maySaveDraft(keptRevision: number, seenRevision: number): Result<{ revision: number }> {
  return keptRevision === seenRevision
    ? ok({ revision: keptRevision + 1 })
    : refuse('DRAFT.CHANGED', 'the draft was saved elsewhere since; read it, nothing was overwritten');
}
