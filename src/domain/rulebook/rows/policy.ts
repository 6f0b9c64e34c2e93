import { CONFLICT_ROWS } from './conflicts.js';
import type { RuleDraft } from './draft.js';
import { ADVICE_POLICY_ROWS } from './policy-advice.js';
import { COLOUR_POLICY_ROWS } from './policy-colours.js';
import { HOLD_TIME_POLICY_ROWS } from './policy-hold-times.js';
import { HOLD_POLICY_ROWS } from './policy-holds.js';
import { LINK_POLICY_ROWS } from './policy-links.js';
import { RELEASE_POLICY_ROWS } from './policy-release.js';
import { TRACE_POLICY_ROWS } from './policy-trace.js';
import { WORK_POLICY_ROWS } from './policy-work.js';

/** Every row that is a choice of the authorities or the centre. */
export const POLICY_ROWS: readonly RuleDraft[] = [
  ...HOLD_POLICY_ROWS,
  ...HOLD_TIME_POLICY_ROWS,
  ...RELEASE_POLICY_ROWS,
  ...WORK_POLICY_ROWS,
  ...LINK_POLICY_ROWS,
  ...ADVICE_POLICY_ROWS,
  ...TRACE_POLICY_ROWS,
  ...COLOUR_POLICY_ROWS,
  ...CONFLICT_ROWS,
];
