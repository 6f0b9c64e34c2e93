import { z } from 'zod';
import { Ulid } from '../../wire/common.js';

/** The id in a path. */
export const IdParams = z.object({ id: Ulid });
export type IdParams = z.infer<typeof IdParams>;
