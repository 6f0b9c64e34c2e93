import { z } from 'zod';

export const CallbackAccepted = z
  .object({ status: z.enum(['accepted', 'duplicate']), id: z.string() })
  .meta({ id: 'CallbackAccepted' });
