import type { z } from 'zod';
import type { Problem } from '../../src/wire/common.js';

/** A refusal, which is answered as an RFC 9457 problem. */
export interface Refusal {
  readonly ok: false;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: Problem['errors'];
}

/**
 * Makes a refusal. `code` is stable (`AREA.REASON`); `detail` is a fixed sentence without personal
 * data.
 */
export function refuse(status: number, code: string, detail: string): Refusal {
  return { ok: false, status, code, detail };
}

/**
 * Refuses a body that does not fit its schema with a 400 that names each field, never its value.
 */
export function refuseBody(error: z.ZodError): Refusal {
  const errors = error.issues.map((issue) => ({
    pointer: `/${issue.path.map(String).join('/')}`,
    code: issue.code,
    detail: issue.message,
  }));
  return { ...refuse(400, 'BODY.INVALID', 'the body does not fit the schema'), errors };
}

/** Returns the problem document of a refusal. */
export function problemOf(refusal: Refusal): Problem {
  const { status, code, detail, errors } = refusal;
  return { type: 'about:blank', title: code, status, code, detail, ...(errors === undefined ? {} : { errors }) };
}
