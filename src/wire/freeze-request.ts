import { z } from 'zod';
import { BlastRadiusView } from './blast-radius.js';
import { AccountRef, cleanText, Instant, SatangString, Ulid, UtcInstant } from './common.js';

export const FREEZE_REQUEST_KINDS = ['aoc_suspension', 'continue_order', 'whole_account', 'break_glass'] as const;

/** POST /v1/cases/{id}/freeze-requests: ask for an order that section 7 does not give by itself. */
export const FreezeRequestBody = z
  .strictObject({
    kind: z.enum(FREEZE_REQUEST_KINDS),
    /** For `continue_order` and `whole_account`: the hold that goes on. For a suspension: the account that the trail shows. */
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
    /** Of a `residual`: the later credit that the institution told; the order asks for as much of it as is missing then. */
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
    /** Of the evidence now, while it waits: a decision names it. Once it is settled, as it was decided, or asked for. */
    evidenceHash: z.string(),
    ruleRowId: z.string(),
    decisions: z.array(
      z.object({
        person: z.string(),
        role: z.string(),
        verdict: z.string(),
        reason: z.string(),
        decidedAt: Instant,
        /** Of the blast radius that the person saw; null when it was another one, or none was kept. */
        blastRadiusSha256: z.string().nullable(),
      }),
    ),
    /** Whom the order would touch now, while it waits; once it is settled, as it was decided, or asked for. Null: from before this was kept. */
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
