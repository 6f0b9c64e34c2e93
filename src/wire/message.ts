import { z } from 'zod';

export const CallbackAccepted = z
  .object({
    status: z.enum(['accepted', 'duplicate']).describe('accepted: committed now. duplicate: committed before.'),
    id: z.string().describe('The id under which the centre keeps the message.'),
  })
  .meta({ id: 'CallbackAccepted' });
