import { z } from 'zod';
import { HOLDER_TOLD_OF } from '../../domain/hold/messages.js';
import { PastInstant, PositiveSatangString, SatangString, Ulid, UtcInstant, cleanText } from '../common.js';
import { DebitConfirmation } from './calls/debit-question.js';
import { HOLD_RECEIPT_EXAMPLE, HoldReceipt, HoldingAuthority } from './calls/hold-receipt.js';
import { ReleaseReceipt } from './calls/release-order.js';

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

export const CALLBACK_EXAMPLE: InstitutionCallback = {
  type: 'hold.receipt',
  data: { ...HOLD_RECEIPT_EXAMPLE, receiptSeq: 2, holderNotifiedAt: '2026-11-24T02:42:05Z' },
};
