import { ok, refuse, type Result } from '../../result.js';
import type { Rulebook } from '../in-force.js';
import type { RuleRow } from '../row.js';
import { type ChangedRow, changedRow, type WantedChange } from './propose-change.js';

/** A proposal to change a policy, as it waits for approval. */
export interface ProposedChange extends WantedChange {
  id: string;
  /** The row in force that the proposer saw. */
  baseRowId: string;
  reason: string;
}

/**
 * Returns the row that a proposal becomes when it is approved at `now`. It is computed anew,
 * because other changes may have come first. Refusals: `RULE_CHANGE.OVERTAKEN` when the row that
 * the proposer saw is no longer in force then, and those of `changedRow`.
 */
export function approvedRow(rulebook: Rulebook, change: ProposedChange, now: Date): Result<RuleRow> {
  const changed = changedRow(rulebook, change, now);
  if (!changed.ok) return changed;
  const { base, row } = changed.value;
  if (base.rowId !== change.baseRowId) {
    return refuse('RULE_CHANGE.OVERTAKEN', 'the rule was changed since this was proposed: propose it anew');
  }
  return ok({ ...row, source: `Policy changed by two persons (${change.id}): ${change.reason}` });
}

/** Returns the rulebook as it would be had the changed row been in force instead of its base. */
export function withChangedRow(rulebook: Rulebook, { base, row }: ChangedRow): Rulebook {
  return rulebook.map((standing) => (standing === base ? { ...row, effectiveFrom: base.effectiveFrom } : standing));
}
