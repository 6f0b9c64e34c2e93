import { z } from 'zod';
import { AUTHORITIES, PASSES_ON, RECEIPT_RESULTS } from '../../../domain/hold/hold.js';
import { SHIELDS } from '../../../domain/trail/next-hops.js';
import {
  AccountRef,
  PastInstant,
  PositiveSatangString,
  PromptPayRef,
  SatangString,
  TransferReference,
  Ulid,
  UtcInstant,
  cleanText,
} from '../../common.js';
import { orderId } from './sample-story.js';

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
export const HoldingAuthority = z
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

export const HOLD_RECEIPT_EXAMPLE: HoldReceipt = {
  orderId,
  receiptSeq: 1,
  result: 'HELD_PARTIAL',
  heldAmountSatang: '1900000',
  onward: [
    {
      transferRef: 'SCB-20261124-88121',
      to: { account: { institution: 'wallet-x', accountNo: '140000012345678' } },
      amountSatang: '600000',
      attributedSatang: '600000',
      at: '2026-11-24T02:33:40Z',
      channel: 'promptpay',
    },
  ],
  at: '2026-11-24T02:41:13Z',
};
