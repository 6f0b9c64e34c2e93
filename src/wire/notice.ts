import { z } from 'zod';
import { AccountRef, PositiveSatangString, SatangString, TransferReference, UtcInstant, cleanText } from './common.js';
import { Suspects } from './complaint.js';

/** Times in views are RFC 3339 UTC. */
const Instant = z.string().meta({ format: 'date-time' });

const NoticedTransfer = z.strictObject({
  to: z.strictObject({ account: AccountRef }),
  amountSatang: PositiveSatangString,
  transferredAt: UtcInstant,
  reference: TransferReference,
  rail: z.enum(['promptpay', 'interbank', 'ewallet', 'counter', 'other']).default('promptpay'),
});

/** What an institution suspended at its own account; `until` may not lie later than section 6 allows. */
const OwnSuspension = z.strictObject({
  amountSatang: PositiveSatangString,
  suspendedAt: UtcInstant,
  until: UtcInstant.optional(),
});

const Common = {
  /** The reasonable ground to suspect, in words. */
  ground: cleanText(2_000),
  suspected: z.enum(['technology_crime', 'predicate_offence', 'money_laundering']),
  /** When the institution found the suspicion, or when the officer gave his notice: the clock of section 6 runs from it. */
  foundAt: UtcInstant,
  /** All transfers of a notice left this account. */
  fromAccount: AccountRef,
  ...Suspects,
};

/** An institution's own suspicion (section 6 paragraph 1, BANK-6A), signed by it. */
const SuspicionNotice = z.strictObject({
  kind: z.literal('suspicion'),
  ...Common,
  bankCaseId: cleanText(64).optional(),
  transfers: z
    .array(NoticedTransfer.extend({ suspended: OwnSuspension.optional() }))
    .min(1)
    .max(20),
});

/** The notice of a criminal officer or of the Secretary-General of AMLO (section 6 paragraph 2, OFF-6B). */
const OfficerNotice = z.strictObject({
  kind: z.literal('officer'),
  ...Common,
  authority: z.strictObject({
    office: z.enum(['ccib', 'dsi', 'amlo']),
    position: cleanText(100),
    documentNo: cleanText(64),
  }),
  transfers: z.array(NoticedTransfer).min(1).max(20),
});

/** POST /v1/notices: a suspicion under section 6. A transfer that is on record already is joined to its case, never doubled. */
export const NoticeBody = z.discriminatedUnion('kind', [SuspicionNotice, OfficerNotice]).meta({ id: 'NoticeBody' });
export type NoticeBody = z.infer<typeof NoticeBody>;

export const NoticeAccepted = z
  .object({
    id: z.string(),
    receivedAt: Instant,
    /** One for each case that the notice opened or joined. */
    cases: z.array(
      z.object({ id: z.string(), caseNo: z.string(), joined: z.boolean(), references: z.array(z.string()) }),
    ),
    suspensions: z.array(z.object({ id: z.string(), reference: z.string(), expiresAt: Instant })),
  })
  .meta({ id: 'NoticeAccepted' });
export type NoticeAccepted = z.infer<typeof NoticeAccepted>;

/** POST /v1/suspensions/{id}/result: what the officer found within the time of section 6 paragraph 3 (OFF-6C). */
export const SuspensionResultBody = z
  .strictObject({ result: z.enum(['proceeded', 'lifted']), reason: cleanText(2_000) })
  .meta({ id: 'SuspensionResultBody' });
export type SuspensionResultBody = z.infer<typeof SuspensionResultBody>;

export const SuspensionResultAccepted = z
  .object({ id: z.string(), state: z.string() })
  .meta({ id: 'SuspensionResultAccepted' });

/** GET /v1/cases/{id}/notices: the notices of section 6 about a case, and what institutions suspended of their own. */
export const NoticesView = z
  .object({
    notices: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['suspicion.notice', 'officer.notice']),
        party: z.string(),
        person: z.string().nullable(),
        ruleRowId: z.string(),
        ground: z.string(),
        suspected: z.string(),
        receivedAt: Instant,
        joined: z.boolean(),
        references: z.array(z.string()),
      }),
    ),
    suspensions: z.array(
      z.object({
        id: z.string(),
        noticeId: z.string(),
        institution: z.string(),
        accountMasked: z.string(),
        reference: z.string(),
        amountSatang: SatangString,
        foundAt: Instant,
        suspendedAt: Instant,
        expiresAt: Instant,
        state: z.enum(['active', 'lapsed', 'lifted', 'proceeded']),
        /** Its time has passed and its end is not on record yet. */
        overdue: z.boolean(),
        endedAt: Instant.nullable(),
        endRuleRowId: z.string().nullable(),
        endedBy: z.string().nullable(),
        endReason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'NoticesView' });
