import { z } from 'zod';
import { BlastRadiusView } from './blast-radius.js';
import { SatangString } from './common.js';
import { NewsToTell, TellingView } from './telling.js';

/** Times in views are RFC 3339 UTC. Account numbers are masked to their last four digits unless a field says otherwise. */
const Instant = z.string().meta({ format: 'date-time' });

export const ComplaintAccepted = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    receivedAt: Instant,
    /** What the operator tells the caller, in the complaint's language. */
    readOut: z.string(),
    holdsOrdered: z.number().int(),
    /** Why no hold was ordered at once, when none was: stable codes. */
    notOrderedBecause: z.array(z.string()),
  })
  .meta({ id: 'ComplaintAccepted' });
export type ComplaintAccepted = z.infer<typeof ComplaintAccepted>;

/** GET /v1/complaints/{id}: what the operator may read out to the victim. */
export const ComplaintStatus = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    receivedAt: Instant,
    status: z.string(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    transfers: z.array(
      z.object({ reference: z.string(), amountSatang: SatangString, debit: z.string(), heldSatang: SatangString }),
    ),
    nextSteps: z.array(z.object({ th: z.string(), en: z.string(), until: Instant.nullable() })),
    withdrawn: z.boolean(),
    /** What there is to tell the victim now, and what he was told when; newest first. */
    toTell: NewsToTell.nullable(),
    told: z.array(TellingView),
  })
  .meta({ id: 'ComplaintStatus' });
export type ComplaintStatus = z.infer<typeof ComplaintStatus>;

/** GET /v1/complaints/{id}/record: the written record of the notice (section 8). */
export const CallRecordView = z
  .object({
    document: z.looseObject({}),
    documentSha256: z.string(),
    signature: z.string(),
    keyId: z.string(),
    createdAt: Instant,
  })
  .meta({ id: 'CallRecord' });

export const CaseRow = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    status: z.string(),
    caseType: z.string(),
    openedAt: Instant,
    victimInstitution: z.string(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    assignedRoute: z.string(),
    nextDeadlineAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    rulebook: z.string(),
    /** Cases that it is linked with directly: its links tell by what. */
    linkedCases: z.number().int(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

export const CaseList = z.object({ cases: z.array(CaseRow), next: z.string().nullable() }).meta({ id: 'CaseList' });

export const HoldView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    hop: z.number().int(),
    institution: z.string(),
    accountMasked: z.string(),
    kind: z.string(),
    state: z.string(),
    stateReason: z.string().nullable(),
    requestedSatang: SatangString,
    heldSatang: SatangString,
    orderedAt: Instant,
    expiresAt: Instant,
    endedAt: Instant.nullable(),
    noticeReference: z.string(),
    holderNotifiedAt: Instant.nullable(),
    /** When the institution told the holder that the hold was over. */
    releaseNotifiedAt: Instant.nullable(),
    freezeRequestId: z.string().nullable(),
    seizureWarrantNo: z.string().nullable(),
    caseNo: z.string(),
    /** The credit that brought the money to the account. */
    transfer: z.object({
      ...{ id: z.string(), fromInstitution: z.string(), reference: z.string() },
      ...{ amountSatang: SatangString, at: Instant },
    }),
    /** Every person who had a part in the orders and in the end of the hold, or `system`, in order of time. Section 7 needs no decision. */
    deciders: z.array(
      z.object({ act: z.string(), person: z.string(), role: z.string().nullable(), rowId: z.string(), at: Instant }),
    ),
    orders: z.array(
      z.object({
        id: z.string(),
        sequence: z.number().int(),
        /** The power that the order was issued on. */
        kind: z.string(),
        replacesOrderId: z.string().nullable(),
        requestedSatang: SatangString,
        /** Rule rows, each with its version: `th/VIC-7A/2023-03-17`. */
        legalBasis: z.array(z.string()),
        expiryRuleRowId: z.string(),
        freezeRequestId: z.string().nullable(),
        /** The approved catch of a later credit (P-RESID) by which it asks for more than was held. */
        residualRequestId: z.string().nullable(),
        /** When the institution refused that: the order before it stands. */
        refusedAt: Instant.nullable(),
        /** The residual watch (P-RESID): the institution is to tell later credits while less than the part is held. */
        watchesCredits: z.boolean(),
        issuedAt: Instant,
        expiresAt: Instant,
        sentAt: Instant.nullable(),
        answeredAt: Instant.nullable(),
        /** It is for less than was held, so that the rest is let go, or it caught a later credit. */
        changesAmount: z.boolean(),
        /** When the institution told the holder of that. */
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
  })
  .meta({ id: 'HoldView' });
export type HoldView = z.infer<typeof HoldView>;
export const HoldList = z.object({ holds: z.array(HoldView) }).meta({ id: 'HoldList' });

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
        ...{ person: z.string(), role: z.string(), verdict: z.string(), reason: z.string(), decidedAt: Instant },
        /** Of the blast radius that the person saw; null when it was another one, or none was kept. */
        blastRadiusSha256: z.string().nullable(),
      }),
    ),
    /** Whom the order would touch now, while it waits; once it is settled, as it was decided, or asked for. Null: from before this was kept. */
    blastRadius: BlastRadiusView.nullable(),
  })
  .meta({ id: 'FreezeRequestView' });
export type FreezeRequestView = z.infer<typeof FreezeRequestView>;

/** An account that the trail shows, with what the findings allow. */
const TrailAccount = z.object({
  institution: z.string(),
  accountMasked: z.string(),
  hop: z.number().int(),
  attributedSatang: SatangString,
  suspension: z.enum(['met', 'not_met', 'unknown']),
});

/** GET /v1/cases/{id}: nothing personal of victims and holders. */
export const CaseView = CaseRow.extend({
  withdrawnAt: Instant.nullable(),
  statementAt: Instant.nullable(),
  evidenceHash: z.string(),
  freezeRequests: z.array(FreezeRequestView),
  accounts: z.array(TrailAccount),
}).meta({ id: 'CaseView' });
export type CaseView = z.infer<typeof CaseView>;

/** GET /v1/cases/{id}/accounts: full numbers, by which an officer names an account in a request. */
export const CaseAccounts = z
  .object({ accounts: z.array(TrailAccount.extend({ accountNo: z.string() })) })
  .meta({ id: 'CaseAccounts' });
