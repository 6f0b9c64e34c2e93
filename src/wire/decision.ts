import { z } from 'zod';
import { AccountRef, PositiveSatangString, Ulid, UtcInstant, cleanText } from './common.js';

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

/** POST /v1/holds/{id}/release */
export const ReleaseBody = z
  .strictObject({ reason: cleanText(4_000), unrelated: z.boolean().default(false) })
  .meta({ id: 'ReleaseBody' });
export type ReleaseBody = z.infer<typeof ReleaseBody>;

/** POST /v1/holds/{id}/partial-release */
export const PartialReleaseBody = z
  .strictObject({ keepSatang: PositiveSatangString, reason: cleanText(4_000) })
  .meta({ id: 'PartialReleaseBody' });
export type PartialReleaseBody = z.infer<typeof PartialReleaseBody>;
