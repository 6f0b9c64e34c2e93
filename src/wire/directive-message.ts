import { z } from 'zod';
import { cleanText, Ulid, UtcInstant } from './common.js';

const LegalBasis = z.array(z.strictObject({ ruleId: z.string(), section: z.string(), instrument: z.string() })).min(1);

/** Where NBTC takes notices of numbers used in crime (s.5 para 2, s.8/5(7)). */
export const TELECOM_NOTICE_PATH = '/telecom-notices';

/**
 * POST /telecom-notices: numbers that evidence speaks against; NBTC has the operators suspend their
 * service. Idempotent by `noticeId`.
 */
export const TelecomNotice = z
  .strictObject({
    noticeId: Ulid,
    caseNo: z.string(),
    numbers: z.array(cleanText(300)).min(1),
    legalBasis: LegalBasis,
    decidedAt: UtcInstant,
  })
  .meta({ id: 'TelecomNotice' });
export type TelecomNotice = z.infer<typeof TelecomNotice>;

/** 202: the notice is on record at NBTC. */
export const TelecomNoticeAccepted = z.strictObject({ status: z.literal('accepted'), noticeId: Ulid });
export type TelecomNoticeAccepted = z.infer<typeof TelecomNoticeAccepted>;

/** Where institutions are told of listings and delistings (s.8/5(6), s.4/2). */
export const LISTING_NOTICE_PATH = '/listing-notices';

/**
 * POST /listing-notices: a person or wallet is listed, to be refused, suspended or closed until
 * `DELISTED` comes with the same `listingId`, which is the last word on it, in whatever order the
 * two arrive. Nothing of the case is told. Idempotent by `noticeId`.
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
 * What the institution did on a listing. REFUSES_OPENING: it has no account of theirs and will open
 * none.
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
