import { z } from 'zod';
import { PositiveSatangString, UtcInstant } from '../common.js';

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
