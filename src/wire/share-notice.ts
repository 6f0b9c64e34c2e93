import { z } from 'zod';
import { PartySlug, Ulid, UtcInstant } from './common.js';

/** Where police, DSI and AMLO take notices under section 4 paragraph 3. */
export const SHARE_NOTICE_PATH = '/disclosure-notices';

/**
 * POST /disclosure-notices: which account or transaction data was disclosed, between whom and when;
 * names of fields, never values.
 */
export const ShareNotice = z
  .strictObject({
    noticeId: Ulid,
    legalBasis: z.array(z.strictObject({ ruleId: z.string(), section: z.string(), instrument: z.string() })).min(1),
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

/** 202: the notice is on record at the agency. */
export const ShareNoticeAccepted = z.strictObject({ status: z.literal('accepted'), noticeId: Ulid });
export type ShareNoticeAccepted = z.infer<typeof ShareNoticeAccepted>;
