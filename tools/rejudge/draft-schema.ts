import { z } from 'zod';
import { readDay } from '../../src/domain/calendar/bangkok-day.js';
import { CONDITIONS } from '../../src/domain/judgement/judge.js';
import { SYSTEM_PARTS, type SystemPart } from '../../src/domain/rulebook/parts.js';
import { RULE_IDS } from '../../src/domain/rulebook/row.js';

/** A day `YYYY-MM-DD` of either era, read as a Bangkok day of the Common Era. */
const Day = z.string().transform((text, context) => {
  const day = readDay(text);
  if (day !== undefined) return day;
  context.addIssue({ code: 'custom', message: 'must be a day, YYYY-MM-DD' });
  return z.NEVER;
});

const Text = z.string().min(1);
const Parameter = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())]);

/**
 * One row of a draft: the rule, and what differs in it. Without `effectiveFrom` it replaces the
 * rule's newest row.
 */
const DraftRow = z.strictObject({
  ruleId: z.enum(RULE_IDS),
  effectiveFrom: Day.optional(),
  effectiveTo: Day.nullable().optional(),
  section: Text.optional(),
  instrument: z.enum(['decree_2566', 'decree_2566_as_amended', 'authority_policy', 'centre_policy']).optional(),
  kind: z.enum(['statute', 'policy']).optional(),
  trigger: Text.optional(),
  condition: z.enum(['none', ...Object.keys(CONDITIONS)]).optional(),
  parameters: z.record(z.string(), Parameter).optional(),
  standard: z.enum(['none', 'reasonable_ground', 'reason_to_believe']).optional(),
  deadlineMs: z.int().nullable().optional(),
  period: z
    .strictObject({ amount: z.int(), unit: z.enum(['day', 'working_day', 'month', 'year']) })
    .nullable()
    .optional(),
  countBasis: z.enum(['none', 'instant', 'civil_code', 'apa_64', 'at_once']).optional(),
  actor: Text.optional(),
  effect: Text.optional(),
  record: Text.optional(),
  actsIn: z.array(z.enum(Object.keys(SYSTEM_PARTS) as [SystemPart, ...SystemPart[]])).optional(),
  source: Text.optional(),
  titleTh: Text.optional(),
  titleEn: Text.optional(),
  textTh: Text.optional(),
});
export type DraftRow = z.infer<typeof DraftRow>;

/** A draft of law: rows that replace, end or follow those of a rulebook. */
export const DraftRulebook = z.strictObject({ title: z.string().optional(), rows: z.array(DraftRow).min(1) });
