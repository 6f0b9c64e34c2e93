import { z } from 'zod';
import { Instant, PartySlug, SatangString, Ulid, wholeNumber } from '../common.js';
import { OwnSuspensionState, PendingKind } from '../values.js';

export const TimelineView = z
  .object({
    total: z.number().int().describe('How many events the chain has; `events` may be the newest of them alone.'),
    events: z.array(
      z.object({
        sequence: z.number().int(),
        type: z.string(),
        actor: z.string(),
        at: Instant,
        saidAt: Instant.nullable().describe(
          'When the party signed the message that the event is about, by its own clock; null: no message of a party.',
        ),
        payload: z
          .looseObject({})
          .describe(
            'What happened, by ids and codes; empty for events of advice where the reader may not read advice.',
          ),
        hash: z.string(),
      }),
    ),
    whatHappened: z
      .array(
        z.object({
          sequence: z.number().int().describe('The event that it tells.'),
          at: Instant,
          what: z.object({ th: z.string(), en: z.string() }).describe('What happened.'),
          money: z.object({ th: z.string(), en: z.string() }).describe('What it meant for the money.'),
        }),
      )
      .max(4)
      .describe('What happened to the money last, the newest first: institutions and amounts, nothing personal.'),
  })
  .meta({ id: 'TimelineView' });

export const Stats = z
  .object({
    complaints: z.number().int(),
    openCases: z.number().int(),
    liveHolds: z.number().int(),
    stolenSatang: SatangString,
    heldSatang: SatangString,
    holdsPastExpiry: z.number().int(),
    /**
     * The over-hold meter: by how much holds take up more of stolen sums than was stolen. It is 0.
     */
    overHeldSatang: SatangString,
    openBreaks: z.number().int(),
    /** Open breaks that were not settled in time (P-BREAK). */
    overdueBreaks: z.number().int(),
  })
  .meta({ id: 'Stats' });

/** Seconds; null when nothing was measured. */
const Seconds = z.number().nullable();

/** GET /v1/reports/monthly: the centre's report of a month under section 8/5(9). */
export const MonthlyReport = z
  .object({
    /** `2026-11`, and the same month in the Buddhist era, `2569-11`. */
    month: z.string(),
    monthBuddhist: z.string(),
    /** First instant of the month in Bangkok, and the first instant after it. */
    from: Instant,
    to: Instant,
    madeAt: Instant,
    dueAt: Instant.describe('First instant at which it is overdue: the end of the next month, as RPT-859 counts.'),
    legalBasis: z.string(),
    cases: z.object({
      complaints: z.number(),
      suspicions: z.number(),
      officerNotices: z.number(),
      stolenSatang: SatangString,
    }),
    exchanges: z.array(
      z.object({ direction: z.enum(['out', 'in']), kind: z.string(), party: z.string(), count: z.number() }),
    ),
    /** Exchanges by rule row; one that rests on several rows counts for each. */
    rules: z.array(z.object({ ruleRowId: z.string(), count: z.number() })),
    /**
     * Holds ordered in the month, by institution. Time to hold runs from the order to the first
     * receipt that says held.
     */
    holds: z.array(
      z.object({
        institution: z.string(),
        ordered: z.number(),
        requestedSatang: SatangString,
        held: z.number(),
        heldSatang: SatangString,
        timeToHoldP50Seconds: Seconds,
        timeToHoldP90Seconds: Seconds,
        timeToHoldMaxSeconds: Seconds,
      }),
    ),
    /**
     * Releases ordered in the month. Late: acknowledged, or still open, more than a minute after
     * the hold's expiry.
     */
    releases: z.array(z.object({ reason: z.string(), count: z.number(), satang: SatangString, late: z.number() })),
    /** Institutions' own suspensions (section 6) notified in the month, by how they ended. */
    ownSuspensions: z.array(z.object({ state: OwnSuspensionState, count: z.number(), satang: SatangString })),
    overdue: z.object({
      releases: z.number(),
      questions: z.number(),
      debitConfirmations: z.number(),
      /** Disclosures of the month of which an agency has not been told. */
      shareNotices: z.number(),
    }),
    /** Stolen sums of which more is reserved than was stolen, and the excess: always 0. */
    overHold: z.object({ sums: z.number(), satang: SatangString }),
  })
  .meta({ id: 'MonthlyReport' });

/** GET /v1/pending-requests: everything that waits for a second person, over all cases. */
export const PendingQuery = z.strictObject({
  kind: PendingKind.optional(),
  institution: PartySlug.optional(),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
export type PendingQuery = z.infer<typeof PendingQuery>;

export const PendingList = z
  .object({
    requests: z.array(
      z.object({
        id: z.string(),
        kind: PendingKind,
        state: z.string().describe('`requested`, or `half_approved` where one of two approvals is given.'),
        caseId: z.string(),
        caseNo: z.string(),
        institution: z.string().nullable().describe('Of the account in question; null for a directive.'),
        accountMasked: z.string().nullable(),
        requestedBy: z.string(),
        requestedAt: Instant,
        remindAt: Instant.nullable(),
        escalateAt: Instant.nullable(),
        escalatedAt: Instant.nullable(),
        expiresAt: Instant.nullable().describe('When it has no effect any more; null: it waits until it is decided.'),
        dueAt: Instant.nullable().describe(
          'When the decision is due, the clock of the queue: earlier than the reminder where the law wants the order at once. Null: no time.',
        ),
        ruleId: z.string().nullable().describe('The rule that it rests on, such as AOC-85B; null: none.'),
        savesSatang: SatangString.nullable().describe(
          'What the decision can still keep from leaving, as the queue last counted it. Null: it holds no money.',
        ),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'PendingList' });
export type PendingList = z.infer<typeof PendingList>;
