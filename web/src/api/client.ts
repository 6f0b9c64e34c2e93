import createClient from 'openapi-fetch';
import { credentials } from './credentials.js';
import type { paths, Problem } from './schema.js';
import { observeServerTime } from './server-time.js';

/** What the API answered instead of a result; `code` is stable and documented. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
  ) {
    super(code);
  }
}

/** The only way in which the console talks to the API; its types are generated (schema.d.ts). */
export const api = createClient<paths>({ baseUrl: window.location.origin, cache: 'no-store' });

api.use({
  async onRequest({ request }) {
    const header = await credentials.get()?.();
    if (header !== undefined) request.headers.set('authorization', header);
    return request;
  },
  onResponse({ response }) {
    observeServerTime(response.headers.get('date'));
    if (response.status === 401) credentials.set(undefined);
  },
});

/** Returns the data of an answer; throws ProblemError for every other answer. */
export async function dataOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (data !== undefined && data !== null) return data;
  const { code = 'UNKNOWN', detail = '' } = (typeof error === 'object' ? error : {}) as Partial<Problem>;
  throw new ProblemError(response.status, code, detail);
}
