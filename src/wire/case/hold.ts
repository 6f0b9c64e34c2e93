import { z } from 'zod';
import { AUTHORITIES } from '../../domain/hold/hold.js';
import { cleanName, Instant, SatangString, Ulid, wordsForOthers } from '../common.js';
import { FreezeRequestState, HoldKind, HoldState } from '../values.js';

/** POST /v1/holds/{id}/release */
export const ReleaseBody = z
  .strictObject({
    reason: wordsForOthers(4_000),
    unrelated: z.boolean().default(false),
    court: z
      .strictObject({
        name: cleanName(200).describe('The court.'),
        caseNo: cleanName(64).describe('Number of its case.'),
        orderedOn: cleanName(10).describe('The day of its order in Bangkok, such as `2026-11-30` or `2569-11-30`.'),
        attachmentId: Ulid.describe('Its document among the files of the case.'),
      })
      .optional()
      .describe(
        'The order of a court that voids the order by which the money is held. Recorded by who holds the power of the hold; such a release has no way back.',
      ),
  })
  .refine(({ unrelated, court }) => !unrelated || court === undefined, {
    path: ['court'],
    message: 'say either that the account is unrelated, or what a court ordered',
  })
  .meta({ id: 'ReleaseBody' });
export type ReleaseBody = z.infer<typeof ReleaseBody>;

/** POST /v1/holds/{id}/partial-release */
export const PartialReleaseBody = z
  .strictObject({ keepSatang: SatangString, reason: wordsForOthers(4_000) })
  .meta({ id: 'PartialReleaseBody' });
export type PartialReleaseBody = z.infer<typeof PartialReleaseBody>;

/** POST /v1/holds/{id}/reviews: the hold was reviewed after a withdrawal, and it stands. */
export const HoldReviewBody = z.strictObject({ reason: wordsForOthers(4_000) }).meta({ id: 'HoldReviewBody' });
export type HoldReviewBody = z.infer<typeof HoldReviewBody>;

export const HoldReviewAccepted = z
  .object({ id: z.string(), holdId: z.string(), reviewedAt: Instant })
  .meta({ id: 'HoldReviewAccepted' });

export const HoldView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    hop: z.number().int(),
    institution: z.string(),
    accountMasked: z.string(),
    kind: HoldKind,
    state: HoldState,
    stateReason: z.string().nullable(),
    requestedSatang: SatangString,
    /** What is suspended now; 0 when the hold is over. */
    heldSatang: SatangString,
    /**
     * The money that another authority keeps in place by its own order, as the institution says;
     * it outlasts the hold.
     */
    heldUnder: z.object({ authority: z.enum(AUTHORITIES), amountSatang: SatangString }).nullable(),
    /**
     * What was let go, in part while the hold went on and as a whole at its end, and not held
     * again.
     */
    letGoSatang: SatangString,
    /** What of its part is neither held, nor ordered to be held, nor explained by later debits. */
    missingSatang: SatangString,
    orderedAt: Instant,
    expiresAt: Instant,
    endedAt: Instant.nullable(),
    noticeReference: z.string(),
    holderNotifiedAt: Instant.nullable(),
    /** When the institution told the holder that the hold was over. */
    releaseNotifiedAt: Instant.nullable(),
    freezeRequestId: z.string().nullable(),
    seizureWarrantNo: z.string().nullable(),
    releaseRoles: z.array(z.string()),
    reviewRoles: z.array(z.string()),
    partialReleases: z.array(
      z.object({
        id: z.string(),
        letGoSatang: SatangString,
        person: z.string(),
        reason: z.string(),
        orderedAt: Instant,
        comesBackUntil: Instant,
      }),
    ),
    caseNo: z.string(),
    /** The credit that brought the money to the account. */
    transfer: z.object({
      id: z.string(),
      fromInstitution: z.string(),
      reference: z.string(),
      amountSatang: SatangString,
      at: Instant,
    }),
    /**
     * Everyone who had a part in the orders and the end of the hold, a person or `system`, in
     * order of time. Section 7 needs no decision.
     */
    deciders: z.array(
      z.object({ act: z.string(), person: z.string(), role: z.string().nullable(), rowId: z.string(), at: Instant }),
    ),
    orders: z.array(
      z.object({
        id: z.string(),
        sequence: z.number().int(),
        kind: HoldKind,
        replacesOrderId: z.string().nullable(),
        requestedSatang: SatangString,
        /** Rule rows, each with its version: `th/VIC-7A/2023-03-17`. */
        legalBasis: z.array(z.string()),
        expiryRuleRowId: z.string(),
        freezeRequestId: z.string().nullable(),
        /**
         * The approved request by which the order asks for more than is held: the catch of a later
         * credit (P-RESID), or the return of a part that was let go by mistake (P-BACK).
         */
        raiseRequestId: z.string().nullable(),
        /** When the institution refused it; the order before it then stands. */
        refusedAt: Instant.nullable(),
        /**
         * The residual watch (P-RESID): the institution reports later credits while less than the
         * part is held.
         */
        watchesCredits: z.boolean(),
        /**
         * Since when its institution owes a review of its own suspicion, which the order tells it;
         * null in every other order.
         */
        reviewOwedSince: Instant.nullable(),
        issuedAt: Instant,
        expiresAt: Instant,
        sentAt: Instant.nullable(),
        answeredAt: Instant.nullable(),
        /**
         * True when it asks for less than was held, so that the rest is let go, or when more was
         * held by it.
         */
        changesAmount: z.boolean(),
        /** When the institution told the holder of that change. */
        holderNotifiedAt: Instant.nullable(),
      }),
    ),
    release: z
      .object({
        id: z.string(),
        reason: z.string(),
        /** A person, or `system`. */
        orderedBy: z.string(),
        legalBasis: z.array(z.string()),
        orderedAt: Instant,
        attempts: z.number().int(),
        acknowledgedAt: Instant.nullable(),
        comesBackUntil: Instant.nullable(),
      })
      .nullable(),
    /** The institution's report that it let the hold lapse, where that came first and ended it. */
    lapse: z
      .object({
        /** When it let the hold lapse, as it says. */
        at: Instant,
        /**
         * The rows by which the time was over; empty where a release says why the hold ended, and
         * where it ended before its time.
         */
        legalBasis: z.array(z.string()),
      })
      .nullable(),
    receipts: z.array(
      z.object({
        kind: z.string(),
        orderId: z.string(),
        receiptSeq: z.number().int(),
        result: z.string(),
        amountSatang: SatangString,
        receivedAt: Instant,
        applied: z.boolean(),
        notAppliedReason: z.string().nullable(),
      }),
    ),
    laterCredits: z
      .array(
        z.object({
          id: z.string(),
          amountSatang: SatangString.describe('The credit that its institution reports.'),
          at: Instant.describe('When the account was credited, as the institution says.'),
          receivedAt: Instant,
          outcome: z
            .string()
            .nullable()
            .describe('`CATCH_REQUESTED`, or the code of why nothing follows; null: it is not applied yet.'),
          request: z
            .object({ id: z.string(), state: FreezeRequestState, raiseSatang: SatangString })
            .nullable()
            .describe('What an officer is asked for because of it; an order names the request as `raiseRequestId`.'),
        }),
      )
      .describe('Later credits that were reported while less than the part was held (P-RESID), oldest first.'),
  })
  .meta({ id: 'HoldView' });
export type HoldView = z.infer<typeof HoldView>;

export const HoldList = z.object({ holds: z.array(HoldView) }).meta({ id: 'HoldList' });

export const ReleaseAccepted = z
  .object({ releaseOrderId: z.string(), holdId: z.string(), state: HoldState })
  .meta({ id: 'ReleaseAccepted' });

export const PartialReleaseAccepted = z
  .object({
    id: z.string(),
    orderId: z.string(),
    holdId: z.string(),
    keepSatang: SatangString,
    state: HoldState,
  })
  .meta({ id: 'PartialReleaseAccepted' });

/** POST /v1/orders/verifications: the code that stands beside the QR of an order document. */
export const OrderVerificationBody = z
  .strictObject({
    code: z.string().regex(/^[0-9A-Z]{26}-[0-9A-F]{16}$/, { error: 'must be the code of an order document' }),
  })
  .meta({ id: 'OrderVerificationBody' });
export type OrderVerificationBody = z.infer<typeof OrderVerificationBody>;

/** What the order document with a code says, and what became of its order. */
export const OrderVerification = z
  .object({
    orderId: z.string(),
    caseNo: z.string(),
    institution: z.object({ nameTh: z.string(), nameEn: z.string() }).describe('Where the account is.'),
    accountMasked: z.string(),
    amountSatang: SatangString,
    kind: HoldKind,
    issuedAt: Instant,
    expiresAt: Instant,
    standing: z
      .enum(['in_force', 'replaced', 'refused', 'ended'])
      .describe('In force, its place taken by a later order, refused by the institution, or its hold over.'),
  })
  .meta({ id: 'OrderVerification' });
export type OrderVerification = z.infer<typeof OrderVerification>;
