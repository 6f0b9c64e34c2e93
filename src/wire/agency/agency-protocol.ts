import { z } from 'zod';
import { MULE_COLOURS } from '../../domain/judgement/facts.js';
import { AccountRef, cleanText, LegalBasis, PartySlug, Ulid, UtcInstant } from '../common.js';

/**
 * The fields that every question to an agency carries: case, legal basis, purpose and time limit
 * (section 4).
 */
const QuestionHeader = {
  requestId: Ulid,
  caseNo: z.string(),
  legalBasis: LegalBasis,
  purpose: z.string(),
  answerBy: UtcInstant,
};
const Accounts = z.array(AccountRef).min(1).max(100);
/**
 * A person as a keyed hash of the official number, under a key that the agencies share and the
 * centre does not have: the same person has the same one at NBTC, at AMLO and at the registry. It names nobody.
 * Where the question has `personTokens`, it is the token of that hash for that purpose.
 */
const PersonRef = z.string().regex(/^[0-9a-f]{64}$/);
const Point = z.string().regex(/^0[23][0-9a-f]{64}$/);

/** Asks for tokens in the place of plain references: for which purpose, and under which public key. */
const PersonTokens = z.strictObject({ purpose: z.string().regex(/^[a-z0-9][a-z0-9-]{2,39}$/), publicKey: Point });

/** The most persons of an answer: one for each subject of the question, and as many again. */
const MOST_PERSONS = 200;

/**
 * What the evaluator made of the blinded persons of one answer (RFC 9497, VOPRF, P256-SHA256), with
 * its proof: points compressed, the proof as two scalars, all in hexadecimal.
 */
const TokenEvaluation = z.strictObject({
  blinded: z.array(Point).min(1).max(MOST_PERSONS),
  evaluated: z.array(Point).min(1).max(MOST_PERSONS),
  proof: z.string().regex(/^[0-9a-f]{128}$/),
});
export type TokenEvaluation = z.infer<typeof TokenEvaluation>;
const PhoneNumbers = z.array(z.string()).max(100);

/** MDES, DE-fence list: POST /de-fence/lookups */
const MdesQuestion = z.strictObject({
  ...QuestionHeader,
  numbers: PhoneNumbers,
  links: z.array(z.string()).max(100),
});
const MdesAnswer = z.strictObject({
  requestId: Ulid,
  entries: z.array(
    z.strictObject({
      value: z.string(),
      kind: z.enum(['number', 'link']),
      colour: z.enum(['black', 'grey', 'white', 'unlisted']),
    }),
  ),
});

/** CCIB, police complaints: POST /complaints/search */
const CcibQuestion = z.strictObject({ ...QuestionHeader, accounts: Accounts });
const CcibAnswer = z.strictObject({
  requestId: Ulid,
  complaints: z.array(
    z.strictObject({
      account: AccountRef,
      policeCaseNo: z.string().max(64),
      status: z.enum(['recorded', 'accepted']),
      receivedAt: UtcInstant,
    }),
  ),
});

/** DSI, special cases: POST /special-cases/search */
const DsiQuestion = z.strictObject({ ...QuestionHeader, accounts: Accounts });
const DsiAnswer = z.strictObject({
  requestId: Ulid,
  specialCases: z.array(
    z.strictObject({ account: AccountRef, specialCaseNo: z.string().max(64), openedAt: UtcInstant }),
  ),
});

/** AMLO, HR-03 lists: POST /hr-03/checks */
const AmloQuestion = z.strictObject({
  ...QuestionHeader,
  accounts: Accounts,
  personTokens: PersonTokens.optional(),
});
const AmloAnswer = z.strictObject({
  requestId: Ulid,
  tokenEvaluation: TokenEvaluation.optional(),
  listings: z.array(
    z.strictObject({
      account: AccountRef,
      list: z.enum(['HR-03-1', 'HR-03-2']),
      since: UtcInstant,
      /** The listed person. */
      personRef: PersonRef.optional(),
    }),
  ),
});

/** Bank of Thailand, Central Fraud Registry: POST /cfr/colours */
const BotQuestion = z.strictObject({
  ...QuestionHeader,
  accounts: Accounts,
  personTokens: PersonTokens.optional(),
});
const BotAnswer = z.strictObject({
  requestId: Ulid,
  tokenEvaluation: TokenEvaluation.optional(),
  colours: z.array(
    z.strictObject({
      account: AccountRef,
      colour: z.enum(MULE_COLOURS),
      since: UtcInstant.optional(),
      /** The person to whom the registry gives the colour; with `none` it is not used. */
      personRef: PersonRef.optional(),
    }),
  ),
});

/** NBTC, SIM registration: POST /sims/status */
const NbtcQuestion = z.strictObject({
  ...QuestionHeader,
  /** Numbers that reached the victim. */
  numbers: PhoneNumbers,
  /** Numbers by which money was paid (PromptPay): only who is registered for them is asked. */
  paidNumbers: PhoneNumbers.default([]),
  personTokens: PersonTokens.optional(),
});
const NbtcAnswer = z.strictObject({
  requestId: Ulid,
  tokenEvaluation: TokenEvaluation.optional(),
  sims: z.array(
    z.strictObject({
      number: z.string(),
      /** Whether the SIM's registered person can be identified; no name is sent. */
      registration: z.enum(['identified', 'unidentifiable', 'not_registered']),
      suspended: z.boolean(),
      /**
       * Where the calls and messages of the case came from, as the operator's network shows it:
       * `line`: from this number; `spoofed`: they only showed it. Left out where nobody knows.
       */
      origin: z.enum(['line', 'spoofed']).optional(),
      /** The registered person. */
      personRef: PersonRef.optional(),
    }),
  ),
});

/** SEC, digital-asset wallets: POST /wallets/status */
const SecQuestion = z.strictObject({ ...QuestionHeader, wallets: z.array(z.string()).min(1).max(100) });
const SecAnswer = z.strictObject({
  requestId: Ulid,
  wallets: z.array(
    z.strictObject({
      wallet: z.string(),
      operator: z.string().max(64).optional(),
      status: z.enum(['flagged', 'known', 'unknown']),
    }),
  ),
});

/** 202 of an agency: it answers later by callback. */
export const AgencyAccepted = z.strictObject({ status: z.literal('accepted'), requestId: Ulid });

/** 4xx of an agency that declines to answer, with its reason. */
export const AgencyDeclined = z
  .strictObject({ status: z.literal('declined'), requestId: Ulid, reason: cleanText(500) })
  .meta({ id: 'AgencyDeclined' });

const AgencyAnswer = z.looseObject({ requestId: Ulid }).meta({ id: 'AgencyAnswer' });

/**
 * POST /v1/callbacks/agencies: an answer, which is checked again by the schema of the agency that
 * sent it, or a refusal.
 */
export const AgencyCallback = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('evidence.answer'), data: AgencyAnswer }).meta({ id: 'EvidenceAnswer' }),
    z.strictObject({ type: z.literal('evidence.declined'), data: AgencyDeclined }).meta({ id: 'EvidenceDeclined' }),
  ])
  .meta({ id: 'AgencyCallback' });
export type AgencyCallback = z.infer<typeof AgencyCallback>;

/** Path and schemas of each agency's question. */
export const AGENCY_PROTOCOL = {
  mdes: { path: '/de-fence/lookups', question: MdesQuestion, answer: MdesAnswer },
  ccib: { path: '/complaints/search', question: CcibQuestion, answer: CcibAnswer },
  dsi: { path: '/special-cases/search', question: DsiQuestion, answer: DsiAnswer },
  amlo: { path: '/hr-03/checks', question: AmloQuestion, answer: AmloAnswer },
  bot: { path: '/cfr/colours', question: BotQuestion, answer: BotAnswer },
  nbtc: { path: '/sims/status', question: NbtcQuestion, answer: NbtcAnswer },
  sec: { path: '/wallets/status', question: SecQuestion, answer: SecAnswer },
} as const;

/** The path where NBTC takes notices of numbers that were used in crime by the evidence (s.5 para 2, s.8/5(7)). */
export const TELECOM_NOTICE_PATH = '/telecom-notices';

/**
 * POST /telecom-notices: numbers that the evidence shows were used in crime, whose service NBTC has
 * the operators suspend (`SUSPEND`), or whose suspension is lifted (`LIFT`, s.5 para 3). Idempotent
 * by `noticeId`; of two notices about a number the later `decidedAt` counts.
 */
export const TelecomNotice = z
  .strictObject({
    noticeId: Ulid,
    caseNo: z.string(),
    change: z.enum(['SUSPEND', 'LIFT']),
    numbers: z.array(cleanText(300)).min(1),
    legalBasis: LegalBasis,
    decidedAt: UtcInstant,
  })
  .meta({ id: 'TelecomNotice' });
export type TelecomNotice = z.infer<typeof TelecomNotice>;

/** 202: NBTC has the notice on record. */
export const TelecomNoticeAccepted = z.strictObject({ status: z.literal('accepted'), noticeId: Ulid });
export type TelecomNoticeAccepted = z.infer<typeof TelecomNoticeAccepted>;

/** The path where police, DSI and AMLO take notices under section 4 paragraph 3. */
export const SHARE_NOTICE_PATH = '/disclosure-notices';

/**
 * POST /disclosure-notices: which account or transaction data was disclosed, between whom and
 * when. Names fields, never values.
 */
export const ShareNotice = z
  .strictObject({
    noticeId: Ulid,
    legalBasis: LegalBasis,
    writtenAt: UtcInstant,
    disclosures: z
      .array(
        z.strictObject({
          exchangeId: Ulid,
          caseNo: z.string(),
          /** `in`: the party disclosed to the centre; `out`: the centre to the party. */
          direction: z.enum(['out', 'in']),
          party: PartySlug,
          kind: z.string(),
          fields: z.array(z.string()),
          at: UtcInstant,
        }),
      )
      .min(1)
      .max(500),
  })
  .meta({ id: 'ShareNotice' });
export type ShareNotice = z.infer<typeof ShareNotice>;

/** 202: the agency has the notice on record. */
export const ShareNoticeAccepted = z.strictObject({ status: z.literal('accepted'), noticeId: Ulid });
export type ShareNoticeAccepted = z.infer<typeof ShareNoticeAccepted>;
