import type { RuleDraft } from './draft.js';
import { HOLD_POLICY_ROWS } from './policy-holds.js';
import { WORK_POLICY_ROWS } from './policy-work.js';

/** Every row that is a choice of the centre, not law. */
export const POLICY_ROWS: readonly RuleDraft[] = [...HOLD_POLICY_ROWS, ...WORK_POLICY_ROWS];
