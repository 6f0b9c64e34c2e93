import { z } from 'zod';
import { PartySlug } from './common.js';

/** GET /v1/institutions: every institution that the centre can send an order to. */
export const InstitutionList = z
  .object({
    institutions: z.array(
      z.object({
        slug: PartySlug.describe('The name of the institution in every message.'),
        nameTh: z.string(),
        nameEn: z.string(),
        kind: z.enum(['bank', 'wallet', 'digital_asset']),
        bankCode: z.string().nullable().describe('Three digits of the Bank of Thailand; null without one.'),
        accountDigits: z
          .array(z.number().int())
          .describe('Lengths that an account number may have; empty when nothing is known of them.'),
      }),
    ),
  })
  .meta({ id: 'InstitutionList' });
export type InstitutionList = z.infer<typeof InstitutionList>;
