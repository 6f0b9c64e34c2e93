import { z } from 'zod';
import { SIGNS_OF_INNOCENCE } from '../../domain/freeze-request/blast-radius.js';
import { ARMED_STANDINGS } from '../../domain/freeze-request/armed-hold.js';
import { ASKED_KINDS } from '../../domain/freeze-request/freeze-request.js';
import {
  AccountOfCase,
  cleanName,
  Instant,
  PositiveSatangString,
  SatangString,
  Ulid,
  UtcInstant,
  wordsForOthers,
} from '../common.js';
import { FreezeRequestKind, FreezeRequestState, HoldKind, HoldState, StopReason } from '../values.js';

const Words = z.object({ th: z.string(), en: z.string() });

const Totals = z.object({
  accounts: z.number().int(),
  amountSatang: SatangString,
  otherHolds: z.number().int(),
  otherVictims: z.number().int(),
  likelyInnocent: z.number().int(),
});

/** Only a reinstatement names a release of a part, and the hold that it was a part of. */
function isPartOfReinstatement(body: {
  kind: string;
  holdId?: string | undefined;
  partialReleaseId?: string | undefined;
}): boolean {
  return body.partialReleaseId === undefined || (body.kind === 'reinstatement' && body.holdId !== undefined);
}

const PART_WITHOUT_REINSTATEMENT = {
  error: 'only a reinstatement names a release of a part, with its hold',
  path: ['partialReleaseId'],
};

/**
 * POST /v1/cases/{id}/blast-radius: an order that nobody has requested yet, for a hold, a part of it
 * that was let go by mistake, or an account of the trail.
 */
export const BlastRadiusBody = z
  .strictObject({
    kind: z.enum(ASKED_KINDS),
    holdId: Ulid.optional(),
    partialReleaseId: Ulid.optional(),
    account: AccountOfCase.optional(),
  })
  .refine(isPartOfReinstatement, PART_WITHOUT_REINSTATEMENT)
  .meta({ id: 'BlastRadiusBody' });
export type BlastRadiusBody = z.infer<typeof BlastRadiusBody>;

/**
 * Whom an order would touch, by the database now. It informs; the approval rules say who may
 * order.
 */
export const BlastRadiusView = z
  .object({
    kind: FreezeRequestKind,
    /** True only for an order under a seizure warrant. */
    reachesWholeAccount: z.boolean(),
    /** Totals over the holders that the order is for. */
    order: Totals,
    /** Totals over the holders to whom the recorded trail leads on; each needs its own order. */
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
        /** The sum that the order asks for; downstream, the sum already held or ordered. */
        amountSatang: SatangString,
        stolenSums: z.number().int(),
        /** Why the trail was not followed into the account; empty when it was. */
        stopReasons: z.array(StopReason),
        /** Active holds on the account, of any case, besides those that the order continues. */
        otherHolds: z.array(
          z.object({
            holdId: z.string(),
            caseId: z.string(),
            caseNo: z.string(),
            kind: HoldKind,
            state: HoldState,
            amountSatang: SatangString,
            expiresAt: Instant,
          }),
        ),
        otherVictims: z.number().int(),
        /** Mule colour by the recorded evidence; `unknown`: nobody has answered. */
        colour: z.enum(['black', 'dark_grey', 'light_grey', 'dark_brown', 'light_brown', 'none', 'unknown']),
        /** What the colour's row in force says of treatment. */
        treatment: z
          .object({ ruleRowId: z.string(), text: Words, reach: z.enum(['whole_person', 'account']) })
          .nullable(),
        /**
         * Signs of an innocent merchant from the centre's own data; never a score, never a
         * balance.
         */
        signsOfInnocence: z.array(
          z.object({
            sign: z.enum(SIGNS_OF_INNOCENCE),
            count: z.number().int(),
          }),
        ),
      }),
    ),
    /** Hash of everything else here (RFC 8785); a decision names the hash that the officer saw. */
    sha256: z.string(),
  })
  .meta({ id: 'BlastRadiusView' });
export type BlastRadiusView = z.infer<typeof BlastRadiusView>;

/**
 * POST /v1/cases/{id}/freeze-requests: asks for an order that section 7 does not give by itself.
 */
export const FreezeRequestBody = z
  .strictObject({
    kind: z.enum(ASKED_KINDS),
    /**
     * For `continue_order` and `whole_account`: the hold that continues. For a `reinstatement`: the
     * hold that was released by mistake, whole or in part. For a suspension: the account on the
     * trail.
     */
    holdId: Ulid.optional(),
    /** For a `reinstatement` of a part: its release, as the release of the part was answered. */
    partialReleaseId: Ulid.optional(),
    account: AccountOfCase.optional(),
    reason: wordsForOthers(4_000),
    /** The date in the order: for `continue_order` and `whole_account` at most 30 days ahead (P-CONT). */
    until: UtcInstant.optional(),
    seizureWarrantNo: cleanName(64).optional(),
    warrant: z
      .strictObject({
        authority: cleanName(120).describe('Station or bureau whose officer issued it.'),
        issuedOn: cleanName(10).describe('The day that it bears, `YYYY-MM-DD`, in the Buddhist or the Common Era.'),
        attachmentId: Ulid.describe('Its document, attached to the case as `document`.'),
      })
      .optional()
      .describe('For `whole_account`: the rest of the warrant; `seizureWarrantNo` is its number.'),
    /**
     * Asks for an armed hold: should the institution of the hold report that its money went on, up
     * to so much is suspended at once where it arrived, until `until`. For an `aoc_suspension` that
     * names a hold.
     */
    armSatang: PositiveSatangString.optional(),
  })
  .refine(
    ({ kind, holdId, armSatang }) => armSatang === undefined || (kind === 'aoc_suspension' && holdId !== undefined),
    {
      error: 'an armed hold is a suspension that names the hold whose money is waited for',
      path: ['armSatang'],
    },
  )
  .refine(({ kind, until }) => kind !== 'reinstatement' || until === undefined, {
    error: 'a reinstatement ends when the released hold would have ended',
    path: ['until'],
  })
  .refine(isPartOfReinstatement, PART_WITHOUT_REINSTATEMENT)
  .meta({ id: 'FreezeRequestBody' });
export type FreezeRequestBody = z.infer<typeof FreezeRequestBody>;

/** POST /v1/freeze-requests/{id}/decisions */
export const DecisionBody = z
  .strictObject({
    verdict: z.enum(['approve', 'refuse']),
    reason: wordsForOthers(4_000),
    /** Hash of the evidence that the officer saw; a decision on other evidence is refused. */
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
    kind: FreezeRequestKind,
    state: FreezeRequestState,
    holdId: z.string().nullable(),
    /** Of a `reinstatement` of a part: the release that was a mistake. */
    partialReleaseId: z.string().nullable(),
    /**
     * The most that the hold may be raised by: for a `residual` the later credit that the
     * institution reported, for a `reinstatement` of a part what was let go. The order asks for
     * what is missing and free of it then.
     */
    raiseSatang: SatangString.nullable(),
    /** The end that the order names, if any; an armed hold waits for money until then. */
    untilAt: Instant.nullable(),
    seizureWarrantNo: z.string().nullable(),
    warrant: z
      .object({
        authority: z.string().describe('Station or bureau whose officer issued it.'),
        issuedOn: z.string().describe('The day that it bears, in the Common Era.'),
        attachmentId: z.string().describe('Its document.'),
        sha256: z.string().describe('Of that document, as it was when the order was asked for.'),
      })
      .nullable()
      .describe('Of a whole account: the warrant beside its number.'),
    /** Of an armed hold: its cap, what its orders asked for, and how it stands now. */
    armed: z
      .object({
        capSatang: SatangString,
        orderedSatang: SatangString,
        standing: z.enum(ARMED_STANDINGS),
      })
      .nullable(),
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
     * Hash of the evidence. While the request waits: of the evidence now, which a decision names.
     * Once settled: of the evidence at the decision, or at the request.
     */
    evidenceHash: z.string(),
    ruleRowId: z.string(),
    approveRoles: z.array(z.string()),
    decisions: z.array(
      z.object({
        person: z.string(),
        role: z.string(),
        verdict: z.string(),
        reason: z.string(),
        decidedAt: Instant,
        /**
         * Hash of the blast radius that the person saw; null when it was another one, or none was
         * kept.
         */
        blastRadiusSha256: z.string().nullable(),
      }),
    ),
    /**
     * Whom the order would touch. While the request waits: now. Once settled: at the decision, or
     * at the request. Null for requests from before this was kept.
     */
    blastRadius: BlastRadiusView.nullable(),
  })
  .meta({ id: 'FreezeRequestView' });
export type FreezeRequestView = z.infer<typeof FreezeRequestView>;

/** Who may ask for an order of one kind, and what the order may say, by the rules in force now. */
const RequestRule = (order: string) =>
  z
    .object({
      roles: z.array(z.string()).describe('The roles of which each may ask (P-APP).'),
      approvals: z.number().int().describe('How many other persons must approve; 0: the power of the requester alone.'),
      latestUntil: Instant.describe('The latest end that the order may name.'),
      needsUntil: z.boolean().describe('Whether the order must name its end.'),
    })
    .describe(`Of ${order}.`);

/** The rules of requests, by kind; who may ask for a reinstatement stands at its hold. */
export const RequestRules = z
  .object({
    aoc_suspension: RequestRule('a suspension by the centre (AOC-85B)'),
    break_glass: RequestRule('a suspension that one supervisor orders alone (P-GLASS)'),
    continue_order: RequestRule('the order that a hold goes on (OFF-7D)'),
    whole_account: RequestRule('an order under a seizure warrant'),
  })
  .describe('Who may ask for an order of each kind now, and what it may say.');

export const FreezeRequestAccepted = z
  .object({ id: z.string(), state: FreezeRequestState, evidenceHash: z.string(), blastRadiusSha256: z.string() })
  .meta({ id: 'FreezeRequestAccepted' });

export const DecisionAccepted = z
  .object({ id: z.string(), freezeRequestId: z.string(), state: FreezeRequestState })
  .meta({ id: 'DecisionAccepted' });
