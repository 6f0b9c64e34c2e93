import createClient from 'openapi-fetch';
import type { paths, Problem } from './schema.js';
import { observeServerTime } from './server-time.js';

/** A fault of one field of a body; `pointer` is that of RFC 6901. */
export type FieldFault = NonNullable<Problem['errors']>[number];

/** What the API answered instead of a result; `code` is stable and documented. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** The faults of single fields, where the API names them. */
    readonly faults: readonly FieldFault[] = [],
    readonly values: NonNullable<Problem['values']> = {},
  ) {
    super(code);
  }
}

/**
 * The only way in which the pages of the staff talk to the API; its types are generated (schema.d.ts).
 * What their requests say of the person is added once (staff-requests.ts).
 */
export const api = createClient<paths>({ baseUrl: window.location.origin, cache: 'no-store' });

/**
 * The client of the pages that are open to everybody. It sends no session: an officer who opens one
 * of them is nobody there.
 */
export const openApi = createClient<paths>({
  baseUrl: window.location.origin,
  cache: 'no-store',
  credentials: 'omit',
});

for (const client of [api, openApi]) {
  client.use({
    onResponse({ response }) {
      observeServerTime(response.headers.get('date'));
    },
  });
}

/** Returns the data of an answer; throws ProblemError for every other answer. */
export async function dataOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (data !== undefined && data !== null) return data;
  const { code = 'UNKNOWN', errors, values } = (typeof error === 'object' ? error : {}) as Partial<Problem>;
  throw new ProblemError(response.status, code, errors, values);
}

/** Returns the stable code of a refusal; `NETWORK`: nobody answered. */
export function codeOfRefusal(error: unknown): string {
  return error instanceof ProblemError ? error.code : 'NETWORK';
}

/** Returns what a person may tell an administrator about an error. */
export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? `${error.status} ${error.code}` : 'NETWORK';
}
