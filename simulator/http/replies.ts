import type { z } from 'zod';
import { refuseBody, type Refusal } from './problem.js';
import type { Reply } from './signed-app.js';

/** Makes an answer with a body, before it is signed. */
export function reply(status: number, body: unknown): Reply {
  return { ok: true, status, body };
}

/**
 * Reads a request body by its wire schema; refuses another form with a 400 that names the fields.
 */
export function readBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { readonly ok: true; readonly value: z.output<Schema> } | Refusal {
  const parsed = schema.safeParse(body);
  return parsed.success ? { ok: true, value: parsed.data } : refuseBody(parsed.error);
}
