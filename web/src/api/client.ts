import createClient from 'openapi-fetch';
import type { paths, Problem } from './schema.js';
import { isPersonAtWork } from './person-at-work.js';
import { observeServerTime } from './server-time.js';
import { unauthorized } from './unauthorized.js';
import { whosePage } from './whose-page.js';

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

/** The only way in which the console talks to the API; its types are generated (schema.d.ts). */
export const api = createClient<paths>({ baseUrl: window.location.origin, cache: 'no-store' });

api.use({
  onRequest({ request }) {
    if (!isPersonAtWork()) request.headers.set('rangap-background', '1');
    const whose = whosePage();
    // Who is signed in is asked for nobody.
    const asksWho = request.method === 'GET' && new URL(request.url).pathname === '/v1/session';
    if (whose !== undefined && !asksWho) request.headers.set('rangap-person', whose);
  },
  onResponse({ response }) {
    observeServerTime(response.headers.get('date'));
    if (response.status === 401) unauthorized.set(unauthorized.get() + 1);
  },
});

/**
 * The client of the pages that are open to everybody. It sends no session: an officer who opens one
 * of them is nobody there.
 */
export const openApi = createClient<paths>({
  baseUrl: window.location.origin,
  cache: 'no-store',
  credentials: 'omit',
});

openApi.use({
  onResponse({ response }) {
    observeServerTime(response.headers.get('date'));
  },
});

/** Returns the data of an answer; throws ProblemError for every other answer. */
export async function dataOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (data !== undefined && data !== null) return data;
  const { code = 'UNKNOWN', errors, values } = (typeof error === 'object' ? error : {}) as Partial<Problem>;
  throw new ProblemError(response.status, code, errors, values);
}

/** Returns what a person may tell an administrator about an error. */
export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? `${error.status} ${error.code}` : 'NETWORK';
}
