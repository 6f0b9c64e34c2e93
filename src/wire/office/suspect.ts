import { z } from 'zod';
import { LINK_KINDS } from '../../domain/link/subject.js';
import { Instant, PromptPayRef, reasonInWords, SatangString, Ulid, UtcInstant, wholeNumber } from '../common.js';
import { Phone, ReceivingAccount } from '../case/complaint.js';
import { CaseStatus, HoldKind, HoldState } from '../values.js';

const Purpose = reasonInWords(500).describe('What the answer is needed for; it stays on record.');
const CitizenId = z
  .string()
  .regex(/^[0-9]{13}$/, { error: 'must be 13 digits' })
  .describe('Citizen or tax id.');
const Passport = z
  .strictObject({
    number: z
      .string()
      .regex(/^[A-Z0-9]{5,20}$/)
      .describe('Number of the passport.'),
    issuedBy: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .describe('Three letters of ICAO 9303, such as `THA`.'),
  })
  .meta({ id: 'PassportLookedUp' });

/** POST /v1/suspects/lookup, by one of these. It is a POST, so that none stands in a URL or a log. */
export const SuspectLookupBody = z
  .union([
    z.strictObject({ account: ReceivingAccount, purpose: Purpose }),
    z.strictObject({ phone: Phone, purpose: Purpose }),
    z.strictObject({ promptPay: PromptPayRef, purpose: Purpose }),
    z.strictObject({ citizenId: CitizenId, purpose: Purpose }),
    z.strictObject({ passport: Passport, purpose: Purpose }),
  ])
  .meta({ id: 'SuspectLookupBody' });
export type SuspectLookupBody = z.infer<typeof SuspectLookupBody>;

const Kind = z.enum(LINK_KINDS);
const Hold = z.object({
  holdId: z.string(),
  kind: HoldKind,
  state: HoldState,
  heldSatang: SatangString,
  orderedAt: Instant,
  expiresAt: Instant,
});
const Head = {
  kind: Kind.describe('What it is, in the form in which cases are compared.'),
  masked: z.string().describe('What was looked up, masked.'),
  listedSince: Instant.nullable().describe(
    'Since when the person or wallet is on the list of the centre (section 8/5(6)); null: it is not.',
  ),
};

export const SuspectView = z
  .object({
    ...Head,
    cases: z
      .array(
        z.object({
          caseId: z.string(),
          caseNo: z.string(),
          status: CaseStatus,
          caseType: z.string(),
          openedAt: Instant,
          withdrawn: z.boolean(),
          source: z.enum(['complaint', 'supplement', 'trail', 'notice', 'answer']),
          since: Instant,
        }),
      )
      .describe('Cases that have it, the newest first, at most fifty. None proves a crime.'),
    moreCases: z.boolean().describe('True when there are older cases beyond these.'),
    holds: z
      .array(Hold.extend({ caseId: z.string(), caseNo: z.string() }))
      .describe('Holds on the account, the newest first, at most fifty.'),
  })
  .meta({ id: 'SuspectView' });
export type SuspectView = z.infer<typeof SuspectView>;

/** POST /v1/institution/suspects/lookup */
export const OwnSuspectView = z
  .object({ ...Head, holds: z.array(Hold).describe('Holds on the own account, the newest first, at most fifty.') })
  .meta({ id: 'OwnSuspectView' });
export type OwnSuspectView = z.infer<typeof OwnSuspectView>;

/** Filters of GET /v1/suspects/lookups; each left out lets every look-up pass. */
export const LookupQuery = z.strictObject({
  person: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, { error: 'must be the subject of a person' })
    .optional()
    .describe('Only look-ups by this person.'),
  kind: Kind.optional().describe('Only look-ups of this kind.'),
  from: UtcInstant.optional().describe('Only from this instant on.'),
  to: UtcInstant.optional().describe('Only before this instant.'),
  after: Ulid.optional(),
  limit: wholeNumber(1, 200).default(50),
});
export type LookupQuery = z.infer<typeof LookupQuery>;

/** GET /v1/suspects/lookups */
export const LookupList = z
  .object({
    lookups: z
      .array(
        z.object({
          id: z.string(),
          person: z.string(),
          role: z.string(),
          institution: z.string().nullable().describe('Institution of the person; null: of the centre.'),
          kind: Kind.describe('What was looked up.'),
          purpose: z
            .string()
            .nullable()
            .describe('What it was needed for; null: a search of complaints or holds, which asks for no purpose.'),
          found: z.number().int().describe('Number of cases and holds that were shown.'),
          lookedAt: Instant.describe('When it was looked up.'),
        }),
      )
      .describe('Look-ups, the newest first.'),
    next: z.string().nullable(),
  })
  .meta({ id: 'LookupList' });
export type LookupList = z.infer<typeof LookupList>;
