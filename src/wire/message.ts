import { z } from 'zod';

/** Answer to a callback. The message takes effect after it was committed, so within seconds. */
export const CallbackAccepted = z
  .object({
    status: z.enum(['accepted', 'duplicate']).describe('accepted: committed now. duplicate: committed before.'),
    id: z.string().describe('The id under which the centre keeps the message.'),
    applied: z
      .boolean()
      .nullable()
      .describe(
        'Whether the message took effect; null while that is not known. A message takes effect after it was committed: to learn what became of it, send it again with the same webhook-id.',
      ),
    reason: z
      .string()
      .nullable()
      .describe(
        'Why it took no effect, such as DUPLICATE, SUPERSEDED, HOLD_ENDED, RELEASE_ORDERED, MORE_THAN_REQUESTED, INCONSISTENT or BREAK_OPENED; of a review also NOT_DUE (nothing took the weight of the complaint, or it was reviewed), NOT_YOURS (another power lets the hold stand) or IMPOSSIBLE_TIME; null when it did, or while that is not known.',
      ),
  })
  .meta({ id: 'CallbackAccepted' });
