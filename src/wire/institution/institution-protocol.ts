import { z } from 'zod';
import { AUTHORITIES, PASSES_ON, RECEIPT_RESULTS, RELEASE_REASONS } from '../../domain/hold/hold.js';
import { HOLDER_TOLD_OF, HOLDER_WORDS } from '../../domain/hold/messages.js';
import { STATED_POWERS, STATED_STATES } from '../../domain/reconcile/reconcile.js';
import { ANSWERS_TO_RESULT } from '../../domain/notice/officer-result.js';
import { SHIELDS } from '../../domain/trail/next-hops.js';
import {
  AccountRef,
  cleanText,
  LegalBasis,
  PositiveSatangString,
  PromptPayRef,
  SatangString,
  TransferReference,
  Ulid,
  PastInstant,
  UtcInstant,
} from '../common.js';

/**
 * The five facts that the institution shows the holder of a held account, with the law, until when,
 * and how to appeal.
 */
export const HolderNotice = z
  .object({
    amountSatang: PositiveSatangString.describe(
      'In a hold order, what it asks for: tell the holder what is held of it, and tell nobody where nothing is held. In a release, what was held.',
    ),
    since: UtcInstant.describe('When the hold was ordered.'),
    kind: z
      .enum(['section6', 'section7', 'aoc_suspension', 'continue_order', 'whole_account'])
      .describe('The power that the hold rests on.'),
    orderedBy: z.string().describe('Who ordered the hold, in English words for the holder.'),
    orderedByTh: z.string().describe('The same, in Thai.'),
    basis: z
      .object({ th: z.string().describe('In Thai.'), en: z.string().describe('In English.') })
      .describe('The law that the hold rests on, in words for the holder.'),
    expiresAt: UtcInstant.describe('When the hold ends by itself.'),
    reference: z.string().describe('The number that the holder names in an appeal.'),
    appealSecret: z
      .string()
      .optional()
      .describe(
        "Second secret, with which the holder proves that the notice reached them. Only a hold's first order carries it, and once that order is answered the centre keeps only its hash. Show it to nobody but the holder.",
      ),
    appealPhone: z.string().describe('The number under which the holder appeals.'),
  })
  .meta({ id: 'HolderNotice' });

/** The credit that brought the stolen money, as its sender knows it. */
const Credit = z.object({
  fromInstitution: z.string().describe('Slug of the institution that sent the transfer.'),
  reference: TransferReference.describe('The reference that the sending institution gave it.'),
  amountSatang: PositiveSatangString.describe('The amount of the transfer.'),
  at: UtcInstant.describe('When it was sent.'),
});

/**
 * POST /hold-orders: suspend exactly this amount until `expiresAt`, then release it without being
 * asked. Idempotent by `orderId`. Money of the same credit that the institution has suspended by
 * itself under section 6 is part of the amount: the order replaces that suspension, and the money
 * is not held twice.
 */
export const HoldOrder = z
  .object({
    orderId: Ulid.describe('Permanent id of this order: take an order once, and repeat its answer afterwards.'),
    holdId: Ulid.describe('The hold that the order begins, extends or raises; the same in all its orders.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    account: AccountRef.describe('The account in which the money is to be held.'),
    transfer: Credit.describe('The credit that brought the stolen money.'),
    requestedAmountSatang: PositiveSatangString.describe(
      'The amount to hold: never hold more, and no more than can still be there of the credit: the lowest balance of the account since it, less what you hold of credits that were there by then. Money that came after the stolen money was spent is another one’s. Money of the same credit that you suspended by yourself under section 6 is part of it: the order replaces that suspension, and the money is not held twice.',
    ),
    legalBasis: LegalBasis.describe('Rule rows that the order rests on, such as VIC-7A.'),
    attributionRule: z.enum(['LATER_DEBITS_IN_TIME_ORDER']).meta({
      description:
        'How the institution ascribes what it cannot hold of the stolen sum to debits after the credit: in order of time, each up to its own amount less what other orders have of it. What is ascribed to a hold stays so while it stands; where nothing was held (NO_FUNDS), also after the expiry, for that money is known to have gone on.',
    }),
    issuedAt: UtcInstant.describe('When the centre wrote the order.'),
    expiresAt: UtcInstant.describe(
      'When the money is free again, without a release order. An order that arrives later, or after its release, holds nothing: answer REFUSED_LEGAL with 0 and refusalKind ORDER_OVER.',
    ),
    replacesOrderId: Ulid.optional().describe(
      "The order that this one replaces in one step: at no moment is the money free, or held twice. When this order asks for no more than is held, the later debits that the replaced order's receipt named stay ascribed to the hold; when it asks for more, its own receipt names them (but see catchesLaterCredit and reinstatesPart).",
    ),
    watchCredits: z
      .literal(true)
      .optional()
      .describe(
        "Given when the centre's policy P-RESID is on. Until this order expires or is replaced, report each later credit to the account by account.credited, while what is held and the later debits named are less than the hold's first order asked for. Hold no more because of it.",
      ),
    catchesLaterCredit: z
      .literal(true)
      .optional()
      .describe(
        'Given when an officer raised the hold by a reported credit: the order asks for more than is held. Hold up to that amount of what is available now; what is held stays held, and the later debits named before stay ascribed. When this order is refused, the one before it stays in force.',
      ),
    reinstatesPart: z
      .literal(true)
      .optional()
      .describe(
        'Given when a part that an earlier order let go by mistake is to be held again (P-BACK): the order asks for more than is held. Hold up to that amount of what is available now; what is held stays held, and the later debits named before stay ascribed. Name the debits since that order which explain what is gone. When this order is refused, the one before it stays in force.',
      ),
    reviewOwedSince: UtcInstant.optional().describe(
      'Given when the complaint about the money was withdrawn, or the debit denied, and only suspicions of institutions let the hold stand (section 6): since then you owe a review of it. Amount and time stay as they are. Review it within the time of P-POL (12 hours), and say by hold.reviewed that it stands, or that it is to be lifted.',
    ),
    takesOver: z
      .array(Ulid)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Orders of the centre for the same credit that this order takes the place of, although they belong to other holds. In an order that replaces another: you named them in heldBefore, and the centre has no record of them (its database was restored) or had let them go. In a first order: the centre ordered their release, you have not answered it in time, and somebody else claims the money; answer that release too, with NOTHING_HELD or with what you had let go before. In one step end their holds and hold by this order: what they held is there for it, and the later debits that were ascribed to them are named anew in this receipt. Nothing is free meanwhile, and nothing is held twice. Their expiry frees nothing any more; report neither their lapse nor anything else of them.',
      ),
    debitsSince: UtcInstant.optional().describe(
      'Given when an earlier order of the centre held this money and let it go: what had gone on until this instant was named then. The amount asked for is what stood there. Hold what is still there, and ascribe what is gone to debits from this instant on; and what these do not explain, because another hold has what is left, to earlier debits as far as none of your answers has named them. An order of the same hold that takes others over (takesOver) says it again.',
    ),
    debitsNamedFor: z
      .array(Ulid)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Given with debitsSince: the orders that let this money go. What you named in answer to them and to the orders that they replaced is on the trail still: as long as this order, or one that replaces it, counts, count those debits as ascribed to it, as far as you have not named them for another order since. Else you would name the same debit for another order, and what went since would be followed by nobody.',
      ),
    seizureWarrantNo: z.string().optional().describe('Number of the warrant, when the order rests on one.'),
    holderNotice: HolderNotice.describe('What to tell the holder.'),
  })
  .meta({ id: 'HoldOrder' });
export type HoldOrder = z.infer<typeof HoldOrder>;

/** A later debit that explains part of what could not be held: the next hop. */
export const OnwardTransfer = z
  .object({
    transferRef: TransferReference.describe('The reference that your institution gave the debit.'),
    to: z
      .union([
        z.object({ account: AccountRef.describe('The account that the money went to.') }),
        z.object({
          promptPay: PromptPayRef.describe(
            'Given when the account behind it is not known. A later receipt names the account, or the answer to a debit confirmation that the centre then asks for.',
          ),
        }),
        z.object({
          offRail: z
            .enum(['cash', 'card', 'crypto', 'abroad', 'other'])
            .describe('How the money left: nothing can be ordered there.'),
        }),
      ])
      .describe('Where the money went.'),
    amountSatang: PositiveSatangString.describe('The whole amount of the debit.'),
    attributedSatang: PositiveSatangString.describe(
      'The part of this debit that the attribution rule ascribes to the stolen sum: more than zero. A debit of which nothing is ascribed is not listed.',
    ),
    at: UtcInstant.describe('When the account was debited.'),
    channel: z
      .enum(['promptpay', 'interbank', 'ewallet', 'atm', 'counter', 'card', 'other'])
      .describe('The way by which the money went.'),
    paidTo: z
      .enum(SHIELDS)
      .optional()
      .describe(
        "Given when the paying institution's own books show an ordinary payment: for goods to a registered merchant, or a wage by a payroll order. Never on the payee's word. The centre shows such a debit and, where its policy shields it (P-TRACE), orders nothing there by itself.",
      ),
  })
  .meta({ id: 'OnwardTransfer' });
export type OnwardTransfer = z.infer<typeof OnwardTransfer>;

/** The authorities by whose order an institution keeps money that the centre ordered it to hold. */
const HoldingAuthority = z
  .enum(AUTHORITIES)
  .describe('court: attached by a court. amlo: restrained or seized by AMLO. police: seized by the police.');

/** Results beside which another authority may keep money of the ordered sum. */
const MAY_BE_HELD_UNDER: readonly string[] = ['REFUSED_LEGAL', 'HELD_PARTIAL', 'HELD_FULL'];

export const HoldReceipt = z
  .object({
    orderId: Ulid.describe('The order that is answered.'),
    receiptSeq: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .describe(
        'Number of the receipt among the receipts of this order, counted up from 1. The highest number wins, in whatever order receipts arrive. Two receipts of one number say the same: a correction has a new number. It may name less than the first answer of its order held, never more: what that answer did not hold is free for others. That all of it is gone is said in answer to a later order, or by hold.lapsed.',
      ),
    result: z
      .enum(RECEIPT_RESULTS)
      .describe(
        'HELD_FULL: all that was asked for is held. HELD_PARTIAL: a part of it. NO_FUNDS: nothing was there. HELD_BEFORE: nothing more was there, because earlier orders of the centre for the same credit hold it, or explain where it went: heldBefore names them. ACCOUNT_CLOSED, NOT_FOUND: there is no such account now, or there never was. REFUSED_LEGAL: refused; refusalKind or heldUnder says why. Without either a person of the centre asks your institution, and the order stands until then. PENDING: a later receipt says.',
      ),
    heldAmountSatang: SatangString.describe('The amount that is held now by this order; 0 when nothing is held.'),
    holderNotifiedAt: PastInstant.optional().describe(
      'When the holder was told; when told later, the callback holder.notified reports it.',
    ),
    refusalReason: cleanText(500).optional().describe('Why the order was refused, in words; no personal data.'),
    refusalKind: z
      .enum(['ORDER_OVER', 'NOT_BOUND'])
      .optional()
      .describe(
        'With REFUSED_LEGAL, where no other authority holds the money. ORDER_OVER: the order came after its release, its expiry or an order that replaced it. NOT_BOUND: by the law, as your institution reads it, the order does not bind it.',
      ),
    heldUnder: z
      .object({
        authority: HoldingAuthority,
        amountSatang: PositiveSatangString.describe(
          'What of the ordered sum that authority keeps in place at your institution, in all; with what you hold by the order and the attributed debits no more than was asked for.',
        ),
        reference: cleanText(100).optional().describe('Number of its order; no personal data.'),
      })
      .optional()
      .describe(
        'Another authority ordered your institution to keep money of the ordered sum. All that is there: REFUSED_LEGAL and heldAmountSatang 0. A part: HELD_PARTIAL with what you hold by the order beside it; the same, under the next receiptSeq, when an authority takes a part of a hold that is running (HELD_FULL where you hold all that a later order asks for). The centre then shows it as held under that authority, and neither expiry nor a release order frees it; the rest stays held by the order. Repeat it, or leave it out, in later receipts. When that authority has ended it, report hold.lapsed with the newest orderId, the same amount and the authority.',
      ),
    onward: z
      .array(OnwardTransfer)
      .max(200)
      .default([])
      .describe(
        'The later debits that explain what could not be held, by the attribution rule: each debit once, after the credit and not after this receipt, for no more than its amount; with what is held no more than the credit brought. At most 200: name the first ones in the order of the rule, and the next in receipts with the next receiptSeq, which name only debits that were not named before. A receipt whose debits cannot be true counts for what is held, but the centre follows none of them before a person has settled it with you.',
      ),
    heldBefore: z
      .array(Ulid)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'Orders of the centre, with another holdId, by which you hold money of the same credit now, or found that it had gone on: the newest order of each such hold. Name them in every receipt for a first order, and hold what is there beside them. Orders that the centre knows stand beside the new one. If it does not know one, it sends an order that takes it over (takesOver).',
      ),
    deviceIds: z
      .array(cleanText(100))
      .min(1)
      .max(20)
      .optional()
      .describe(
        "Devices that used the account since the credit: IMEI, or the institution's own name for them. Cases that share one are linked.",
      ),
    passesOn: z
      .enum(PASSES_ON)
      .optional()
      .describe(
        "Given when it is the business of the account to pass on money of others, by the institution's own contract with its holder. That money went on in minutes is then no evidence before two persons of the centre have looked into it (P-EV85B). Leave it out of every other account.",
      ),
    accountOpenedAt: UtcInstant.optional().describe(
      'When the account was opened. It meets no rule: officers see it in advice alone.',
    ),
    simOwner: z
      .enum(['holder', 'other'])
      .optional()
      .describe(
        "Whether the telephone number by which the account is used is registered to its holder, as NBTC's register told your institution. It meets no rule: officers see it in advice alone. Leave it out where you do not know.",
      ),
    at: PastInstant.describe('When this was so.'),
  })
  .refine(({ result, heldBefore }) => result !== 'HELD_BEFORE' || heldBefore !== undefined, {
    path: ['heldBefore'],
    message: 'HELD_BEFORE names the orders',
  })
  .refine(({ result, heldUnder }) => heldUnder === undefined || MAY_BE_HELD_UNDER.includes(result), {
    path: ['heldUnder'],
    message: 'this result leaves no money to another authority',
  })
  .refine(({ heldUnder, refusalKind }) => heldUnder === undefined || refusalKind === undefined, {
    path: ['refusalKind'],
    message: 'say either why nothing is held, or who holds it',
  })
  .meta({ id: 'HoldReceipt' });
export type HoldReceipt = z.infer<typeof HoldReceipt>;

/**
 * What the institution tells the holder of a release: the five facts of the ended hold, and where
 * to ask. The amount is what was held when the release was ordered.
 */
const ReleaseNotice = HolderNotice.omit({ appealSecret: true, expiresAt: true }).meta({ id: 'ReleaseNotice' });

/**
 * POST /release-orders: idempotent by `releaseOrderId`. It ends the hold for good: an order whose
 * `orderId` it names is never applied afterwards, whenever it arrives. Where an institution says
 * later that the hold holds money, the centre sends another release under a new id.
 */
export const ReleaseOrder = z
  .object({
    releaseOrderId: Ulid.describe('Permanent id of this release order.'),
    holdId: Ulid.describe('The hold that ends.'),
    orderIds: z
      .array(Ulid)
      .min(1)
      .describe(
        'Every order of the hold that the institution may have applied, oldest first. None of them is ever applied afterwards, whenever it arrives.',
      ),
    reason: z.enum(RELEASE_REASONS).describe('Why the hold ends.'),
    legalBasis: LegalBasis.describe('Rule rows that the release rests on.'),
    issuedAt: UtcInstant.describe('When the centre wrote the order.'),
    holderNotice: ReleaseNotice.optional().describe(
      'The notice for the holder that the hold is over; absent on orders from before this notice existed.',
    ),
  })
  .meta({ id: 'ReleaseOrder' });
export type ReleaseOrder = z.infer<typeof ReleaseOrder>;

export const ReleaseReceipt = z
  .object({
    releaseOrderId: Ulid.describe('The release order that is answered.'),
    holdId: Ulid.describe('The hold that the release order names.'),
    result: z
      .enum(['RELEASED', 'NOTHING_HELD'])
      .describe(
        'NOTHING_HELD: the order never arrived, had lapsed, or found no money. The centre does not believe it of a hold that was confirmed and whose time was not over.',
      ),
    releasedAmountSatang: SatangString.describe(
      'All that was held until then; 0 when nothing was. Another amount than was confirmed is a break, and the release is sent again until a receipt names all of it.',
    ),
    holderNotifiedAt: PastInstant.optional().describe(
      'When the holder was told; when told later, the callback holder.notified reports it.',
    ),
    at: UtcInstant.describe('When the money became free.'),
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
  .object({
    resultId: Ulid.describe('Permanent id of this result.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    account: AccountRef.describe('The account whose money was suspended.'),
    transfer: Credit.describe('The credit that was suspended.'),
    holdId: Ulid.optional().describe('The hold, when the centre ordered the suspension.'),
    result: z
      .enum(['LAWFUL_ACTION', 'UNFOUNDED'])
      .describe(
        'What the officer found. UNFOUNDED: no evidence gives reason to believe that the account was used in an offence; lift at once what the institution suspended by itself. LAWFUL_ACTION changes nothing now: the suspension ends at its own time, unless an order continues it.',
      ),
    reference: z.string().optional().describe('Reference of the lawful action: case number, warrant or order.'),
    legalBasis: LegalBasis.describe('Rule rows that the result rests on.'),
    decidedAt: UtcInstant.describe('When the officer decided.'),
  })
  .meta({ id: 'SuspensionResult' });
export type SuspensionResult = z.infer<typeof SuspensionResult>;

export const SuspensionResultReceipt = z
  .object({
    resultId: Ulid.describe('The result that is answered.'),
    result: z
      .enum(ANSWERS_TO_RESULT)
      .describe(
        'LIFTED: the suspended money is free. NOTED: an officer takes action. NOTHING_SUSPENDED: the suspension had already ended, or another order holds the money.',
      ),
    releasedAmountSatang: SatangString.describe('The amount that became free; 0 when none did.'),
    at: PastInstant.describe('When this was so.'),
  })
  .meta({ id: 'SuspensionResultReceipt' });
export type SuspensionResultReceipt = z.infer<typeof SuspensionResultReceipt>;

/**
 * POST /debit-confirmations: asks whether the account sent this transfer, and where it arrived. It
 * asks about the victim's account, or about a later account that named only a PromptPay id. Where
 * the victim does not know which transfer it was, it asks to find it (`search`). Idempotent by
 * `confirmationId`.
 */
export const DebitConfirmationRequest = z
  .object({
    confirmationId: Ulid.describe('Permanent id of this question.'),
    caseNo: z.string().describe('Case number of the centre, for letters and calls.'),
    account: AccountRef.describe('The account that is said to have sent the transfer.'),
    transfer: z
      .object({
        reference: TransferReference.describe('The reference that your institution is said to have given it.'),
        amountSatang: PositiveSatangString.describe('The amount that is said to have been sent.'),
        at: UtcInstant.describe('When it is said to have been sent.'),
        to: z
          .union([
            z.object({ account: AccountRef.describe('The account that is said to have received it.') }),
            z.object({ promptPay: PromptPayRef.describe('The PromptPay id that it was sent to.') }),
            z.object({
              offRail: z
                .literal('outside')
                .describe('The victim names an institution that takes no part in the exchange.'),
            }),
          ])
          .describe('Where it is said to have gone.'),
      })
      .optional()
      .describe('The transfer, as it was reported. Given where `search` is not.'),
    search: z
      .object({
        amountSatang: PositiveSatangString.optional().describe('The amount, as the victim told it.'),
        amountBetween: z
          .object({
            fromSatang: PositiveSatangString.describe('The smallest amount that fits.'),
            untilSatang: PositiveSatangString.describe('The largest amount that fits.'),
          })
          .optional()
          .describe(
            'In place of amountSatang where the victim told about how much it was: every amount between the two fits, also the two themselves. Where more than one debit fits, name none and answer SEVERAL_TRANSFERS.',
          ),
        between: z
          .object({ from: UtcInstant.describe('Its beginning.'), until: UtcInstant.describe('Its end.') })
          .optional()
          .describe('Within which time the money left the account.'),
        reference: TransferReference.optional().describe(
          'The reference that your institution is said to have given it.',
        ),
        to: z
          .union([
            z.object({ account: AccountRef.describe('The account that the victim names.') }),
            z.object({ promptPay: PromptPayRef.describe('The PromptPay id that the victim names.') }),
          ])
          .optional()
          .describe('Where it is said to have gone.'),
      })
      .optional()
      .describe(
        'Given in place of `transfer` where the victim does not know its reference, time or receiver: find the one debit of the account that fits all that is told, and name it in `found`.',
      ),
    holder: z
      .object({
        kind: z.enum(['citizen_id', 'passport_no']).describe('What the official number of the victim is.'),
        proof: z
          .string()
          .regex(/^[0-9a-f]{64}$/, { error: 'must be 32 bytes in hexadecimal' })
          .describe(
            'PBKDF2-HMAC-SHA-256 of that number (13 digits, or capital letters and digits of a passport), with `caseNo` in UTF-8 as the salt, 10,000 rounds, 32 bytes, in hexadecimal.',
          ),
      })
      .optional()
      .describe(
        'Proves the official number of the victim without saying it. Compute the same of each holder of the account, compare, and say in `holder` of the answer what came of it.',
      ),
    legalBasis: LegalBasis.describe('Rule rows that the question rests on.'),
  })
  .refine(({ transfer, search }) => (transfer === undefined) !== (search === undefined), {
    path: ['transfer'],
    error: 'give either transfer or search',
  })
  .meta({ id: 'DebitConfirmationRequest' });
export type DebitConfirmationRequest = z.infer<typeof DebitConfirmationRequest>;

export const DebitConfirmation = z
  .object({
    confirmationId: Ulid.describe('The question that is answered.'),
    result: z
      .enum(['CONFIRMED', 'DENIED', 'PENDING'])
      .describe(
        'CONFIRMED: this account sent exactly this transfer; to a search, it is the one that `found` names. DENIED: it did not; say why. PENDING: a callback answers later.',
      ),
    reason: z
      .enum([
        'NO_SUCH_TRANSFER',
        'NOT_DEBITED',
        'AMOUNT_DIFFERS',
        'OTHER_ACCOUNT',
        'TIME_DIFFERS',
        'SEVERAL_TRANSFERS',
        'OTHER_HOLDER',
      ])
      .optional()
      .describe(
        'Why a debit is denied: required with DENIED, never given with CONFIRMED. By the policy P-DEBIT, NO_SUCH_TRANSFER (the reference is of no transfer) and NOT_DEBITED (the transfer was not carried out) release the money at once. AMOUNT_DIFFERS, OTHER_ACCOUNT and TIME_DIFFERS (the reference is of a transfer with another amount, from another account or at another time) do not: a person clears it up, and the smaller amount stays suspended until the urgent time (P-URG) is over. A report with the right details is asked about by itself. OTHER_HOLDER (the victim of the report does not hold the account) says nothing of the debit: name none then, and no amount; the money stays suspended until P-URG is over, and a person clears it up. To a search only NO_SUCH_TRANSFER, SEVERAL_TRANSFERS (more than one debit fits) and OTHER_HOLDER are answers; neither frees money, because none is held.',
      ),
    debitedAmountSatang: PositiveSatangString.optional().describe(
      'The amount that was debited; given with AMOUNT_DIFFERS, so that no more than this stays suspended.',
    ),
    to: AccountRef.optional().describe('Where the money arrived; required when only a PromptPay id was known.'),
    holder: z
      .enum(HOLDER_WORDS)
      .optional()
      .describe(
        'MATCHES: a holder of the account has the official number that the question proves. DIFFERS: no holder has it; name no transfer, amount or account then, and answer DENIED with OTHER_HOLDER. NOT_COMPARED, and no word: the question proves none, or you cannot compare; that is no denial. Without MATCHES what you found holds nothing before a person of the centre has decided, and whoever reported is told no amount that you named.',
      ),
    found: z
      .object({
        reference: TransferReference.describe('The reference that your institution gave the debit.'),
        amountSatang: PositiveSatangString.describe('The amount of the debit.'),
        at: UtcInstant.describe('When the account was debited.'),
        to: AccountRef.describe('Where the money arrived.'),
      })
      .optional()
      .describe(
        'Required with CONFIRMED in answer to a search, never given otherwise. It must fit all that the victim told; a debit that does not is settled by a person, and holds nothing before.',
      ),
    at: PastInstant.describe('When this was so.'),
  })
  // A denial frees money, so it never stands without its reason (P-DEBIT).
  .refine(({ result, reason }) => result !== 'DENIED' || reason !== undefined, {
    path: ['reason'],
    error: 'a denial says why',
  })
  .meta({ id: 'DebitConfirmation' });
export type DebitConfirmation = z.infer<typeof DebitConfirmation>;

const HoldLapsed = z
  .object({
    orderId: Ulid.describe('The order that expired.'),
    holdId: Ulid.describe('Its hold.'),
    releasedAmountSatang: SatangString.describe(
      'All that was held until then; 0 when nothing was. Another amount than was confirmed is a break.',
    ),
    authority: HoldingAuthority.optional().describe(
      'Given where that authority keeps the money no more that a receipt named in heldUnder: the amount is what it kept. What you hold by the order beside it stays.',
    ),
    holderNotifiedAt: PastInstant.optional().describe('When the holder was told.'),
    at: UtcInstant.describe('When the money became free.'),
  })
  .meta({ id: 'HoldLapsed' });
type HoldLapsed = z.infer<typeof HoldLapsed>;

/**
 * A later credit on an account with a partial hold whose order says `watchCredits`. It is a
 * report, never by itself a reason to hold more. `amountSatang`: the credit, but at most what the
 * hold lacks. It does not say who paid.
 */
const AccountCredited = z
  .object({
    holdId: Ulid.describe('The hold whose order says watchCredits.'),
    amountSatang: PositiveSatangString.describe('The credit, but at most what the hold lacks.'),
    at: UtcInstant.describe('When the account was credited.'),
  })
  .meta({ id: 'AccountCredited' });

/**
 * The institution told the holder of the hold, of a part that was let go or caught later, or of
 * the release, after it had sent the receipt. It must do so within the time of P-TELL, or the duty
 * shows as overdue.
 */
const HolderNotified = z
  .object({
    holdId: Ulid.describe('The hold that the holder was told of.'),
    of: z
      .enum(HOLDER_TOLD_OF)
      .default('hold')
      .describe('What the holder was told of: the hold, a part that was let go or caught later, or the release.'),
    notifiedAt: PastInstant.describe('When the holder was told.'),
  })
  .meta({ id: 'HolderNotified' });
type HolderNotified = z.infer<typeof HolderNotified>;

/**
 * What an institution found when it reviewed a hold of section 6 that outlasts the complaint: a
 * withdrawal or a denied debit took the complaint's weight, and only suspicions of institutions
 * let the hold stand (P-WITHDRAW). With LIFT the centre orders the release, which the institution
 * carries out and answers like any other.
 */
const HoldReviewed = z
  .object({
    holdId: Ulid.describe('The hold that was reviewed.'),
    result: z
      .enum(['STANDS', 'LIFT'])
      .describe(
        'STANDS: the suspicion holds, and so does the hold until its time is over. LIFT: it does not, and stays held until the release order that the centre then sends.',
      ),
    reason: cleanText(500).describe('Why, in a sentence without personal data.'),
    at: UtcInstant.describe('When it was reviewed: after the withdrawal or the denial.'),
  })
  .meta({ id: 'HoldReviewed' });
type HoldReviewed = z.infer<typeof HoldReviewed>;

/**
 * POST /v1/callbacks/institutions; the header `webhook-id` is the permanent key of the message.
 */
export const InstitutionCallback = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('hold.receipt').describe('A receipt of a hold order, or a newer one.'),
      data: HoldReceipt.describe('What happened.'),
    }),
    z.object({
      type: z.literal('release.receipt').describe('A receipt of a release order.'),
      data: ReleaseReceipt.describe('What happened.'),
    }),
    z.object({
      type: z.literal('hold.lapsed').describe('An order expired, and its money is free.'),
      data: HoldLapsed.describe('What happened.'),
    }),
    z.object({
      type: z.literal('debit.confirmation').describe('An answer to a question about a debit.'),
      data: DebitConfirmation.describe('What happened.'),
    }),
    z.object({
      type: z.literal('account.credited').describe('A later credit to an account whose order says watchCredits.'),
      data: AccountCredited.describe('What happened.'),
    }),
    z.object({
      type: z
        .literal('holder.notified')
        .describe('The holder was told, which is due an hour after the money was held or let go (P-TELL).'),
      data: HolderNotified.describe('What happened.'),
    }),
    z.object({
      type: z.literal('hold.reviewed').describe('A hold of section 6 was reviewed.'),
      data: HoldReviewed.describe('What the institution found.'),
    }),
  ])
  .meta({ id: 'InstitutionCallback' });
export type InstitutionCallback = z.infer<typeof InstitutionCallback>;

/** 202 of an institution: the order is recorded and will be answered by callback. */
export const Accepted = z
  .object({
    status: z.literal('accepted').describe('The order is on record.'),
    id: Ulid.describe('The id of the order or question.'),
    at: UtcInstant.describe('When it was put on record.'),
  })
  .meta({ id: 'Accepted' });

/** The path where institutions take listings and delistings (s.8/5(6), s.4/2). */
export const LISTING_NOTICE_PATH = '/listing-notices';

/**
 * POST /listing-notices: a person or wallet is listed, to be refused, suspended or closed until
 * `DELISTED` comes with the same `listingId`. A delisting is final, in whatever order the two
 * arrive. It says nothing about the case. Idempotent by `noticeId`.
 */
export const ListingNotice = z
  .object({
    noticeId: Ulid.describe('Permanent id of this notice.'),
    listingId: Ulid.describe('The listing; its delisting names the same.'),
    change: z
      .enum(['LISTED', 'DELISTED'])
      .describe('LISTED: refuse, suspend or close. DELISTED: no longer, for good, whichever of the two arrives first.'),
    subject: z
      .discriminatedUnion('kind', [
        z.object({
          kind: z.literal('citizen').describe('A person.'),
          value: z
            .string()
            .regex(/^[0-9]{13}$/)
            .describe('Citizen id.'),
        }),
        z.object({
          kind: z.literal('juristic').describe('A company.'),
          value: z
            .string()
            .regex(/^[0-9]{13}$/)
            .describe('Registration number.'),
        }),
        z.object({
          kind: z.literal('wallet').describe('A digital-asset wallet.'),
          value: z
            .string()
            .regex(/^[A-Za-z0-9]{14,110}$/)
            .describe('Address of the wallet.'),
        }),
      ])
      .describe('Who or what is listed. Keep it from everybody who need not know.'),
    legalBasis: LegalBasis.describe('Rule rows that the listing rests on.'),
    decidedAt: UtcInstant.describe('When the second person approved it.'),
  })
  .meta({ id: 'ListingNotice' });
export type ListingNotice = z.infer<typeof ListingNotice>;

/**
 * What the institution did on a listing. REFUSES_OPENING: it has no account of the subject and
 * will open none.
 */
export const ListedReceipt = z
  .object({
    noticeId: Ulid.describe('The notice that is answered.'),
    result: z
      .enum(['REFUSES_OPENING', 'SUSPENDED', 'CLOSED', 'NO_SUCH_CUSTOMER'])
      .describe(
        'What was done. REFUSES_OPENING: no account of the subject is here, and none will be opened. SUSPENDED, CLOSED: its accounts. NO_SUCH_CUSTOMER: nothing of the subject is here.',
      ),
    at: PastInstant.describe('When this was so.'),
  })
  .meta({ id: 'ListedReceipt' });

/** What the institution did on a delisting. */
export const DelistedReceipt = z
  .object({
    noticeId: Ulid.describe('The notice that is answered.'),
    result: z.enum(['LIFTED', 'NOTHING_TO_LIFT']).describe('Whether anything had been suspended or closed.'),
    at: PastInstant.describe('When this was so.'),
  })
  .meta({ id: 'DelistedReceipt' });

export const ListingReceipt = z.union([ListedReceipt, DelistedReceipt]);
export type ListingReceipt = z.infer<typeof ListingReceipt>;

/** So many orders one page of a statement names at most. */
const ORDERS_PER_PAGE = 10_000;

/** Where a page ended: printable characters, which mean something to who wrote them alone. */
const Place = z.string().regex(/^[ -~]{1,200}$/, { error: 'must be printable, of 200 characters at most' });

/** GET /hold-statements: what the query asks for. */
export const HoldStatementQuery = z.object({
  since: UtcInstant.optional().describe(
    'Only orders that changed at or after this instant. Absent: every order by which money is held now, and every order that changed within the last 31 days.',
  ),
  after: Place.optional().describe('The `next` of the page before; absent: the first page.'),
});
export type HoldStatementQuery = z.infer<typeof HoldStatementQuery>;

/** What an institution kept of an order as it came. */
const AsOrdered = z
  .object({
    caseNo: z
      .string()
      .regex(/^[ -~]{1,40}$/, { error: 'must be printable, of 40 characters at most' })
      .describe('`caseNo` of the order.'),
    power: z.enum(STATED_POWERS).describe('`holderNotice.kind` of the order: the power that it rests on.'),
    legalBasis: z
      .array(z.string().regex(/^[A-Z0-9+-]{1,20}$/, { error: 'must be an id of a rule' }))
      .min(1)
      .max(20)
      .describe('The `ruleId` of each row of its `legalBasis`.'),
    issuedAt: PastInstant.describe('`issuedAt` of the order.'),
    transfer: Credit.describe('The credit that it names.'),
  })
  .describe(
    'The order as it came, where money is held by it. After a restore the centre learns by it of what it lost: without it, two persons can only release the money. A page is 4 MiB at most: name fewer orders on it if need be.',
  );

/**
 * GET /hold-statements: every order of the centre that the institution knows, as it stands now. Both
 * sides answer the same question, so that the two books can be compared.
 */
export const HoldStatement = z
  .object({
    asOf: UtcInstant.describe('When the page was read from the books.'),
    orders: z
      .array(
        z.object({
          orderId: Ulid.describe('The order of the centre.'),
          holdId: Ulid.describe('The hold that the order belongs to.'),
          accountNo: AccountRef.shape.accountNo.describe('The account of the order.'),
          askedSatang: PositiveSatangString.describe('What the order asks for.'),
          heldSatang: SatangString.describe('What is held by the order now; 0 where nothing is.'),
          state: z
            .enum(STATED_STATES)
            .describe(
              'TAKEN: received, and not carried out yet. HELD: money is held by it now. NOTHING_HELD: it was answered, and nothing is held by it. REPLACED: a later order of the hold took its place. RELEASED: a release order ended it. LAPSED: its time was over.',
            ),
          expiresAt: UtcInstant.describe('When the order ends by itself.'),
          changedAt: UtcInstant.describe('When the order, or what is held by it, last changed.'),
          asOrdered: AsOrdered.optional(),
        }),
      )
      .max(ORDERS_PER_PAGE)
      .describe(
        'In the order of changedAt, the oldest first: what changes while pages are read comes on a later page again. An order stands at most once on a page.',
      ),
    next: Place.nullable().describe('What to give as `after` for the next page; null: this is the last.'),
  })
  .meta({ id: 'HoldStatement' });
export type HoldStatement = z.infer<typeof HoldStatement>;
