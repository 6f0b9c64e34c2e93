import { z } from 'zod';
import { SatangString } from './common.js';

/** Times in views are RFC 3339 UTC. */
const Instant = z.string().meta({ format: 'date-time' });

export const EvidenceView = z
  .object({
    requests: z.array(
      z.object({
        id: z.string(),
        agency: z.string(),
        wave: z.number().int(),
        state: z.string(),
        stateReason: z.string().nullable(),
        legalBasis: z.array(z.string()),
        purpose: z.string(),
        askedAt: Instant,
        deadlineAt: Instant,
        answers: z.array(
          z.object({
            id: z.string(),
            version: z.number().int(),
            receivedAt: Instant,
            late: z.boolean(),
            rawSha256: z.string(),
            content: z.looseObject({}),
          }),
        ),
      }),
    ),
    debitConfirmations: z.array(
      z.object({
        id: z.string(),
        institution: z.string(),
        state: z.string(),
        reason: z.string().nullable(),
        askedAt: Instant,
        answeredAt: Instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'EvidenceView' });

export const FindingsView = z
  .object({
    judgement: z.number().int(),
    judgedAt: Instant.nullable(),
    findings: z.array(
      z.object({
        ruleId: z.string(),
        ruleRowId: z.string(),
        /** Rows of C1 to C7 that the rule asked for: the choices of the centre that it rests on beside the law. */
        choiceRowIds: z.array(z.string()),
        subjectKind: z.string(),
        /** An account in a subject is masked. */
        subject: z.string(),
        outcome: z.enum(['met', 'not_met', 'unknown']),
        reasons: z.array(z.object({ th: z.string(), en: z.string() })),
        missing: z.array(z.string()),
        evidenceIds: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'FindingsView' });

export const DutiesView = z
  .object({
    asOf: Instant,
    duties: z.array(
      z.object({
        ruleId: z.string(),
        ruleRowId: z.string(),
        /** Slug of an institution or agency, or `centre`, `victim`, `inquiry_officer`, `officer`. */
        owedBy: z.string(),
        subjectKind: z.enum(['case', 'hold', 'account', 'question', 'disclosure', 'appeal', 'listing']),
        /** An account in a subject is masked. */
        subject: z.string(),
        startedAt: Instant,
        /** Null: the law states no time. */
        dueAt: Instant.nullable(),
        /** Where a longer promise stands behind the target: from here on it is broken. */
        breachAt: Instant.nullable(),
        countedBy: z.enum(['instant', 'civil_code', 'apa_64', 'at_once', 'order']).nullable(),
        /** False when a holiday that nobody announced yet could change `dueAt`. */
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

export const TimelineView = z
  .object({
    events: z.array(
      z.object({
        sequence: z.number().int(),
        type: z.string(),
        actor: z.string(),
        at: Instant,
        payload: z.looseObject({}),
        hash: z.string(),
      }),
    ),
  })
  .meta({ id: 'TimelineView' });

export const AdditionAccepted = z
  .object({ id: z.string(), caseId: z.string(), receivedAt: Instant })
  .meta({ id: 'AdditionAccepted' });
export const FreezeRequestAccepted = z
  .object({ id: z.string(), state: z.string(), evidenceHash: z.string(), blastRadiusSha256: z.string() })
  .meta({ id: 'FreezeRequestAccepted' });
export const DecisionAccepted = z
  .object({ id: z.string(), freezeRequestId: z.string(), state: z.string() })
  .meta({ id: 'DecisionAccepted' });
export const ReleaseAccepted = z
  .object({ releaseOrderId: z.string(), holdId: z.string(), state: z.string() })
  .meta({ id: 'ReleaseAccepted' });
export const PartialReleaseAccepted = z
  .object({ orderId: z.string(), holdId: z.string(), keepSatang: SatangString, state: z.string() })
  .meta({ id: 'PartialReleaseAccepted' });
export const CallbackAccepted = z
  .object({ status: z.enum(['accepted', 'duplicate']), id: z.string() })
  .meta({ id: 'CallbackAccepted' });

export const Stats = z
  .object({
    complaints: z.number().int(),
    openCases: z.number().int(),
    liveHolds: z.number().int(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    holdsPastExpiry: z.number().int(),
    /** The over-hold meter: by how much holds take up more of stolen sums than was stolen. It reads 0. */
    overHeldSatang: SatangString,
    openBreaks: z.number().int(),
    /** Of them, those that nobody settled in time (P-BREAK). */
    overdueBreaks: z.number().int(),
  })
  .meta({ id: 'Stats' });
