import { z } from 'zod';
import { AccountRef, cleanText, Instant, SatangString, Ulid, UtcInstant } from './common.js';

export const FREEZE_REQUEST_KINDS = ['aoc_suspension', 'continue_order', 'whole_account', 'break_glass'] as const;

const Words = z.object({ th: z.string(), en: z.string() });

const Totals = z.object({
  accounts: z.number().int(),
  amountSatang: SatangString,
  otherHolds: z.number().int(),
  otherVictims: z.number().int(),
  likelyInnocent: z.number().int(),
});

/**
 * POST /v1/cases/{id}/blast-radius: an order that nobody has asked for yet; the hold that would go
 * on, or an account of the trail.
 */
export const BlastRadiusBody = z
  .strictObject({ kind: z.enum(FREEZE_REQUEST_KINDS), holdId: Ulid.optional(), account: AccountRef.optional() })
  .meta({ id: 'BlastRadiusBody' });
export type BlastRadiusBody = z.infer<typeof BlastRadiusBody>;

/**
 * Whom an order would touch, by the record as it is. It tells; who may order, the approval rules
 * say.
 */
export const BlastRadiusView = z
  .object({
    kind: z.string(),
    /** Only an order under a seizure warrant reaches beyond the amount. */
    reachesWholeAccount: z.boolean(),
    /** Over the holders that the order itself is for. */
    order: Totals,
    /**
     * Over the holders to whom the money went on by the trail on record; each needs an order of its
     * own.
     */
    downstream: Totals,
    institutions: z.array(z.string()),
    holders: z.array(
      z.object({
        institution: z.string(),
        accountMasked: z.string(),
        reach: z.enum(['order', 'downstream']),
        hop: z.number().int(),
        /** Stolen money of the case that the trail brought to the account. */
        attributedSatang: SatangString,
        /** What the order asks for; downstream, what is held or ordered there already. */
        amountSatang: SatangString,
        stolenSums: z.number().int(),
        /** Why the trail was not followed into the account, if it was not. */
        stopReasons: z.array(z.string()),
        /**
         * Active holds on the account, of whatever case, beside those that the order goes on with.
         */
        otherHolds: z.array(
          z.object({
            holdId: z.string(),
            caseId: z.string(),
            caseNo: z.string(),
            kind: z.string(),
            state: z.string(),
            amountSatang: SatangString,
            expiresAt: Instant,
          }),
        ),
        otherVictims: z.number().int(),
        /** Mule colour by the evidence on record; `unknown`: nobody has answered. */
        colour: z.enum(['black', 'dark_grey', 'light_grey', 'dark_brown', 'light_brown', 'none', 'unknown']),
        /** What the colour's row in force says of treatment. */
        treatment: z
          .object({ ruleRowId: z.string(), text: Words, reach: z.enum(['whole_person', 'account']) })
          .nullable(),
        /**
         * What speaks for an innocent merchant, from the centre's own record; never a score, never
         * a balance.
         */
        signsOfInnocence: z.array(
          z.object({
            sign: z.enum(['shielded_payment', 'regular_merchant_word', 'appeal_upheld_before', 'small_credits']),
            count: z.number().int(),
          }),
        ),
      }),
    ),
    /** Of everything else here (RFC 8785): a decision names what its maker saw. */
    sha256: z.string(),
  })
  .meta({ id: 'BlastRadiusView' });
export type BlastRadiusView = z.infer<typeof BlastRadiusView>;

/** POST /v1/cases/{id}/freeze-requests: ask for an order that section 7 does not give by itself. */
export const FreezeRequestBody = z
  .strictObject({
    kind: z.enum(FREEZE_REQUEST_KINDS),
    /**
     * For `continue_order` and `whole_account`: the hold that goes on. For a suspension: the
     * account that the trail shows.
     */
    holdId: Ulid.optional(),
    account: AccountRef.optional(),
    reason: cleanText(4_000),
    /** Only `continue_order`: the date in the order, at most 30 days ahead (P-CONT). */
    until: UtcInstant.optional(),
    seizureWarrantNo: cleanText(64).optional(),
  })
  .meta({ id: 'FreezeRequestBody' });
export type FreezeRequestBody = z.infer<typeof FreezeRequestBody>;

/** POST /v1/freeze-requests/{id}/decisions */
export const DecisionBody = z
  .strictObject({
    verdict: z.enum(['approve', 'refuse']),
    reason: cleanText(4_000),
    /** Hash of the evidence the officer saw; a decision on other evidence is refused. */
    evidenceHash: z.string().regex(/^[0-9a-f]{64}$/),
    /** Hash of the blast radius that the officer saw; an approval on another one is refused. */
    blastRadiusSha256: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .meta({ id: 'DecisionBody' });
export type DecisionBody = z.infer<typeof DecisionBody>;

export const FreezeRequestView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    kind: z.string(),
    state: z.string(),
    holdId: z.string().nullable(),
    /**
     * Of a `residual`: the later credit that the institution told; the order asks for as much of it
     * as is missing then.
     */
    creditedSatang: SatangString.nullable(),
    institution: z.string(),
    accountMasked: z.string(),
    /** A person, or `system` for a `residual`. */
    requestedBy: z.string(),
    requestedAt: Instant,
    remindAt: Instant,
    escalateAt: Instant,
    escalatedAt: Instant.nullable(),
    expiresAt: Instant,
    reason: z.string(),
    /**
     * Of the evidence now, while it waits: a decision names it. Once it is settled, as it was
     * decided, or asked for.
     */
    evidenceHash: z.string(),
    ruleRowId: z.string(),
    decisions: z.array(
      z.object({
        person: z.string(),
        role: z.string(),
        verdict: z.string(),
        reason: z.string(),
        decidedAt: Instant,
        /**
         * Of the blast radius that the person saw; null when it was another one, or none was kept.
         */
        blastRadiusSha256: z.string().nullable(),
      }),
    ),
    /**
     * Whom the order would touch now, while it waits; once it is settled, as it was decided, or
     * asked for. Null: from before this was kept.
     */
    blastRadius: BlastRadiusView.nullable(),
  })
  .meta({ id: 'FreezeRequestView' });
export type FreezeRequestView = z.infer<typeof FreezeRequestView>;

export const FreezeRequestAccepted = z
  .object({ id: z.string(), state: z.string(), evidenceHash: z.string(), blastRadiusSha256: z.string() })
  .meta({ id: 'FreezeRequestAccepted' });

export const DecisionAccepted = z
  .object({ id: z.string(), freezeRequestId: z.string(), state: z.string() })
  .meta({ id: 'DecisionAccepted' });
