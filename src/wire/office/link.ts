import { z } from 'zod';
import { COMPARISON_OUTCOMES, LINK_STRENGTHS } from '../../domain/link/link-between-cases.js';
import { LINK_KINDS } from '../../domain/link/subject.js';
import { Instant, SatangString } from '../common.js';
import { CaseStatus, HoldState } from '../values.js';

const Kind = z.enum(LINK_KINDS);
const Source = z.enum(['complaint', 'supplement', 'trail', 'notice', 'answer']);

/**
 * The orders' result at an account that the linked case also reached; a closed or seized account
 * shows here.
 */
const HoldThere = z.object({
  accountMasked: z.string(),
  institution: z.string(),
  state: HoldState,
  stateReason: z.string().nullable(),
  heldSatang: SatangString,
  expiresAt: Instant,
});

/**
 * GET /v1/cases/{id}/links: what a case has in common with others, and the group that they form.
 */
export const LinksView = z
  .object({
    /**
     * Every subject by which the case is compared. Telephone numbers, persons, devices and names
     * are masked.
     */
    subjects: z.array(
      z.object({
        kind: Kind,
        masked: z.string(),
        source: Source,
        since: Instant,
        /** Number of cases that have it, this one included. */
        cases: z.number().int(),
        /** Null: not compared yet. `too_common` and `left_out` (a shop) link no case. */
        outcome: z.enum(COMPARISON_OUTCOMES).nullable(),
      }),
    ),
    /** Cases linked directly, the newest link first. */
    linked: z.array(
      z.object({
        caseId: z.string(),
        caseNo: z.string(),
        status: CaseStatus,
        caseType: z.string(),
        openedAt: Instant,
        withdrawn: z.boolean(),
        stolenSatang: SatangString,
        heldSatang: SatangString,
        /**
         * Whether an officer has asked for or decided an order in it, and whether that officer is
         * the reader.
         */
        handledBy: z.enum(['nobody', 'you', 'another']),
        links: z.array(
          z.object({
            id: z.string(),
            kind: Kind,
            masked: z.string(),
            strength: z.enum(LINK_STRENGTHS),
            since: Instant,
            /** Where the subject of the link came from. */
            source: Source,
            byThisCase: z.boolean(),
          }),
        ),
        holdsAtSharedAccounts: z.array(HoldThere),
      }),
    ),
    /**
     * This case and all that are linked with it, directly or through others. A withdrawn complaint
     * and a denied debit do not count.
     */
    group: z.object({
      cases: z.number().int(),
      victims: z.number().int(),
      stolenSatang: SatangString,
      heldSatang: SatangString,
      /** False when the group is larger than row P-LINK allows to be followed. */
      complete: z.boolean(),
      members: z.array(z.object({ caseId: z.string(), caseNo: z.string(), status: CaseStatus, direct: z.boolean() })),
    }),
  })
  .meta({ id: 'LinksView' });
export type LinksView = z.infer<typeof LinksView>;
