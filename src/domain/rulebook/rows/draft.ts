import { bangkokMidnight } from '../../calendar/bangkok-day.js';
import type { RuleRow } from '../row.js';

/** A row before it is put into a named rulebook. */
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

/**
 * What rows of the Emergency Decree B.E. 2566 share: in force 17 March 2023, the day after
 * publication.
 */
export const DECREE_2566 = {
  ...PLAIN,
  instrument: 'decree_2566',
  kind: 'statute',
  effectiveFrom: bangkokMidnight('2023-03-17'),
} as const satisfies Partial<RuleDraft>;

/**
 * What rows of Amendment No. 2, B.E. 2568, share: in force 13 April 2025, the day after
 * publication.
 */
export const DECREE_2568 = {
  ...PLAIN,
  instrument: 'decree_2568',
  kind: 'statute',
  effectiveFrom: bangkokMidnight('2025-04-13'),
} as const satisfies Partial<RuleDraft>;

/** What policies of the authorities share that the centre follows: each has its own date. */
export const AUTHORITY_POLICY = {
  ...PLAIN,
  section: 'policy',
  instrument: 'authority_policy',
  kind: 'policy',
} as const satisfies Partial<RuleDraft>;

/**
 * What the centre's own choices share: in force from the day the centre's powers of section 8/5
 * are.
 */
export const CENTRE_POLICY = {
  ...PLAIN,
  section: 'policy',
  instrument: 'centre_policy',
  kind: 'policy',
  effectiveFrom: bangkokMidnight('2025-04-13'),
} as const satisfies Partial<RuleDraft>;
