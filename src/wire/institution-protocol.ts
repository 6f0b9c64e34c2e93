import { z } from 'zod';
import {
  AccountRef,
  cleanText,
  LegalBasis,
  PositiveSatangString,
  PromptPayRef,
  SatangString,
  TransferReference,
  Ulid,
  UtcInstant,
} from './common.js';

/** The five facts that the institution shows the holder of a held account, and how to appeal. */
export const HolderNotice = z
  .strictObject({
    /**
     * In a hold order, what it asks for: the institution tells the holder what it holds of it, and
     * tells nobody where it holds nothing. In a release, what was held.
     */
    amountSatang: PositiveSatangString,
    since: UtcInstant,
    kind: z.enum(['section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account']),
    orderedBy: z.string(),
    reference: z.string(),
    /**
     * Second secret, with which the holder proves that the notice reached them. Only a hold's
     * first order carries it, and once that order is answered the centre keeps only its hash. The
     * institution shows it to nobody but the holder.
     */
    appealSecret: z.string().optional(),
    appealPhone: z.string(),
  })
  .meta({ id: 'HolderNotice' });

/**
 * POST /hold-orders: suspend exactly this amount until `expiresAt`, then release it without being
 * asked. Idempotent by `orderId`. Money of the same credit that the institution has suspended by
 * itself under section 6 is part of the amount: the order replaces that suspension, and the money
 * is not held twice.
 */
export const HoldOrder = z
  .strictObject({
    orderId: Ulid,
    holdId: Ulid,
    caseNo: z.string(),
    account: AccountRef,
    /**
     * The credit that brought the stolen money, with the reference that the sending institution
     * gave it.
     */
    transfer: z.strictObject({
      fromInstitution: z.string(),
      reference: TransferReference,
      amountSatang: PositiveSatangString,
      at: UtcInstant,
    }),
    requestedAmountSatang: PositiveSatangString,
    /** Rule rows that the order rests on, such as VIC-7A. */
    legalBasis: LegalBasis,
    attributionRule: z.enum(['LATER_DEBITS_IN_TIME_ORDER']).meta({
      description:
        'How the institution ascribes what it cannot hold of the stolen sum to debits after the credit: in order of time, each up to its own amount less what other orders have of it. What is ascribed to a hold stays so while it stands; where nothing was held (NO_FUNDS), also after the expiry, for that money is known to have gone on.',
    }),
    issuedAt: UtcInstant,
    expiresAt: UtcInstant,
    /**
     * The order that this one replaces at the institution in one step. When this order asks for no
     * more than is held, the later debits that the replaced order's receipt named stay ascribed to
     * the hold; when it asks for more, its own receipt names them (but see `catchesLaterCredit`).
     */
    replacesOrderId: Ulid.optional(),
    /**
     * Given when the centre's policy P-RESID is on. Until this order expires or is replaced,
     * report each later credit to the account by `account.credited`, while what is held and the
     * later debits named are less than the hold's first order asked for. Hold no more because of
     * it.
     */
    watchCredits: z.literal(true).optional(),
    /**
     * Given when an officer raised the hold by a reported credit: the order asks for more than is
     * held. Hold up to that amount of what is available now; what is held stays held, and the
     * later debits named before stay ascribed. When this order is refused, the one before it stays
     * in force.
     */
    catchesLaterCredit: z.literal(true).optional(),
    seizureWarrantNo: z.string().optional(),
    holderNotice: HolderNotice,
  })
  .meta({ id: 'HoldOrder' });
export type HoldOrder = z.infer<typeof HoldOrder>;

const RECEIPT_RESULTS = [
  'HELD_FULL',
  'HELD_PARTIAL',
  'NO_FUNDS',
  'ACCOUNT_CLOSED',
  'NOT_FOUND',
  'REFUSED_LEGAL',
  'PENDING',
] as const;

/** A later debit that explains part of what could not be held: the next hop. */
export const OnwardTransfer = z
  .strictObject({
    transferRef: TransferReference,
    to: z.union([
      z.strictObject({ account: AccountRef }),
      /**
       * The institution does not know the account behind it; a later receipt names it, or the
       * answer to a debit confirmation that the centre then asks for.
       */
      z.strictObject({ promptPay: PromptPayRef }),
      z.strictObject({ offRail: z.enum(['cash', 'card', 'crypto', 'abroad', 'other']) }),
    ]),
    amountSatang: PositiveSatangString,
    /** The part of this debit that the attribution rule ascribes to the stolen sum. */
    attributedSatang: PositiveSatangString,
    at: UtcInstant,
    channel: z.enum(['promptpay', 'interbank', 'ewallet', 'atm', 'counter', 'card', 'other']),
    /**
     * Given when the paying institution's own books show an ordinary payment: for goods to a
     * registered merchant, or a wage by a payroll order. Never on the payee's word. The centre
     * shows such a debit and, where its policy shields it (P-TRACE), orders nothing there by
     * itself.
     */
    paidTo: z.enum(['merchant', 'payroll']).optional(),
  })
  .meta({ id: 'OnwardTransfer' });
export type OnwardTransfer = z.infer<typeof OnwardTransfer>;

export const HoldReceipt = z
  .strictObject({
    orderId: Ulid,
    /**
     * The highest number wins; an institution counts up for each order. Two receipts of one number
     * say the same: a correction has a new number.
     */
    receiptSeq: z.number().int().min(1).max(1_000_000),
    result: z.enum(RECEIPT_RESULTS),
    heldAmountSatang: SatangString,
    holderNotifiedAt: UtcInstant.optional(),
    refusalReason: cleanText(500).optional(),
    onward: z.array(OnwardTransfer).max(200).default([]),
    /**
     * Devices that used the account since the credit: IMEI, or the institution's own name for
     * them. Cases that share one are linked.
     */
    deviceIds: z.array(cleanText(100)).min(1).max(20).optional(),
    at: UtcInstant,
  })
  .meta({ id: 'HoldReceipt' });
export type HoldReceipt = z.infer<typeof HoldReceipt>;

const RELEASE_REASONS = [
  'EXPIRED',
  'DEBIT_DENIED',
  'DEBIT_NOT_CONFIRMED',
  'WITHDRAWN',
  'OFFICER_RELEASE',
  'REQUEST_NOT_CONFIRMED',
  'UNRELATED',
  'APPEAL_UPHELD',
  'SUSPICION_UNFOUNDED',
] as const;

/**
 * What the institution tells the holder of a release: the five facts of the ended hold, and where
 * to ask. The amount is what was held when the release was ordered.
 */
const ReleaseNotice = HolderNotice.omit({ appealSecret: true }).meta({ id: 'ReleaseNotice' });

/**
 * POST /release-orders: idempotent by `releaseOrderId`. It ends the hold for good: an order whose
 * `orderId` it names is never applied afterwards, whenever it arrives. Where an institution says
 * later that the hold holds money, the centre sends another release under a new id.
 */
export const ReleaseOrder = z
  .strictObject({
    releaseOrderId: Ulid,
    holdId: Ulid,
    /** Every order of the hold that the institution may have applied, oldest first. */
    orderIds: z.array(Ulid).min(1),
    reason: z.enum(RELEASE_REASONS),
    legalBasis: LegalBasis,
    issuedAt: UtcInstant,
    /**
     * The notice for the holder that the hold is over; absent on orders from before this notice
     * existed.
     */
    holderNotice: ReleaseNotice.optional(),
  })
  .meta({ id: 'ReleaseOrder' });
export type ReleaseOrder = z.infer<typeof ReleaseOrder>;

export const ReleaseReceipt = z
  .strictObject({
    releaseOrderId: Ulid,
    holdId: Ulid,
    /**
     * NOTHING_HELD: the order never arrived, had lapsed, or found no money. The centre does not
     * believe it of a hold that was confirmed and whose time was not over.
     */
    result: z.enum(['RELEASED', 'NOTHING_HELD']),
    /**
     * All that was held until then. Another amount than was confirmed is a break, and the release
     * is sent again until a receipt names all of it.
     */
    releasedAmountSatang: SatangString,
    /** When the holder was told; when told later, `holder.notified` reports it. */
    holderNotifiedAt: UtcInstant.optional(),
    at: UtcInstant,
  })
  .meta({ id: 'ReleaseReceipt' });
export type ReleaseReceipt = z.infer<typeof ReleaseReceipt>;

/**
 * POST /suspension-results: what the officer found of a suspension under section 6 (paragraph 3).
 * UNFOUNDED lifts at once what the institution suspended by itself. LAWFUL_ACTION changes nothing
 * now, and the suspension still ends at its own time unless an order continues it. Idempotent by
 * `resultId`.
 */
export const SuspensionResult = z
  .strictObject({
    resultId: Ulid,
    caseNo: z.string(),
    account: AccountRef,
    transfer: z.strictObject({
      fromInstitution: z.string(),
      reference: TransferReference,
      amountSatang: PositiveSatangString,
      at: UtcInstant,
    }),
    /** The hold, when the centre ordered the suspension. */
    holdId: Ulid.optional(),
    result: z.enum(['LAWFUL_ACTION', 'UNFOUNDED']),
    /** Reference of the lawful action: case number, warrant or order. */
    reference: z.string().optional(),
    legalBasis: LegalBasis,
    decidedAt: UtcInstant,
  })
  .meta({ id: 'SuspensionResult' });
export type SuspensionResult = z.infer<typeof SuspensionResult>;

export const SuspensionResultReceipt = z
  .strictObject({
    resultId: Ulid,
    /**
     * LIFTED: the suspended money is free. NOTED: an officer takes action. NOTHING_SUSPENDED: the
     * suspension had already ended, or another order holds the money.
     */
    result: z.enum(['LIFTED', 'NOTED', 'NOTHING_SUSPENDED']),
    releasedAmountSatang: SatangString,
    at: UtcInstant,
  })
  .meta({ id: 'SuspensionResultReceipt' });
export type SuspensionResultReceipt = z.infer<typeof SuspensionResultReceipt>;

/**
 * POST /debit-confirmations: asks whether the account sent this transfer, and where it arrived. It
 * asks about the victim's account, or about a later account that named only a PromptPay id.
 * Idempotent by `confirmationId`.
 */
export const DebitConfirmationRequest = z
  .strictObject({
    confirmationId: Ulid,
    caseNo: z.string(),
    account: AccountRef,
    transfer: z.strictObject({
      reference: TransferReference,
      amountSatang: PositiveSatangString,
      at: UtcInstant,
      /** `outside`: the victim names an institution that takes no part in the exchange. */
      to: z.union([
        z.strictObject({ account: AccountRef }),
        z.strictObject({ promptPay: PromptPayRef }),
        z.strictObject({ offRail: z.literal('outside') }),
      ]),
    }),
    legalBasis: LegalBasis,
  })
  .meta({ id: 'DebitConfirmationRequest' });
export type DebitConfirmationRequest = z.infer<typeof DebitConfirmationRequest>;

export const DebitConfirmation = z
  .strictObject({
    confirmationId: Ulid,
    result: z.enum(['CONFIRMED', 'DENIED', 'PENDING']),
    /** Why a debit is denied. */
    reason: z.enum(['NO_SUCH_TRANSFER', 'AMOUNT_DIFFERS', 'OTHER_ACCOUNT', 'NOT_DEBITED']).optional(),
    /** Where the money arrived; required when only a PromptPay id was known. */
    to: AccountRef.optional(),
    at: UtcInstant,
  })
  .meta({ id: 'DebitConfirmation' });
export type DebitConfirmation = z.infer<typeof DebitConfirmation>;

const HoldLapsed = z
  .strictObject({
    orderId: Ulid,
    holdId: Ulid,
    /** All that was held until then. Another amount than was confirmed is a break. */
    releasedAmountSatang: SatangString,
    holderNotifiedAt: UtcInstant.optional(),
    at: UtcInstant,
  })
  .meta({ id: 'HoldLapsed' });
type HoldLapsed = z.infer<typeof HoldLapsed>;

/**
 * A later credit on an account with a partial hold whose order says `watchCredits`. It is a
 * report, never by itself a reason to hold more. `amountSatang`: the credit, but at most what the
 * hold lacks. It does not say who paid.
 */
const AccountCredited = z
  .strictObject({ holdId: Ulid, amountSatang: PositiveSatangString, at: UtcInstant })
  .meta({ id: 'AccountCredited' });

/**
 * The institution told the holder of the hold, of a part that was let go or caught later, or of
 * the release, after it had sent the receipt. It must do so within the time of P-TELL, or the duty
 * shows as overdue.
 */
const HolderNotified = z
  .strictObject({ holdId: Ulid, of: z.enum(['hold', 'part', 'release']).default('hold'), notifiedAt: UtcInstant })
  .meta({ id: 'HolderNotified' });
type HolderNotified = z.infer<typeof HolderNotified>;

/**
 * POST /v1/callbacks/institutions; the header `webhook-id` is the permanent key of the message.
 */
export const InstitutionCallback = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('hold.receipt'), data: HoldReceipt }),
    z.strictObject({ type: z.literal('release.receipt'), data: ReleaseReceipt }),
    z.strictObject({ type: z.literal('hold.lapsed'), data: HoldLapsed }),
    z.strictObject({ type: z.literal('debit.confirmation'), data: DebitConfirmation }),
    z.strictObject({ type: z.literal('account.credited'), data: AccountCredited }),
    z.strictObject({ type: z.literal('holder.notified'), data: HolderNotified }),
  ])
  .meta({ id: 'InstitutionCallback' });
export type InstitutionCallback = z.infer<typeof InstitutionCallback>;

/** 202 of an institution: the order is recorded and will be answered by callback. */
export const Accepted = z
  .strictObject({ status: z.literal('accepted'), id: Ulid, at: UtcInstant })
  .meta({ id: 'Accepted' });

/** The path where institutions take listings and delistings (s.8/5(6), s.4/2). */
export const LISTING_NOTICE_PATH = '/listing-notices';

/**
 * POST /listing-notices: a person or wallet is listed, to be refused, suspended or closed until
 * `DELISTED` comes with the same `listingId`. A delisting is final, in whatever order the two
 * arrive. It says nothing about the case. Idempotent by `noticeId`.
 */
export const ListingNotice = z
  .strictObject({
    noticeId: Ulid,
    listingId: Ulid,
    change: z.enum(['LISTED', 'DELISTED']),
    subject: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('citizen'), value: z.string().regex(/^[0-9]{13}$/) }),
      z.strictObject({ kind: z.literal('juristic'), value: z.string().regex(/^[0-9]{13}$/) }),
      z.strictObject({ kind: z.literal('wallet'), value: z.string().regex(/^[A-Za-z0-9]{14,110}$/) }),
    ]),
    legalBasis: LegalBasis,
    decidedAt: UtcInstant,
  })
  .meta({ id: 'ListingNotice' });
export type ListingNotice = z.infer<typeof ListingNotice>;

/**
 * What the institution did on a listing. REFUSES_OPENING: it has no account of the subject and
 * will open none.
 */
export const ListedReceipt = z
  .strictObject({
    noticeId: Ulid,
    result: z.enum(['REFUSES_OPENING', 'SUSPENDED', 'CLOSED', 'NO_SUCH_CUSTOMER']),
    at: UtcInstant,
  })
  .meta({ id: 'ListedReceipt' });

/** What the institution did on a delisting. */
export const DelistedReceipt = z
  .strictObject({ noticeId: Ulid, result: z.enum(['LIFTED', 'NOTHING_TO_LIFT']), at: UtcInstant })
  .meta({ id: 'DelistedReceipt' });

export const ListingReceipt = z.union([ListedReceipt, DelistedReceipt]);
export type ListingReceipt = z.infer<typeof ListingReceipt>;
