import { z } from 'zod';
import { Instant, SatangString } from './common.js';

/** A notice of section 4 paragraph 3 that tells an agency of a disclosure. */
const ShareNotice = z.object({
  party: z.string(),
  dueAt: Instant,
  /** When the agency acknowledged it; null: still to be sent. */
  sentAt: Instant.nullable(),
});

/** One disclosure between parties (section 4). */
export const ExchangeView = z
  .object({
    id: z.string(),
    /** Null: about several cases, as a notice under section 4 paragraph 3 is. */
    caseId: z.string().nullable(),
    caseNo: z.string().nullable(),
    direction: z.enum(['out', 'in']),
    party: z.string(),
    kind: z.string(),
    messageId: z.string(),
    /** Rule rows. */
    legalBasis: z.array(z.string()),
    purpose: z.string(),
    /** Names of what was disclosed, never values. */
    fields: z.array(z.string()),
    /** SHA-256 of the bytes as sent or received. */
    bodySha256: z.string(),
    /** The approved system under the memorandum of that day. */
    systemVersion: z.string(),
    at: Instant,
    /**
     * Whom section 4 paragraph 3 wants told of it, since when, and when that was done; empty for
     * what it does not concern.
     */
    notices: z.array(ShareNotice),
  })
  .meta({ id: 'ExchangeView' });

export const ExchangesView = z.object({ exchanges: z.array(ExchangeView) }).meta({ id: 'ExchangesView' });

/**
 * GET /v1/exchanges: a page of the register, newest first; `next` is the `after` of the next page.
 */
export const ExchangeRegister = z
  .object({ exchanges: z.array(ExchangeView), next: z.string().nullable() })
  .meta({ id: 'ExchangeRegister' });

/** Seconds; null when nothing was measured. */
const Seconds = z.number().nullable();

/** GET /v1/reports/monthly: the centre's report of a month under section 8/5(9). */
export const MonthlyReport = z
  .object({
    /** `2026-11`, and the same month in the Buddhist era, `2569-11`. */
    month: z.string(),
    monthBuddhist: z.string(),
    /** The month in Bangkok. */
    from: Instant,
    to: Instant,
    madeAt: Instant,
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
    /** By rule row; an exchange that rests on several counts for each. */
    rules: z.array(z.object({ ruleRowId: z.string(), count: z.number() })),
    /**
     * By institution, of holds ordered in the month. Time to hold: from the order to the first
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
     * Releases ordered in the month; late: acknowledged, or still open, more than a minute after
     * the hold's expiry.
     */
    releases: z.array(z.object({ reason: z.string(), count: z.number(), satang: SatangString, late: z.number() })),
    /** Institutions' own suspensions (section 6) notified in the month, by how they ended. */
    ownSuspensions: z.array(z.object({ state: z.string(), count: z.number(), satang: SatangString })),
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
