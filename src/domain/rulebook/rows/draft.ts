import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import type { RuleRow } from '../row.js';

/** A row that is not yet part of a named rulebook. */
export type RuleDraft = Omit<RuleRow, 'rowId' | 'rulebook'>;

const PLAIN = {
  effectiveTo: null,
  condition: 'none',
  parameters: {},
  choices: {},
  standard: 'none',
  deadlineMs: null,
  period: null,
  deadlineFrom: 'none',
  countBasis: 'none',
} as const satisfies Partial<RuleDraft>;

/** The common part of rows of the Emergency Decree B.E. 2566, in force from 17 March 2023. */
export const DECREE_2566 = {
  ...PLAIN,
  instrument: 'decree_2566',
  kind: 'statute',
  effectiveFrom: bangkokMidnight('2023-03-17'),
} as const satisfies Partial<RuleDraft>;

/**
 * The common part of rows of sections that Amendment No. 2, B.E. 2568, changed or inserted, in
 * force from 13 April 2025.
 */
export const DECREE_AS_AMENDED = {
  ...PLAIN,
  instrument: 'decree_2566_as_amended',
  kind: 'statute',
  effectiveFrom: bangkokMidnight('2025-04-13'),
} as const satisfies Partial<RuleDraft>;

/** The common part of the authorities' policies that the centre follows; each has its own date. */
export const AUTHORITY_POLICY = {
  ...PLAIN,
  section: 'policy',
  instrument: 'authority_policy',
  kind: 'policy',
} as const satisfies Partial<RuleDraft>;

/**
 * The common part of the centre's own choices, in force from the day of its powers of section 8/5.
 */
export const CENTRE_POLICY = {
  ...PLAIN,
  section: 'policy',
  instrument: 'centre_policy',
  kind: 'policy',
  effectiveFrom: bangkokMidnight('2025-04-13'),
} as const satisfies Partial<RuleDraft>;
