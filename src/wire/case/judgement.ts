import { z } from 'zod';
import { OUTCOMES } from '../../domain/judgement/facts.js';
import { EVIDENCE_STANDARDS } from '../../domain/rulebook/row.js';
import { Instant, wholeNumber } from '../common.js';

export const FindingsView = z
  .object({
    judgement: z.number().int(),
    judgedAt: Instant.nullable(),
    total: z.number().int().describe('How many there are of what was asked for, also those that `first` leaves out.'),
    findings: z.array(
      z.object({
        ruleId: z.string(),
        ruleRowId: z.string(),
        title: z.object({ th: z.string(), en: z.string() }).nullable().describe('What the rule is about.'),
        section: z
          .object({ th: z.string(), en: z.string() })
          .nullable()
          .describe('The section of the decree, such as `s.8/5(2)`; null: a policy, which is no law.'),
        standard: z
          .enum(EVIDENCE_STANDARDS)
          .describe('The standard of evidence: เหตุอันควรสงสัย, พยานหลักฐานอันควรเชื่อได้ว่า, or none that the text states.'),
        /**
         * Rows of C1 to C7 that the rule used: the centre's choices that it rests on besides the
         * law.
         */
        choiceRowIds: z.array(z.string()),
        subjectKind: z.string(),
        /** An account in a subject is masked. */
        subject: z.string(),
        outcome: z.enum(OUTCOMES),
        reasons: z.array(z.object({ th: z.string(), en: z.string() })),
        missing: z.array(z.string()),
        evidenceIds: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'FindingsView' });

export const FindingsQuery = z.strictObject({
  /** So many alone, those that block first; absent: all. */
  first: wholeNumber(1, 1_000).optional(),
  /** Rules between commas, such as `AOC-85B,NBTC-5`; absent: every rule. */
  rules: z
    .string()
    .regex(/^[A-Z0-9+-]{1,20}(,[A-Z0-9+-]{1,20}){0,19}$/)
    .transform((text) => text.split(','))
    .optional(),
  /** Parts of the trail between commas: findings about their accounts, and about the case; absent: of every account. */
  parts: z
    .string()
    .regex(/^[0-9A-Z]{26}(,[0-9A-Z]{26}){0,199}$/)
    .transform((text) => text.split(','))
    .optional(),
});
export type FindingsQuery = z.infer<typeof FindingsQuery>;

export const DutiesView = z
  .object({
    asOf: Instant,
    duties: z.array(
      z.object({
        ruleId: z.string(),
        ruleRowId: z.string(),
        /**
         * Slug of an institution or agency, or `centre`, `victim`, `inquiry_officer`, `officer`.
         */
        owedBy: z.string(),
        subjectKind: z.enum(['case', 'hold', 'account', 'disclosure', 'appeal', 'listing']),
        /** An account in a subject is masked. */
        subject: z.string(),
        startedAt: Instant,
        /** Null: the law states no time. */
        dueAt: Instant.nullable(),
        /** Set when a longer promise follows the target: from this time the promise is broken. */
        breachAt: Instant.nullable(),
        countedBy: z.enum(['instant', 'civil_code', 'apa_64', 'at_once']).nullable(),
        /** False when a holiday that is not announced yet could change `dueAt`. */
        daysKnown: z.boolean(),
        fulfilledAt: Instant.nullable(),
        state: z.enum(['open', 'fulfilled', 'overdue', 'breached']),
        late: z.boolean(),
        what: z.object({ th: z.string(), en: z.string() }),
        record: z.string(),
      }),
    ),
  })
  .meta({ id: 'DutiesView' });
