import { z } from 'zod';
import { AccountRef, LegalBasis, PositiveSatangString, Ulid, UtcInstant } from '../../common.js';
import { Credit } from '../credit.js';
import { HolderNotice } from '../holder-notice.js';
import { call } from './call.js';
import { HOLD_RECEIPT_EXAMPLE, HoldReceipt } from './hold-receipt.js';
import { account, basis, caseNo, credit, holdId, notice, orderId } from './sample-story.js';

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
        'Orders of the centre for the same credit that this order takes the place of, although they belong to other holds. In an order that replaces another: you named them in heldBefore, and the centre has no record of them (its database was restored) or had let them go. In a first order: the centre ordered their release, you have not answered it in time, and somebody else claims the money; answer that release too, with NOTHING_HELD or with what you had let go before. In one step end their holds and hold by this order: what they held is there for it, and the later debits that were ascribed to them are named anew in this receipt, and other money of the account does not stand in for what went on with those. Nothing is free meanwhile, and nothing is held twice. Their expiry frees nothing any more; report neither their lapse nor anything else of them.',
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
        'Given with debitsSince: the orders that let this money go. What you named in answer to them and to the orders that they replaced is on the trail still: as long as this order, or one that replaces it, counts, count those debits as ascribed to it, as far as you have not named them for another order since; what you named for an order of the same credit since is the same money, even where the debit has more. Else you would name the same debit for another order, and what went since would be followed by nobody.',
      ),
    seizureWarrantNo: z.string().optional().describe('Number of the warrant, when the order rests on one.'),
    holderNotice: HolderNotice.describe('What to tell the holder.'),
  })
  .meta({ id: 'HoldOrder' });
export type HoldOrder = z.infer<typeof HoldOrder>;

export const HOLD_ORDER_EXAMPLE: HoldOrder = {
  orderId,
  holdId,
  caseNo,
  account,
  transfer: credit,
  requestedAmountSatang: '2500000',
  legalBasis: basis,
  attributionRule: 'LATER_DEBITS_IN_TIME_ORDER',
  issuedAt: '2026-11-24T02:41:12Z',
  expiresAt: '2026-11-27T02:41:12Z',
  holderNotice: { ...notice, expiresAt: '2026-11-27T02:41:12Z', appealSecret: 'K7Q2-M9XD-4T8W' },
};

const RECEIPT = {
  schema: HoldReceipt,
  example: HOLD_RECEIPT_EXAMPLE,
  idOf: ({ orderId }: HoldReceipt): string => orderId,
};

/** Sends an order to suspend exactly this amount until its expiry (sections 7 and 8/5(2)). */
export const PLACE_HOLD = call<HoldOrder, HoldReceipt>({
  path: '/hold-orders',
  operationId: 'takeHoldOrder',
  tag: 'holds',
  summary:
    'Suspend exactly this amount until expiresAt, then let go unasked; an unknown account is a 200 with NOT_FOUND; idempotent by orderId',
  asks: { method: 'POST', schema: HoldOrder, example: HOLD_ORDER_EXAMPLE, followsFor: HOLD_ORDER_EXAMPLE.orderId },
  idOf: ({ orderId }) => orderId,
  answer: RECEIPT,
});

/** Asks what became of an order whose callback is missing. */
export const READ_HOLD_ORDER = call<string, HoldReceipt>({
  path: '/hold-orders/{orderId}',
  operationId: 'readHoldOrder',
  tag: 'holds',
  summary: 'What became of an order',
  asks: {
    method: 'GET',
    path: (orderId) => `/hold-orders/${encodeURIComponent(orderId)}`,
    parameters: [
      {
        name: 'orderId',
        in: 'path',
        required: true,
        schema: { type: 'string' },
        description: 'The order that is asked about.',
      },
    ],
    brings: 'The newest receipt',
    absent: 'There is no such order: the centre sends it again',
  },
  idOf: (orderId) => orderId,
  answer: RECEIPT,
});
