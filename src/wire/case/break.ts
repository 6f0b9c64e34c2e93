import { z } from 'zod';
import { Instant, PartySlug, SatangString, Ulid, wholeNumber, wordsForOthers } from '../common.js';
import { BreakKind } from '../values.js';

/** GET /v1/breaks */
export const BreakQuery = z.strictObject({
  state: z.enum(['open', 'overdue', 'settled']).default('open'),
  caseId: Ulid.optional(),
  institution: PartySlug.optional(),
  kind: z
    .string()
    .regex(/^[A-Z_.]{1,64}$/)
    .optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
export type BreakQuery = z.infer<typeof BreakQuery>;

/**
 * A difference between an institution's word and our database or order, until its owner settles
 * it. The word is kept without effect, except where it says that money is no longer held.
 */
const BreakView = z
  .object({
    id: z.string(),
    /** Null: the message names nothing of any case (NOT_ON_RECORD), or nobody has read it (MESSAGE_*). */
    caseId: z.string().nullable(),
    caseNo: z.string().nullable(),
    unknownId: z.string().nullable(),
    holdId: z.string().nullable(),
    institution: z.string().nullable(),
    accountMasked: z.string().nullable(),
    kind: BreakKind,
    ownerRole: z.string(),
    /** The row of P-BREAK that gives owner and time limit. */
    ruleRowId: z.string(),
    openedAt: Instant,
    dueAt: Instant,
    /** Age in seconds, until now or until it was settled. */
    ageSeconds: z.number().int(),
    /** True when it was not settled in time. */
    overdue: z.boolean(),
    /** The hold's sums in our database now; null: the break is about no hold. */
    requestedSatang: SatangString.nullable(),
    heldSatang: SatangString.nullable(),
    /** What the institution said; null: it answered no order, or refused to take it. */
    said: z.object({ result: z.string(), amountSatang: SatangString }).nullable(),
    debit: z
      .object({
        reportedSatang: SatangString.nullable().describe(
          'The amount of the transfer on record; null: the institution was to find it by what the victim told.',
        ),
        debitedSatang: SatangString.nullable().describe(
          'The amount that the institution names; null: it names none, so that the amounts do not differ.',
        ),
      })
      .nullable()
      .describe('With a break about an answer on a debit: the amounts to compare. Null: it is about something else.'),
    reports: z
      .array(z.string())
      .describe(
        'With HOLDER_IN_DOUBT: the numbers of the cases that report the transfer, the first first. Else empty.',
      ),
    settled: z.object({ at: Instant, by: z.string(), role: z.string(), reason: z.string() }).nullable(),
    statements: z
      .array(
        z.object({
          at: Instant.describe('When it was said.'),
          person: z.string().describe('Subject of the person of the institution.'),
          text: z.string().describe('What was said: a statement of fact, which changed nothing.'),
        }),
      )
      .describe('What the institution says of the break, the oldest first.'),
  })
  .meta({ id: 'BreakView' });
export const BreakList = z
  .object({ breaks: z.array(BreakView), next: z.string().nullable() })
  .meta({ id: 'BreakList' });
export type BreakList = z.infer<typeof BreakList>;

/** POST /v1/breaks/{id}/settlement */
export const BreakSettlementBody = z
  .strictObject({
    reason: wordsForOthers(4_000),
    nothingHeld: z
      .boolean()
      .default(false)
      .describe(
        'With a break NOT_WHAT_WAS_HELD about a release that the institution answered by NOTHING_HELD: it is cleared up that it holds nothing, as after a restore of its database. The release ends with nothing released; what was confirmed is on record as not accounted for.',
      ),
  })
  .meta({ id: 'BreakSettlementBody' });
export type BreakSettlementBody = z.infer<typeof BreakSettlementBody>;
export const BreakSettlementAccepted = z
  .object({ id: z.string(), settledAt: Instant })
  .meta({ id: 'BreakSettlementAccepted' });
