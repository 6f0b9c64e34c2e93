import { z } from 'zod';
import { LegalBasis, PastInstant, Ulid, UtcInstant } from '../../common.js';
import { call } from './call.js';
import { basis, noticeId } from './sample-story.js';

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
const ListedReceipt = z
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
const DelistedReceipt = z
  .object({
    noticeId: Ulid.describe('The notice that is answered.'),
    result: z.enum(['LIFTED', 'NOTHING_TO_LIFT']).describe('Whether anything had been suspended or closed.'),
    at: PastInstant.describe('When this was so.'),
  })
  .meta({ id: 'DelistedReceipt' });

export const ListingReceipt = z.union([ListedReceipt, DelistedReceipt]);
export type ListingReceipt = z.infer<typeof ListingReceipt>;

export const LISTING_NOTICE_EXAMPLE: ListingNotice = {
  noticeId,
  listingId: '01KB0C6D7E9G2J4M6P8R0T3W5Y',
  change: 'LISTED',
  subject: { kind: 'wallet', value: 'TExampleWalletAddress0000000000000' },
  legalBasis: basis,
  decidedAt: '2026-11-25T06:30:00Z',
};

export const LISTING_RECEIPT_EXAMPLE: ListingReceipt = {
  noticeId,
  result: 'REFUSES_OPENING',
  at: '2026-11-25T06:30:01Z',
};

/** Sends a notice that a person or wallet was listed or delisted (LIST-42). */
export const SEND_LISTING_NOTICE = call<ListingNotice, ListingReceipt>({
  path: LISTING_NOTICE_PATH,
  operationId: 'takeListingNotice',
  tag: 'listings',
  summary:
    'A person or wallet is listed: refuse, suspend or close until DELISTED comes with the same listingId, and say which within 15 minutes (P-ONCE); idempotent by noticeId',
  asks: { method: 'POST', schema: ListingNotice, example: LISTING_NOTICE_EXAMPLE },
  idOf: ({ noticeId }) => noticeId,
  answer: {
    schema: ListingReceipt,
    example: LISTING_RECEIPT_EXAMPLE,
    of: ({ change }) => (change === 'LISTED' ? ListedReceipt : DelistedReceipt),
    idOf: ({ noticeId }) => noticeId,
  },
});
