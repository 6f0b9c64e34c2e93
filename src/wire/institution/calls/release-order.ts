import { z } from 'zod';
import { RELEASE_REASONS } from '../../../domain/hold/hold.js';
import { LegalBasis, PastInstant, SatangString, Ulid, UtcInstant } from '../../common.js';
import { HolderNotice } from '../holder-notice.js';
import { call } from './call.js';
import { basis, holdId, notice, orderId, releaseOrderId } from './sample-story.js';

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

export const RELEASE_ORDER_EXAMPLE: ReleaseOrder = {
  releaseOrderId,
  holdId,
  orderIds: [orderId],
  reason: 'APPEAL_UPHELD',
  legalBasis: basis,
  issuedAt: '2026-11-26T07:15:00Z',
  holderNotice: { ...notice, amountSatang: '1900000' },
};

export const RELEASE_RECEIPT_EXAMPLE: ReleaseReceipt = {
  releaseOrderId,
  holdId,
  result: 'RELEASED',
  releasedAmountSatang: '1900000',
  holderNotifiedAt: '2026-11-26T07:15:02Z',
  at: '2026-11-26T07:15:01Z',
};

/** Sends an order to release a hold (section 7 last paragraph, AOC-85C, rulebook's expiries). */
export const RELEASE_HOLD = call<ReleaseOrder, ReleaseReceipt>({
  path: '/release-orders',
  operationId: 'takeReleaseOrder',
  tag: 'holds',
  summary: 'Let go; a hold that you do not have is a 200 with NOTHING_HELD; idempotent by releaseOrderId',
  asks: {
    method: 'POST',
    schema: ReleaseOrder,
    example: RELEASE_ORDER_EXAMPLE,
    followsFor: RELEASE_ORDER_EXAMPLE.releaseOrderId,
  },
  idOf: ({ releaseOrderId }) => releaseOrderId,
  answer: {
    schema: ReleaseReceipt,
    example: RELEASE_RECEIPT_EXAMPLE,
    idOf: ({ releaseOrderId }) => releaseOrderId,
  },
});
