import { z } from 'zod';
import { cleanText, Instant, PartySlug, SatangString, Ulid } from './common.js';

/** GET /v1/breaks */
export const BreakQuery = z.object({
  state: z.enum(['open', 'overdue', 'settled']).default('open'),
  caseId: Ulid.optional(),
  institution: PartySlug.optional(),
  kind: z
    .string()
    .regex(/^[A-Z_.]{1,64}$/)
    .optional(),
  after: Ulid.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type BreakQuery = z.infer<typeof BreakQuery>;

/**
 * A disagreement between the record, or what was ordered, and an institution's word, until its
 * owner settles it. The word is kept without effect, but where it says that money is held no more.
 */
export const BreakView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    caseNo: z.string(),
    holdId: z.string().nullable(),
    institution: z.string().nullable(),
    accountMasked: z.string().nullable(),
    /**
     * Why the institution's word was not applied, such as `MORE_THAN_REQUESTED`.
     * `RELEASE_REJECTED`: it refuses to let go, and is asked on. Of the question whether the victim
     * was debited: `DEBIT_QUESTION_REFUSED`, it refuses to say, and is asked on;
     * `DEBIT_OTHER_RECEIVER`, the money arrived elsewhere than was reported;
     * `DEBIT_NO_RECEIVER_NAMED`, it does not say which account a PromptPay id stands for;
     * `DEBIT_CONTRADICTS_EARLIER_ANSWER`, its first answer stands. Applied, and yet to be asked
     * about: `HELD_MONEY_GONE`, what it had confirmed is not there any more; `LAPSED_EARLY`, it
     * ended a hold before its time.
     */
    kind: z.string(),
    ownerRole: z.string(),
    /** Row of P-BREAK that gives owner and time. */
    ruleRowId: z.string(),
    openedAt: Instant,
    dueAt: Instant,
    /** Until now, or until it was settled. */
    ageSeconds: z.number().int(),
    /** Not settled in time. */
    overdue: z.boolean(),
    /** What the record says of the hold now; null: the break is about no hold. */
    requestedSatang: SatangString.nullable(),
    heldSatang: SatangString.nullable(),
    /** What the institution said; null: it answered no order, or refused to take it. */
    said: z.object({ result: z.string(), amountSatang: SatangString }).nullable(),
    settled: z.object({ at: Instant, by: z.string(), role: z.string(), reason: z.string() }).nullable(),
  })
  .meta({ id: 'BreakView' });
export const BreakList = z
  .object({ breaks: z.array(BreakView), next: z.string().nullable() })
  .meta({ id: 'BreakList' });
export type BreakList = z.infer<typeof BreakList>;

/** POST /v1/breaks/{id}/settlement */
export const BreakSettlementBody = z.strictObject({ reason: cleanText(4_000) }).meta({ id: 'BreakSettlementBody' });
export type BreakSettlementBody = z.infer<typeof BreakSettlementBody>;
export const BreakSettlementAccepted = z
  .object({ id: z.string(), settledAt: Instant })
  .meta({ id: 'BreakSettlementAccepted' });
