import { z } from 'zod';
import { Ulid } from '../../wire/common.js';

/** The one parameter that our paths have. */
export const IdParams = z.object({ id: Ulid });
export type IdParams = z.infer<typeof IdParams>;
