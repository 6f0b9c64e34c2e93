import { z } from 'zod';
import { AccountRef, Instant, SatangString, Ulid } from './common.js';
import { FREEZE_REQUEST_KINDS } from './freeze-request.js';

const Words = z.object({ th: z.string(), en: z.string() });

/** POST /v1/cases/{id}/blast-radius: an order that nobody has asked for yet; the hold that would go on, or an account of the trail. */
export const BlastRadiusBody = z
  .strictObject({ kind: z.enum(FREEZE_REQUEST_KINDS), holdId: Ulid.optional(), account: AccountRef.optional() })
  .meta({ id: 'BlastRadiusBody' });
export type BlastRadiusBody = z.infer<typeof BlastRadiusBody>;

const Totals = z.object({
  accounts: z.number().int(),
  amountSatang: SatangString,
  otherHolds: z.number().int(),
  otherVictims: z.number().int(),
  likelyInnocent: z.number().int(),
});

/** Whom an order would touch, by the record as it is. It tells; who may order, the approval rules say. */
export const BlastRadiusView = z
  .object({
    kind: z.string(),
    /** Only an order under a seizure warrant reaches beyond the amount. */
    reachesWholeAccount: z.boolean(),
    /** Over the holders that the order itself is for. */
    order: Totals,
    /** Over the holders to whom the money went on by the trail on record; each needs an order of its own. */
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
        /** Active holds on the account, of whatever case, beside those that the order goes on with. */
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
        /** What speaks for an innocent merchant, from the centre's own record; never a score, never a balance. */
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
