import { z } from 'zod';
import { TELLABLE } from '../../domain/complaint/later/known-later.js';
import { HOLDER_FINDINGS, HOLDER_PAPERS } from '../../domain/complaint/later/holder-papers.js';
import { SPEAKERS } from '../../domain/complaint/intake/who-reports.js';
import { CASE_TYPES } from '../../domain/complaint/words/portal-case-types.js';
import {
  AccountRef,
  cleanName,
  cleanText,
  Instant,
  PositiveSatangString,
  PromptPayRef,
  SatangString,
  TransferReference,
  Ulid,
  UtcInstant,
  wordsForOthers,
} from '../common.js';
import { Offered } from '../offered.js';
import { NewsToTell, TellingView } from './telling.js';
import {
  CaseStatus,
  CorrectionState,
  IncompleteTransferState,
  NotOrderedCode,
  HolderFinding,
  HolderPaper,
  HolderPapersState,
  TransferGap,
  TransferStanding,
  WithdrawalState,
} from '../values.js';

export const Phone = z.string().regex(/^0[689][0-9]{8}$|^0[2-7][0-9]{7}$|^\+[1-9][0-9]{7,14}$/, {
  error: 'must be a Thai or international telephone number',
});

const PhoneAsTold = cleanText(40).describe(
  'A telephone number that cannot be right, as it was told: it is on record, nobody is called by it, and it is asked for again.',
);

const NameOptional = cleanName(200)
  .optional()
  .describe('Left out while nobody knows it, or could read it; it is asked for again.');

/** For whom one who speaks for a victim by law does so, and by what; in a complaint and in a bank's notice. */
export const ActsFor = z.strictObject({
  as: z.enum(SPEAKERS).describe('What the reporter is to the victim by law.'),
  document: cleanName(100)
    .optional()
    .describe('The document that shows it, such as a birth, company or death certificate.'),
  documentNo: cleanName(64).optional(),
});

const Reporter = z.strictObject({
  name: NameOptional,
  phone: Phone.optional().describe('Left out while nobody knows one that can be right; it is asked for again.'),
  phoneAsTold: PhoneAsTold.optional(),
  /**
   * Section 7 needs the notice of the victim who holds the account; anyone else's report gives no
   * such power.
   */
  holdsVictimAccount: z.boolean(),
  isVictim: z
    .boolean()
    .optional()
    .describe(
      'Whether the reporter is the victim; only the report of a victim, or of who speaks for the victim by law (`actsFor`), is a complaint (section 8/5(1)). Left out, who holds the account is the victim unless relationToVictim is given, and of anybody else it is not known.',
    ),
  relationToVictim: cleanName(100)
    .optional()
    .describe('What a reporter who is not the victim is to the victim. It makes the reporter another person.'),
  actsFor: ActsFor.optional().describe(
    'Who speaks for a victim by law: the guardian of a child, the authorised signatory of a company, the heir of one who died. With a document and its number the report is the victim’s own (P-S7AOC); without them it is taken, nothing is ordered, and a person asks for them. The victim is named in victim all the same.',
  ),
});

/** POST /v1/complaints/{id}/authority: by what a reporter speaks for the victim by law. */
export const AuthorityBody = z
  .strictObject({
    as: z.enum(SPEAKERS).describe('What the reporter is to the victim by law.'),
    document: cleanName(100).describe('The document that shows it, such as a birth, company or death certificate.'),
    documentNo: cleanName(64),
  })
  .meta({ id: 'AuthorityBody' });
export type AuthorityBody = z.infer<typeof AuthorityBody>;

const Victim = z
  .strictObject({
    name: NameOptional,
    citizenId: z
      .string()
      .regex(/^[0-9]{13}$/, { error: 'must be 13 digits' })
      .optional()
      .describe(
        'Thai citizen id, or tax id of a company, 13 digits. Never beside passportNo; without both the victim is the person who holds the debited account.',
      ),
    passportNo: z
      .string()
      .regex(/^[A-Z0-9]{5,20}$/, { error: 'must be 5 to 20 capital letters and digits' })
      .optional()
      .describe('Number of the passport of a victim who has no citizen id.'),
    numberAsTold: cleanText(40)
      .optional()
      .describe(
        'An official number that cannot be right, as it was told: it is on record, proves nothing and is asked for again.',
      ),
    birthDate: z.iso.date().optional(),
    phone: Phone.optional().describe('Left out while nobody knows one that can be right; it is asked for again.'),
    phoneAsTold: PhoneAsTold.optional(),
    email: z.email().max(254).optional(),
  })
  .refine(({ citizenId, passportNo }) => citizenId === undefined || passportNo === undefined, {
    error: 'give either citizenId or passportNo',
    path: ['citizenId'],
  });

/**
 * The account that a victim paid. It may be abroad, at a digital-asset operator or anywhere else
 * that our orders do not reach; the domain checks the form by whether its institution takes part.
 */
export const ReceivingAccount = z
  .strictObject({
    institution: z
      .string()
      .regex(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)$/, {
        error: 'must be a slug, such as th-004, or the BIC of a bank abroad',
      })
      .max(32)
      .describe('Slug of the institution, such as th-004; of a bank abroad also its BIC (SWIFT code).'),
    accountNo: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{3,109}$/, {
        error: 'must be 4 to 110 letters, digits, dots, colons, dashes or underscores, without blanks',
      })
      .describe(
        "Account number, digits only, of the institution's own length. Where the institution takes no part: an IBAN, the address of a wallet, or any other identifier, without blanks.",
      ),
  })
  .meta({ id: 'ReceivingAccount' });

const ReportedTransfer = z.strictObject({
  to: z
    .union([z.strictObject({ account: ReceivingAccount }), z.strictObject({ promptPay: PromptPayRef })], {
      error: 'give either account or promptPay',
    })
    .describe('Where the victim paid: an account, or a PromptPay id where no account is known.'),
  toName: cleanName(200).optional(),
  amountSatang: PositiveSatangString.describe('The amount: more than zero.'),
  transferredAt: UtcInstant.describe(
    'When the money left the account: not in the future, and not older than P-AGE lets a complaint reach back.',
  ),
  reference: TransferReference,
  rail: z.enum(['promptpay', 'interbank', 'ewallet', 'counter', 'other']).default('promptpay'),
});

/** A time that was told as "about", with how far off it may be. */
const AboutTime = z
  .strictObject({
    at: UtcInstant.describe('About when; not in the future, and not older than P-AGE lets a complaint reach back.'),
    withinMinutes: z
      .number()
      .int()
      .min(1)
      .max(5_040)
      .describe('By how many minutes that may be wrong, before and after: 3.5 days at most.'),
  })
  .meta({ id: 'AboutTime' });

/**
 * What a victim tells of a transfer of which the reference, the time or the receiver is not known
 * yet. It holds no money; each field that is not known is left out.
 */
const IncompleteTransfer = z
  .strictObject({
    amountSatang: PositiveSatangString.optional().describe('The amount, where the victim knows it.'),
    aboutAmountSatang: PositiveSatangString.optional().describe(
      'About how much, where the victim does not know the amount; never beside amountSatang. It is told as such everywhere and is never an amount: the institution is asked for debits around it (P-LIMIT), and nothing is held before it has named one.',
    ),
    aboutTime: AboutTime.optional().describe(
      'About when the money left, in place of between: 19:00, give or take 30 minutes. It is told as such everywhere, and the institution is asked about that time.',
    ),
    between: z
      .strictObject({
        from: UtcInstant.describe('Not in the future, and not older than P-AGE lets a complaint reach back.'),
        until: UtcInstant.describe(
          'Not before `from`, and at most 7 days after it. The institution is asked about no time after the complaint.',
        ),
      })
      .optional()
      .describe('Within which time the money left the account: an hour, or a day.'),
    reference: TransferReference.optional(),
    to: ReportedTransfer.shape.to.optional(),
    toName: cleanName(200).optional(),
    rail: ReportedTransfer.shape.rail.unwrap().optional(),
    asTold: z
      .strictObject({
        amount: cleanText(100).optional(),
        time: cleanText(100).optional().describe('Day and time, in the words in which they were told.'),
        reference: cleanText(100).optional(),
        receiver: cleanText(200).optional().describe('Bank and account number, or PromptPay id.'),
      })
      .optional()
      .describe(
        'What was told and cannot be right or is not whole, in the words in which it was told, such as an account number with a digit too few, or a bank without an account. It is on record, proves nothing and is asked for again; leave the field itself out.',
      ),
  })
  .refine(({ amountSatang, aboutAmountSatang }) => amountSatang === undefined || aboutAmountSatang === undefined, {
    error: 'give either amountSatang or aboutAmountSatang',
    path: ['aboutAmountSatang'],
  })
  .refine(({ between, aboutTime }) => between === undefined || aboutTime === undefined, {
    error: 'give either between or aboutTime',
    path: ['aboutTime'],
  })
  .meta({ id: 'IncompleteTransfer' });

/**
 * How the scammer reached the victim, or a device of the scammer (IMEI, or an institution's own
 * name for it). They are the subjects of questions to MDES, NBTC and SEC.
 */
const SuspectContact = z
  .strictObject({
    kind: z.enum(['phone', 'url', 'line', 'facebook', 'crypto_wallet', 'device']),
    value: cleanText(300),
  })
  .meta({ id: 'SuspectContact' });

/**
 * A suspect, named by an official number. A name is only noted; no face and no other biometric
 * data is taken.
 */
const SuspectPerson = z
  .strictObject({
    name: cleanName(200).optional(),
    citizenId: z
      .string()
      .regex(/^[0-9]{13}$/, { error: 'must be 13 digits' })
      .optional(),
    passport: z
      .strictObject({
        number: z.string().regex(/^[A-Z0-9]{5,20}$/),
        /** Three letters of ICAO 9303, such as `THA`. */
        issuedBy: z.string().regex(/^[A-Z]{3}$/),
      })
      .meta({ id: 'SuspectPassport' })
      .optional(),
    numberAsTold: cleanText(40)
      .optional()
      .describe('An official number that cannot be right, as it was told: it links nobody, and is asked for again.'),
  })
  .refine(({ citizenId, passport }) => citizenId === undefined || passport === undefined, {
    error: 'give either citizenId or passport',
    path: ['citizenId'],
  })
  .refine(
    ({ name, citizenId, passport, numberAsTold }) => (name ?? citizenId ?? passport ?? numberAsTold) !== undefined,
    { error: 'names nobody' },
  )
  .meta({ id: 'SuspectPerson' });

/** Known facts about suspects, in a complaint, a supplement or a notice. */
export const Suspects = {
  suspectContacts: z.array(SuspectContact).max(20).default([]),
  suspectPersons: z.array(SuspectPerson).max(20).optional(),
};

const INCOMPLETE_TRANSFERS =
  'Transfers of which the victim does not know the reference, the time, the receiver or the amount, or told one that cannot be right. They hold no money. The institution of the victim is asked to find each that has an amount, or about how much, and a reference or a time; until one is completed the case asks for it.';

/** Whether as many transfers are told as the API takes at once. */
function tellsEnough(told: { transfers: readonly unknown[]; incompleteTransfers?: readonly unknown[] | undefined }) {
  const count = told.transfers.length + (told.incompleteTransfers?.length ?? 0);
  return count >= 1 && count <= 20;
}
const TELLS_ENOUGH = { error: 'tells of 1 to 20 transfers, also incomplete ones', path: ['transfers'] };

/** POST /v1/complaints: a victim's report as the hotline takes it. */
export const ComplaintBody = z
  .strictObject({
    reporter: Reporter,
    victim: Victim,
    victimAccount: AccountRef.optional().describe(
      'The account that was debited. Left out while nobody knows one that can be right; then every transfer is told in incompleteTransfers, nothing is ordered, and it is asked for again.',
    ),
    victimAccountAsTold: cleanText(200)
      .optional()
      .describe(
        'Bank and number of the debited account that cannot be right or are not whole, as they were told: on record, they prove nothing, and are asked for again.',
      ),
    bankCaseId: cleanName(64).optional(),
    transfers: z
      .array(ReportedTransfer)
      .max(20)
      .describe('What was paid. It may be empty where incompleteTransfers is not; together they are 20 at most.'),
    incompleteTransfers: z.array(IncompleteTransfer).max(20).optional().describe(INCOMPLETE_TRANSFERS),
    channel: z.enum(['phone', 'web', 'branch', 'police']),
    /**
     * When the caller's notice began; section 8 wants an oral notice written down with its time.
     */
    noticeGivenAt: UtcInstant,
    caseType: z
      .enum(CASE_TYPES)
      .optional()
      .describe(
        'Kind of scam, by the list of the police portal. Left out while nobody can say it; it is asked for again.',
      ),
    ...Suspects,
    narrative: cleanText(10_000)
      .optional()
      .describe('What happened, in the words of the caller. Left out while nobody has told it; it is asked for again.'),
    language: z.enum(['th', 'en']).default('th'),
  })
  .refine(tellsEnough, TELLS_ENOUGH)
  .refine(({ victimAccount, transfers }) => victimAccount !== undefined || transfers.length === 0, {
    error: 'a transfer is known only with the account that it left: tell it in incompleteTransfers',
    path: ['victimAccount'],
  })
  .meta({ id: 'ComplaintBody' });
export type ComplaintBody = z.infer<typeof ComplaintBody>;

/** What a later call tells of transfers that are not known well enough, in a supplement or beside transfers. */
const LATER_INCOMPLETE = z
  .array(
    IncompleteTransfer.safeExtend({
      tellsAgain: cleanName(40)
        .optional()
        .describe(
          'The incomplete transfer that is told again, as `GET /v1/complaints/{id}` lists it. What is said here stands in place of what was said of the same thing; the rest stays. When nothing is missing any more it is a reported transfer.',
        ),
    }).meta({ id: 'LaterIncompleteTransfer' }),
  )
  .max(20)
  .optional();

export const SupplementBody = z
  .strictObject({
    note: cleanText(10_000),
    ...Suspects,
    incompleteTransfers: LATER_INCOMPLETE.describe(INCOMPLETE_TRANSFERS),
  })
  .meta({ id: 'SupplementBody' });
export type SupplementBody = z.infer<typeof SupplementBody>;

const NUMBER = Victim.shape;

/** POST /v1/complaints/{id}/told-again: what was not known of a report, or could not be right, and is known now. */
export const ToldAgainBody = z
  .strictObject({
    note: wordsForOthers(4_000).describe('How it is known now.'),
    victim: z
      .strictObject({
        name: cleanName(200).optional(),
        citizenId: NUMBER.citizenId,
        passportNo: NUMBER.passportNo,
        phone: Phone.optional(),
      })
      .refine(({ citizenId, passportNo }) => citizenId === undefined || passportNo === undefined, {
        error: 'give either citizenId or passportNo',
        path: ['citizenId'],
      })
      .refine(({ name, citizenId, passportNo, phone }) => (name ?? citizenId ?? passportNo ?? phone) !== undefined, {
        error: 'says nothing',
      })
      .optional()
      .describe('The name, the official number or the telephone of the victim.'),
    reporter: z
      .strictObject({ name: cleanName(200).optional(), phone: Phone.optional() })
      .refine(({ name, phone }) => (name ?? phone) !== undefined, { error: 'says nothing' })
      .optional(),
    narrative: cleanText(10_000).optional().describe('What happened, in the words of the caller.'),
    caseType: z.enum(CASE_TYPES).optional(),
    victimAccount: AccountRef.optional().describe(
      'The account that was debited. Its institution is asked about what was told, and what is known whole is reported.',
    ),
  })
  .refine(
    (told) => (told.victim ?? told.reporter ?? told.victimAccount ?? told.narrative ?? told.caseType) !== undefined,
    {
      error: 'tells nothing again',
      path: ['victim'],
    },
  )
  .meta({ id: 'ToldAgainBody' });
export type ToldAgainBody = z.infer<typeof ToldAgainBody>;

/** POST /v1/complaints/{id}/transfers */
export const LaterTransfersBody = z
  .strictObject({
    note: wordsForOthers(4_000).describe('Why the transfers are reported later.'),
    victimAccount: AccountRef.optional().describe('The account that they left, where it is not that of the complaint.'),
    transfers: z
      .array(
        ReportedTransfer.extend({
          completes: cleanName(40)
            .optional()
            .describe('The incomplete transfer that this one is, as `GET /v1/complaints/{id}` lists it.'),
        }),
      )
      .max(20)
      .describe(
        'The transfers. What the complaint has reported already is corrected, not added. It may be empty where incompleteTransfers is not; together they are 20 at most.',
      ),
    incompleteTransfers: LATER_INCOMPLETE.describe(
      `${INCOMPLETE_TRANSFERS} They left the account of the complaint; give them without victimAccount.`,
    ),
  })
  .refine(tellsEnough, TELLS_ENOUGH)
  .refine(
    ({ victimAccount, incompleteTransfers = [] }) => victimAccount === undefined || incompleteTransfers.length === 0,
    {
      error: 'incomplete transfers left the account of the complaint',
      path: ['victimAccount'],
    },
  )
  .meta({ id: 'LaterTransfersBody' });
export type LaterTransfersBody = z.infer<typeof LaterTransfersBody>;

/** The ids in the path of an incomplete transfer. */
export const IncompleteTransferParams = z.strictObject({ id: Ulid, transferId: Ulid });
export type IncompleteTransferParams = z.infer<typeof IncompleteTransferParams>;

/** POST /v1/complaints/{id}/incomplete-transfers/{transferId}/end */
export const SetAsideBody = z
  .strictObject({ reason: wordsForOthers(2_000).describe('Why nobody looks for the transfer any longer.') })
  .meta({ id: 'SetAsideBody' });
export type SetAsideBody = z.infer<typeof SetAsideBody>;

export const TransferSetAside = z
  .object({ id: z.string(), caseId: z.string(), state: IncompleteTransferState, settledAt: Instant })
  .meta({ id: 'TransferSetAside' });
export type TransferSetAside = z.infer<typeof TransferSetAside>;

/** POST /v1/complaints/{id}/incomplete-transfers/{transferId}/adopt */
export const AdoptBody = z
  .strictObject({
    reason: wordsForOthers(2_000).describe('By what the person knows that reporter and account belong together.'),
  })
  .meta({ id: 'AdoptBody' });
export type AdoptBody = z.infer<typeof AdoptBody>;

export const TransferAdopted = z
  .object({ id: z.string(), caseId: z.string(), state: IncompleteTransferState, settledAt: Instant })
  .meta({ id: 'TransferAdopted' });
export type TransferAdopted = z.infer<typeof TransferAdopted>;

const CorrectedTransfer = ReportedTransfer.extend({
  transferId: z.string().min(1).max(40).describe('The reported transfer, as `GET /v1/complaints/{id}` lists it.'),
}).meta({ id: 'CorrectedTransfer' });

/**
 * POST /v1/complaints/{id}/corrections: what is true of transfers that were reported with a
 * mistake. All of a transfer is said anew, also what was right.
 */
export const CorrectionBody = z
  .strictObject({
    reason: wordsForOthers(2_000).describe('What was wrong, and how that came out.'),
    calledBackAt: UtcInstant.optional().describe(
      'When the reporter answered a call back to the number recorded at intake; needed where an order changes.',
    ),
    victimAccount: AccountRef.optional().describe('The account that they left, where it is not that of the complaint.'),
    transfers: z.array(CorrectedTransfer).min(1).max(20).describe('The transfers as they were made.'),
  })
  .meta({ id: 'CorrectionBody' });
export type CorrectionBody = z.infer<typeof CorrectionBody>;

export const CorrectionAccepted = z
  .object({
    id: z.string(),
    caseId: z.string(),
    state: CorrectionState,
    requestedAt: Instant,
    lapsesAt: Instant.nullable().describe('Until when it waits for a second person; null when it took effect at once.'),
  })
  .meta({ id: 'CorrectionAccepted' });
export type CorrectionAccepted = z.infer<typeof CorrectionAccepted>;

/** POST /v1/corrections/{id}/decisions: a second person confirms the correction, or refuses it. */
export const CorrectionDecisionBody = z
  .strictObject({ verdict: z.enum(['confirm', 'refuse']), reason: wordsForOthers(2_000) })
  .meta({ id: 'CorrectionDecisionBody' });
export type CorrectionDecisionBody = z.infer<typeof CorrectionDecisionBody>;

export const CorrectionDecided = z
  .object({ id: z.string(), caseId: z.string(), state: CorrectionState, decidedAt: Instant })
  .meta({ id: 'CorrectionDecided' });
export type CorrectionDecided = z.infer<typeof CorrectionDecided>;

/** GET /v1/corrections/{id}: what a second person decides on. */
const MaskedAccount = z.object({ institution: z.string(), accountMasked: z.string() });

export const CorrectionView = z
  .object({
    id: z.string(),
    no: z.number().int().describe('Numbers its debited account in a reveal, such as `debited.1.account`.'),
    caseId: z.string(),
    state: CorrectionState,
    corrected: z
      .object({
        victimAccount: MaskedAccount.nullable().describe('Null: nobody knows it, and no transfer is corrected.'),
        transfers: z.array(
          z.object({
            transferId: z.string(),
            no: z.number().int().describe('Numbers its fields in a reveal, such as `corrected.1.account`.'),
            to: z.union([
              z.object({ account: MaskedAccount }),
              z.object({ promptPay: z.object({ kind: PromptPayRef.shape.kind, masked: z.string() }) }),
            ]),
            toNameMasked: z
              .string()
              .nullable()
              .describe('Name of the receiver, with its initials only; null: not said.'),
            amountSatang: SatangString,
            transferredAt: Instant,
            reference: z.string(),
            rail: z.string(),
          }),
        ),
      })
      .describe('The mistaken transfers by id, and what is true of each, masked.'),
    statement: z
      .object({
        complaintReceivedAt: Instant.describe('When an inquiry officer received the complaint, as it is now said.'),
        before: Instant.nullable().describe('The date on record; null: none.'),
      })
      .nullable()
      .describe(
        'Not null: a date at which an inquiry officer received the complaint. It corrects the one `before`, or would end or shorten a hold, so it counts only when a second person confirms it. Then no transfer is corrected.',
      ),
    reason: z.string(),
    calledBackAt: Instant.nullable(),
    changesOrders: z.boolean().describe('An order changes by it, so that a second person must confirm it.'),
    ruleRowId: z.string(),
    requestedBy: z.string(),
    requestedRole: z.string(),
    requestedAt: Instant,
    lapsesAt: Instant.nullable(),
    decidedBy: z.string().nullable(),
    decidedRole: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: Instant.nullable(),
    whyNotConfirm: Offered,
    whyNotRefuse: Offered,
  })
  .meta({ id: 'CorrectionView' });
export type CorrectionView = z.infer<typeof CorrectionView>;

/**
 * The police complaint of the victim that an inquiry officer accepted (OFF-7C). The seven days of
 * section 7 run from `complaintReceivedAt` where that is earlier than the report to the centre.
 */
export const StatementBody = z
  .strictObject({
    policeCaseNo: cleanName(64),
    station: cleanName(200),
    complaintReceivedAt: UtcInstant.describe(
      'When an inquiry officer received the complaint of the victim, not when it is entered here. Not in the future, and not before the first transfer of the case.',
    ),
  })
  .meta({ id: 'StatementBody' });
export type StatementBody = z.infer<typeof StatementBody>;

/** POST /v1/cases/{id}/holder-papers: proposes a finding by papers about who holds a debited account. */
export const HolderPapersBody = z
  .strictObject({
    finding: z
      .enum(HOLDER_FINDINGS)
      .describe('belongs: by a paper, the reporter and the account belong together. taken_back: that was a mistake.'),
    transferId: Ulid.optional().describe(
      'The reported transfer whose debited account it is. Left out, it is the victim’s account of the complaint.',
    ),
    document: z
      .strictObject({
        kind: z.enum(HOLDER_PAPERS).describe('bank_letter: a letter of the bank of the account.'),
        number: cleanName(64).describe('The number of the paper, as it stands there.'),
        attachmentId: Ulid.describe('Its file, attached to the case as `document`.'),
      })
      .optional()
      .describe('The paper; required for `belongs`, and of no use for `taken_back`.'),
    reason: wordsForOthers(2_000),
  })
  .meta({ id: 'HolderPapersBody' });
export type HolderPapersBody = z.infer<typeof HolderPapersBody>;

export const HolderPapersAccepted = z
  .object({ id: z.string(), caseId: z.string(), state: HolderPapersState, requestedAt: Instant, lapsesAt: Instant })
  .meta({ id: 'HolderPapersAccepted' });
export type HolderPapersAccepted = z.infer<typeof HolderPapersAccepted>;

/** POST /v1/holder-papers/{id}/decisions: a second person confirms the finding, or refuses it. */
export const HolderPapersDecisionBody = z
  .strictObject({ verdict: z.enum(['confirm', 'refuse']), reason: wordsForOthers(2_000) })
  .meta({ id: 'HolderPapersDecisionBody' });
export type HolderPapersDecisionBody = z.infer<typeof HolderPapersDecisionBody>;

export const HolderPapersDecided = z
  .object({ id: z.string(), caseId: z.string(), state: HolderPapersState, decidedAt: Instant })
  .meta({ id: 'HolderPapersDecided' });
export type HolderPapersDecided = z.infer<typeof HolderPapersDecided>;

/** GET /v1/holder-papers/{id}: what a second person decides on. */
export const HolderPapersView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    finding: HolderFinding.describe('What it says of reporter and account.'),
    institution: z.string(),
    accountMasked: z.string(),
    state: HolderPapersState,
    document: z
      .object({
        kind: HolderPaper,
        numberMasked: z.string().describe('The number of the paper, but for its end.'),
        attachmentId: z.string().describe('Its file, which who decides opens and compares.'),
        sha256: z.string().describe('Of that file, as it was when the finding was proposed.'),
      })
      .nullable()
      .describe('The paper; null where the finding is taken back.'),
    reason: z.string(),
    ruleRowId: z.string(),
    requestedBy: z.string(),
    requestedRole: z.string(),
    requestedAt: Instant,
    lapsesAt: Instant,
    decidedBy: z.string().nullable(),
    decidedRole: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'HolderPapersView' });
export type HolderPapersView = z.infer<typeof HolderPapersView>;

/**
 * POST /v1/complaints/{id}/withdrawal: asks for the withdrawal. The body takes no number: the call
 * goes to the one that intake recorded, never to one that a caller gives.
 */
export const WithdrawalBody = z
  .strictObject({
    reason: wordsForOthers(2_000),
    identifiedBy: z
      .literal('call_back')
      .describe('How the reporter was identified: by a call back to the number recorded at intake.'),
    calledBackAt: UtcInstant.describe('When the reporter answered that call.'),
  })
  .meta({ id: 'WithdrawalBody' });
export type WithdrawalBody = z.infer<typeof WithdrawalBody>;

export const WithdrawalAccepted = z
  .object({ id: z.string(), caseId: z.string(), state: WithdrawalState, requestedAt: Instant, lapsesAt: Instant })
  .meta({ id: 'WithdrawalAccepted' });
export type WithdrawalAccepted = z.infer<typeof WithdrawalAccepted>;

/** POST /v1/withdrawals/{id}/decisions: a second person confirms the withdrawal, or refuses it. */
export const WithdrawalDecisionBody = z
  .strictObject({ verdict: z.enum(['confirm', 'refuse']), reason: wordsForOthers(2_000) })
  .meta({ id: 'WithdrawalDecisionBody' });
export type WithdrawalDecisionBody = z.infer<typeof WithdrawalDecisionBody>;

export const WithdrawalDecided = z
  .object({ id: z.string(), caseId: z.string(), state: WithdrawalState, decidedAt: Instant })
  .meta({ id: 'WithdrawalDecided' });
export type WithdrawalDecided = z.infer<typeof WithdrawalDecided>;

/** GET /v1/withdrawals/{id}: what a second person decides on. */
export const WithdrawalView = z
  .object({
    id: z.string(),
    caseId: z.string(),
    state: WithdrawalState,
    reason: z.string(),
    identifiedBy: z.string(),
    calledBackAt: Instant,
    ruleRowId: z.string(),
    requestedBy: z.string(),
    requestedRole: z.string(),
    requestedAt: Instant,
    lapsesAt: Instant,
    decidedBy: z.string().nullable(),
    decidedRole: z.string().nullable(),
    decisionReason: z.string().nullable(),
    decidedAt: Instant.nullable(),
    whyNotConfirm: Offered,
    whyNotRefuse: Offered,
  })
  .meta({ id: 'WithdrawalView' });
export type WithdrawalView = z.infer<typeof WithdrawalView>;

export const ComplaintAccepted = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    receivedAt: Instant,
    /** The text that the operator reads to the caller, in the complaint's language. */
    readOut: z.string(),
    holdsOrdered: z.number().int(),
    /**
     * Stable codes of why a transfer got no new order at once; never empty when nothing was
     * ordered.
     */
    notOrderedBecause: z.array(NotOrderedCode),
    /** References of the earlier orders that hold money of this report already. */
    heldByOrders: z.array(z.string()),
  })
  .meta({ id: 'ComplaintAccepted' });
export type ComplaintAccepted = z.infer<typeof ComplaintAccepted>;

/**
 * POST /v1/complaints/searches, by one of these. It is a POST, so that no number stands in a URL
 * or a log.
 */
export const ComplaintSearchBody = z
  .union([
    z.strictObject({ caseNo: cleanName(40) }),
    z.strictObject({ bankCaseId: cleanText(64) }),
    z.strictObject({ phone: Phone.describe('Of the victim or the reporter.') }),
    z.strictObject({
      account: ReceivingAccount.describe(
        'Of the victim, or one that the money reached, also at an institution that takes no part.',
      ),
    }),
    z.strictObject({ promptPay: PromptPayRef.describe('The PromptPay id that was paid.') }),
    z.strictObject({ takenBy: z.literal('me').describe('Complaints that the asking person took down.') }),
  ])
  .meta({ id: 'ComplaintSearchBody' });
export type ComplaintSearchBody = z.infer<typeof ComplaintSearchBody>;

export const ComplaintsFound = z
  .object({
    complaints: z.array(z.object({ id: z.string(), caseNo: z.string(), receivedAt: Instant, status: CaseStatus })),
    more: z.boolean().describe('True when there are older ones beyond these.'),
  })
  .meta({ id: 'ComplaintsFound' });
export type ComplaintsFound = z.infer<typeof ComplaintsFound>;

const HELD_OF_TRANSFER =
  'What is held of it. Null: money is held, and the sum would tell what the institution found, because it named another amount and nobody has confirmed that the victim of the report holds the account.';
const ORDERED_SINCE =
  'When the oldest hold on its money was ordered of which its institution has said nothing; null: none, or the rest does not wait for it.';
const RELEASING_SINCE =
  'When a release of a hold on it was ordered that the institution has not answered; null: none, or the sum of what is held is not told.';
const ABOUT_AMOUNT = 'About how much, as the victim told it: never an amount; null: not told so.';
const ABOUT_TIME = z
  .object({
    at: Instant,
    withinMinutes: z.number().int().describe('By how many minutes it may be wrong, before and after.'),
  })
  .nullable()
  .describe(
    'About when the money left, and by how many minutes that may be wrong, as the victim told it; null: not told so.',
  );
const ALL_HELD = 'What is held of all transfers; null where that of one is null.';

export const AskAgain = z.object({
  what: z.enum(TELLABLE),
  toldMasked: z
    .string()
    .nullable()
    .describe('What was told and cannot be right; all but its end is hidden. Null: nothing.'),
});

/** GET /v1/complaints/{id}: what the operator may read out to the victim. */
export const ComplaintStatus = z
  .object({
    id: z.string(),
    caseNo: z.string(),
    receivedAt: Instant,
    status: CaseStatus,
    stolenSatang: SatangString,
    heldSatang: SatangString.nullable().describe(ALL_HELD),
    transfers: z.array(
      z.object({
        id: z.string().describe('Names the transfer in a correction.'),
        reference: z.string(),
        amountSatang: SatangString,
        debit: z.string(),
        heldSatang: SatangString.nullable().describe(HELD_OF_TRANSFER),
        orderedSince: Instant.nullable().describe(ORDERED_SINCE),
        releasingSince: Instant.nullable().describe(RELEASING_SINCE),
        standing: TransferStanding.describe('What became of its money, by what is known now.'),
      }),
    ),
    incompleteTransfers: z
      .array(
        z.object({
          id: z.string().describe('Names it where it is completed or set aside.'),
          no: z.number().int().describe('Its place in the complaint, from 1.'),
          state: IncompleteTransferState,
          amountSatang: SatangString.nullable().describe('As the victim told it; null: not told.'),
          between: z
            .object({ from: Instant, until: Instant })
            .nullable()
            .describe('Within which time the money left, as the victim told it; null: not told.'),
          aboutAmountSatang: SatangString.nullable().describe(ABOUT_AMOUNT),
          aboutTime: ABOUT_TIME,
          reference: z.string().nullable().describe('As the victim told it; null: not told.'),
          asTold: z
            .object({
              amount: z.string().nullable(),
              time: z.string().nullable().describe('Day and time, in the words in which they were told.'),
              reference: z.string().nullable(),
              receiverMasked: z.string().nullable().describe('All but its end is hidden.'),
            })
            .nullable()
            .describe('What was told and cannot be right: it is asked again; null: nothing.'),
          receiverKnown: z.boolean().describe('The victim named where it went.'),
          missing: z.array(TransferGap).describe('What the victim is asked for, in this order.'),
          wrong: z.array(TransferGap).describe('What was told and cannot be right: the victim is asked again.'),
          search: z
            .object({ institution: z.string(), state: z.string(), deadlineAt: Instant })
            .nullable()
            .describe('The question to the institution of the victim, and what came of it; null: nobody was asked.'),
        }),
      )
      .describe('What the victim told of transfers that are not known well enough to be held.'),
    nextSteps: z.array(z.object({ th: z.string(), en: z.string(), until: Instant.nullable() })),
    readOut: z
      .object({ th: z.string(), en: z.string() })
      .describe(
        'What the operator reads to a caller who is on the line now: each transfer with what became of it, a line each. It stands on this moment alone.',
      ),
    reporterPhoneField: z
      .string()
      .nullable()
      .describe("Names the reporter's telephone number in a reveal, for a call back; null: nobody knows one."),
    askAgain: z
      .array(AskAgain)
      .describe('What of the report itself nobody knows yet, or was told and cannot be right, in the order of asking.'),
    withdrawn: z.boolean(),
    /** News to tell the victim now, and earlier tellings, newest first. */
    toTell: NewsToTell.nullable(),
    told: z.array(TellingView),
  })
  .meta({ id: 'ComplaintStatus' });
export type ComplaintStatus = z.infer<typeof ComplaintStatus>;

export const VictimSecretBody = z.strictObject({}).meta({ id: 'VictimSecretBody', description: 'Nothing to say.' });
export type VictimSecretBody = z.infer<typeof VictimSecretBody>;

/** POST /v1/complaints/{id}/secrets: read out once; only its hash is kept. */
export const VictimSecret = z
  .object({
    caseNo: z.string(),
    secret: z.string().describe('The second secret, to read out to the victim; it is never shown again.'),
  })
  .meta({ id: 'VictimSecret' });
export type VictimSecret = z.infer<typeof VictimSecret>;

/** POST /v1/complaints/status: the secret is in the body, never in a URL. */
export const VictimStatusBody = z
  .strictObject({
    caseNo: z.string().regex(/^[A-Z0-9-]{4,30}$/, { error: 'must be a case number' }),
    secret: z
      .string()
      .min(12)
      .max(20)
      .describe('The second secret of the victim. Case, spaces and dashes do not matter.'),
  })
  .meta({ id: 'VictimStatusBody' });
export type VictimStatusBody = z.infer<typeof VictimStatusBody>;

/** What a victim may read of the own case: sums, own transfers, news, what to do; no other person. */
export const VictimStatus = z
  .object({
    caseNo: z.string(),
    receivedAt: Instant,
    status: CaseStatus,
    withdrawn: z.boolean(),
    stolenSatang: SatangString,
    heldSatang: SatangString.nullable().describe(ALL_HELD),
    transfers: z.array(
      z.object({
        reference: z.string(),
        amountSatang: SatangString,
        debit: z.string(),
        heldSatang: SatangString.nullable().describe(HELD_OF_TRANSFER),
        orderedSince: Instant.nullable().describe(ORDERED_SINCE),
        releasingSince: Instant.nullable().describe(RELEASING_SINCE),
      }),
    ),
    incompleteTransfers: z
      .array(
        z.object({
          no: z.number().int().describe('Its place in the complaint, from 1.'),
          amountSatang: SatangString.nullable().describe('As the victim told it; null: not told.'),
          aboutAmountSatang: SatangString.nullable().describe(ABOUT_AMOUNT),
          aboutTime: ABOUT_TIME,
          state: IncompleteTransferState,
          wrong: z.array(TransferGap).describe('What was told and cannot be right: the victim is asked again.'),
          missing: z.array(TransferGap).describe('What the victim is asked for, in this order.'),
          bankLooks: z.boolean().describe('The institution of the victim is asked to find it, and has not answered.'),
        }),
      )
      .describe('Transfers that are not known well enough to be held, as the victim told them.'),
    nextSteps: z.array(z.object({ th: z.string(), en: z.string(), until: Instant.nullable() })),
    news: z
      .array(z.object({ at: Instant, th: z.string(), en: z.string() }))
      .describe('What the victim was told, and what is to be told, newest first.'),
  })
  .meta({ id: 'VictimStatus' });
export type VictimStatus = z.infer<typeof VictimStatus>;

const InBothLanguages = z.object({ th: z.string(), en: z.string() });

/** GET /v1/complaints/{id}/record: the written record of the notice (section 8). */
export const CallRecordView = z
  .object({
    document: z.looseObject({}),
    documentSha256: z.string(),
    signature: z.string(),
    keyId: z.string(),
    createdAt: Instant,
    lines: z
      .array(z.object({ name: InBothLanguages, value: InBothLanguages }))
      .describe(
        'All that the document says, and its proof, in words and in its order: what every copy for who gave notice shows.',
      ),
  })
  .meta({ id: 'CallRecord' });

export const AdditionAccepted = z
  .object({
    id: z.string(),
    caseId: z.string(),
    receivedAt: Instant,
    waitsUntil: Instant.nullable().describe(
      'Until when the date of a statement waits for a second person, before it counts; null: it counts.',
    ),
  })
  .meta({ id: 'AdditionAccepted' });
