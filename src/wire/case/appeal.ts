import { z } from 'zod';
import { APPEAL_STATES, APPEAL_TIERS, APPEAL_WAYS } from '../../domain/appeal/appeal.js';
import { HOLDER_NEXT_STEPS } from '../../domain/appeal/next-step-of-holder.js';
import { AUTHORITIES } from '../../domain/hold/hold.js';
import { Phone } from './complaint.js';
import { AccountRef, cleanText, Instant, PositiveSatangString, SatangString, Ulid, wordsForOthers } from '../common.js';
import { HoldKind, HoldState } from '../values.js';

/** The reference of the notice that the holder was shown, such as `RG2569-0000003-3/KPST8Q`. */
const NoticeReference = z
  .string()
  .regex(/^[A-Z0-9-]{4,30}\/[0-9A-Z]{6}$/, { error: 'must be the reference of a notice' });
/**
 * The second secret of the notice: three groups of four characters. Case, spaces and dashes do not
 * matter, O is read as 0, I and L as 1.
 */
const AppealSecret = z.string().min(12).max(20);

const AppellantPhone = Phone.describe(
  "The appellant's own telephone number, where there is one to give. The centre keeps a keyed hash of it: no person whose sign-in shows the same number decides about the money.",
);

/**
 * POST /v1/appeals: only the holder sends `secret`; only the holder's institution, which signs,
 * sends `holderIs`.
 */
export const AppealBody = z
  .strictObject({
    reference: NoticeReference,
    statement: cleanText(4_000),
    secret: AppealSecret.optional(),
    holderIs: z.enum(['regular_merchant', 'other']).optional(),
    phone: AppellantPhone.optional(),
  })
  .meta({ id: 'AppealBody' });
export type AppealBody = z.infer<typeof AppealBody>;

/**
 * POST /v1/appeals/together: one statement against several holds. A holder, at any institutions,
 * sends the secret of each hold to prove that it is the holder's own. An institution signs for
 * holds of one holder of its own, sends no secrets, and may say what the holder is.
 */
export const AppealTogetherBody = z
  .strictObject({
    holds: z
      .array(z.strictObject({ reference: NoticeReference, secret: AppealSecret.optional() }))
      .min(2)
      .max(20)
      .refine((holds) => new Set(holds.map(({ reference }) => reference)).size === holds.length, {
        error: 'names a hold twice',
      }),
    statement: cleanText(4_000),
    holderIs: z.enum(['regular_merchant', 'other']).optional(),
    phone: AppellantPhone.optional(),
  })
  .meta({ id: 'AppealTogetherBody' });
export type AppealTogetherBody = z.infer<typeof AppealTogetherBody>;

const Tier = z.enum(APPEAL_TIERS);
const State = z.enum(APPEAL_STATES);

export const AppealAccepted = z
  .object({
    id: z.string(),
    reference: z.string(),
    state: State,
    tier: Tier,
    /** True when the hold already had an open appeal and this one was added to it. */
    joined: z.boolean(),
    receivedAt: Instant,
    targetAt: Instant,
    breachAt: Instant,
  })
  .meta({ id: 'AppealAccepted' });
export type AppealAccepted = z.infer<typeof AppealAccepted>;

/** The result for each hold; each appeal has its own clock. */
export const AppealsTogetherAccepted = z
  .object({
    appeals: z.array(
      z.object({
        reference: z.string(),
        appeal: AppealAccepted.nullable(),
        /** Code of the refusal, such as `HOLD.ENDED`; the other appeals stand. */
        refusedBecause: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AppealsTogetherAccepted' });
export type AppealsTogetherAccepted = z.infer<typeof AppealsTogetherAccepted>;

/** POST /v1/appeals/status: what the holder may see. The secret is in the body, never in a URL. */
export const AppealStatusBody = z
  .strictObject({ reference: NoticeReference, secret: AppealSecret })
  .meta({ id: 'AppealStatusBody' });
export type AppealStatusBody = z.infer<typeof AppealStatusBody>;

const BothLanguages = z.object({ th: z.string(), en: z.string() });
const Reason = z.object({ th: z.string().nullable(), en: z.string().nullable() });
const Answer = z.object({ tier: Tier, verdict: z.string(), reason: Reason, decidedAt: Instant });

/** To whom the holder of a hold turns for money that another authority keeps. */
const KeptElsewhere = z
  .object({
    authority: z.enum(AUTHORITIES).describe('Who keeps it, as the institution says.'),
    amountSatang: SatangString.describe('How much it keeps, beside what this hold holds.'),
    reference: z.string().nullable().describe('The number of its order; null: the institution did not tell it.'),
    office: BothLanguages.describe('To whom the holder turns.'),
    paper: BothLanguages.describe('The paper by which it is kept.'),
    power: BothLanguages.describe('The law that the paper rests on, as far as the authority alone tells.'),
    todo: BothLanguages.describe('What the holder does about it.'),
  })
  .nullable()
  .describe('What another authority keeps of the money, which no end of this hold frees; null: nothing.');

/** The five facts of the notice as they are now, and the state of the appeal. */
const HoldStatus = z.object({
  reference: z.string(),
  institution: z.object({ nameTh: z.string(), nameEn: z.string() }).describe('Where the account is.'),
  accountMasked: z.string(),
  amountSatang: SatangString,
  credit: z
    .object({ at: Instant, amountSatang: SatangString })
    .describe('The credit to the account that the hold is about, as it was reported or named to the centre.'),
  since: Instant,
  kind: HoldKind,
  orderedBy: z.string().describe('The office that ordered it, in English, as the notice says.'),
  orderedByTh: z.string().describe('The same office, in Thai.'),
  why: z
    .object({ th: z.string(), en: z.string() })
    .describe('Why the money is held; once no order stands, only that there was one and that it is over.'),
  basis: z.object({ th: z.string(), en: z.string() }).describe('The law that the hold rests on, or rested on.'),
  warrantNo: z.string().nullable().describe('Number of the seizure warrant while one holds the account.'),
  holdState: HoldState,
  expiresAt: Instant,
  releasedAt: Instant.nullable(),
  /** Why the hold ended, and whether its institution let it lapse first; null while it goes on. */
  endedBecause: z.object({ th: z.string(), en: z.string() }).nullable(),
  /** The appeal of the latest round, with the answers of every round. */
  appeal: z
    .object({ state: State, tier: Tier, targetAt: Instant, breachAt: Instant, answers: z.array(Answer) })
    .nullable(),
  keptElsewhere: KeptElsewhere,
  nextStep: z.enum(HOLDER_NEXT_STEPS).describe('What the holder can do now; `next` says it in words.'),
  next: z.object({ th: z.string(), en: z.string() }),
  promise: z
    .object({ tier: Tier, targetAt: Instant, breachAt: Instant })
    .nullable()
    .describe('Who hears an appeal that is filed now, and when it is answered; null where none begins.'),
});
export const AppealStatus = HoldStatus.extend({
  /** The other holds that the holder appealed against in the same act, with the secret of each. */
  together: z.array(HoldStatus),
}).meta({ id: 'AppealStatus' });
export type AppealStatus = z.infer<typeof AppealStatus>;

const reason = z
  .strictObject({ th: wordsForOthers(4_000).optional(), en: wordsForOthers(4_000).optional() })
  .refine(({ th, en }) => th !== undefined || en !== undefined, { error: 'needs reasons in Thai or in English' })
  .meta({ id: 'AppealReason' });

/**
 * POST /v1/appeals/{id}/decisions: `review` takes the appeal up; the other verdicts answer it,
 * with reasons.
 */
export const AppealDecisionBody = z
  .discriminatedUnion('verdict', [
    z.strictObject({ verdict: z.literal('review') }).meta({ id: 'AppealReview' }),
    z.strictObject({ verdict: z.literal('uphold'), reason }).meta({ id: 'AppealUpheld' }),
    z
      .strictObject({ verdict: z.literal('uphold_in_part'), reason, keepSatang: PositiveSatangString })
      .meta({ id: 'AppealUpheldInPart' }),
    z.strictObject({ verdict: z.literal('refuse'), reason }).meta({ id: 'AppealRefused' }),
  ])
  .meta({ id: 'AppealDecisionBody' });
export type AppealDecisionBody = z.infer<typeof AppealDecisionBody>;

export const AppealDecisionAccepted = z
  .object({ id: z.string(), appealId: z.string(), state: State, releaseOrderId: z.string().nullable() })
  .meta({ id: 'AppealDecisionAccepted' });

/**
 * POST /v1/appeals/decisions: one act on at most a hundred appeals, for the rounds of triage. Each
 * is decided by itself.
 */
export const AppealRoundBody = z
  .strictObject({ appealIds: z.array(Ulid).min(1).max(100), decision: AppealDecisionBody })
  .meta({ id: 'AppealRoundBody' });
export type AppealRoundBody = z.infer<typeof AppealRoundBody>;

export const AppealRound = z
  .object({
    outcomes: z.array(
      z.object({
        appealId: z.string(),
        state: State.nullable(),
        /** Each appeal's own decision, and the release that it ordered. */
        decisionId: z.string().nullable(),
        releaseOrderId: z.string().nullable(),
        /**
         * Code of the refusal. `SERVICE.DATABASE`: not judged now; the same round sent again
         * judges the rest.
         */
        refusedBecause: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'AppealRound' });
export type AppealRound = z.infer<typeof AppealRound>;

const AppealRow = z.object({
  id: z.string(),
  caseId: z.string(),
  holdId: z.string(),
  /**
   * Counts from 1. A new round begins when persons have decided, after every answer, that the hold
   * goes on; each round is an appeal of its own.
   */
  round: z.number().int(),
  reference: z.string(),
  state: State,
  tier: Tier,
  institution: z.string(),
  accountMasked: z.string(),
  holdState: HoldState,
  holdKind: HoldKind.describe('The power that the hold rests on, which says whose order it is.'),
  amountSatang: SatangString,
  regularMerchant: z.boolean(),
  receivedAt: Instant,
  tierSince: Instant,
  targetAt: Instant,
  breachAt: Instant,
  reviewer: z.string().nullable(),
  settledAt: Instant.nullable(),
  /**
   * Appeals against other holds that the same appellant brought in one act, with proof that each
   * hold is the appellant's own.
   */
  together: z.array(z.string()),
});

/**
 * GET /v1/appeals: appeals that wait for an answer, in the order of triage. `rank`: 0 promise
 * broken, 1 low sum of a merchant, 2 low sum, 3 merchant, 4 other.
 */
export const AppealQueue = z
  .object({
    appeals: z.array(AppealRow.extend({ rank: z.number().int(), pastTarget: z.boolean() })),
    next: z.string().nullable(),
  })
  .meta({ id: 'AppealQueue' });
export type AppealQueue = z.infer<typeof AppealQueue>;

/** GET /v1/cases/{id}/appeals: the appeals of a case, oldest first; what was said is read one by one. */
export const CaseAppeals = z.object({ appeals: z.array(AppealRow) }).meta({ id: 'CaseAppeals' });
export type CaseAppeals = z.infer<typeof CaseAppeals>;

export const AppealView = AppealRow.extend({
  hold: z
    .object({
      kind: HoldKind,
      orderedBy: z.string(),
      orderedByTh: z.string().describe('The same office, in Thai.'),
      orderedAt: Instant,
      expiresAt: Instant,
      heldSatang: SatangString,
      requestedSatang: SatangString,
    })
    .describe('The hold as its holder was told of it: what, by which power, by whom, since and until when.'),
  ruleRowId: z.string(),
  /** The row of C5 that chose between the promises, at the centre's tier. */
  choiceRowIds: z.array(z.string()),
  filings: z.array(
    z.object({
      tier: Tier,
      way: z.enum(APPEAL_WAYS),
      filedBy: z.string(),
      statement: z.string(),
      holderIs: z.string().nullable(),
      filedAt: Instant,
    }),
  ),
  decisions: z.array(
    Answer.extend({
      id: z.string(),
      person: z.string(),
      role: z.string(),
      keepSatang: SatangString.nullable(),
      releaseOrderId: z.string().nullable(),
    }),
  ),
}).meta({ id: 'AppealView' });
export type AppealView = z.infer<typeof AppealView>;

/**
 * GET /v1/appeals/{id}/together: the appeal and those brought with it, and the sum held in all of
 * them.
 */
export const AppealsTogether = z
  .object({ amountSatang: SatangString, appeals: z.array(AppealView) })
  .meta({ id: 'AppealsTogether' });
export type AppealsTogether = z.infer<typeof AppealsTogether>;

/** POST /v1/appeals/searches: the account is in the body, never in a URL. */
export const HolderSearchBody = z
  .union([z.strictObject({ account: AccountRef }), z.strictObject({ reference: NoticeReference })])
  .meta({ id: 'HolderSearchBody' });
export type HolderSearchBody = z.infer<typeof HolderSearchBody>;

/** Every hold on one account, over all cases, newest first. */
export const HolderView = z
  .object({
    institution: z.string(),
    accountMasked: z.string(),
    heldSatang: SatangString,
    holds: z.array(
      z.object({
        holdId: Ulid,
        caseId: z.string(),
        reference: z.string(),
        kind: HoldKind,
        state: HoldState,
        requestedSatang: SatangString,
        heldSatang: SatangString,
        /** Who ordered it, as its holder is told: an office, never a person. */
        orderedBy: z.string(),
        orderedByTh: z.string().describe('The same office, in Thai.'),
        orderedAt: Instant,
        expiresAt: Instant,
        endedAt: Instant.nullable(),
        holderNotifiedAt: Instant.nullable(),
        releaseNotifiedAt: Instant.nullable(),
        keptElsewhere: KeptElsewhere,
        appeal: z.object({ id: z.string(), state: State, tier: Tier, breachAt: Instant }).nullable(),
      }),
    ),
  })
  .meta({ id: 'HolderView' });
export type HolderView = z.infer<typeof HolderView>;
