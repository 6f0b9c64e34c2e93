import type { z } from 'zod';
import { isCleanText, Problem } from '../wire/common.js';
import { repeatedName } from '../wire/repeated-name.js';

/** A body in the agreed form, or why it is not; `why` names fields and faults, never values. */
export type ReadBody<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const MAX_NAMED_FAULTS = 3;

/** Reads the raw bytes of a verified answer with its wire schema. */
export function readBody<T>(schema: z.ZodType<T>, rawBody: Uint8Array): ReadBody<T> {
  const json = parseBody(rawBody);
  return json.ok ? readJson(schema, json.value) : json;
}

/** Reads a parsed body with its wire schema. */
export function readJson<T>(schema: z.ZodType<T>, value: unknown): ReadBody<T> {
  const read = schema.safeParse(value);
  if (read.success) {
    // The database refuses NUL and lone surrogates: without this check, every attempt to store the
    // answer would fail.
    return isClean(read.data) ? { ok: true, value: read.data } : { ok: false, why: 'body: control characters in text' };
  }
  const faults = read.error.issues.map(({ path, code }) => `${path.map(String).join('.') || 'body'}: ${code}`);
  return { ok: false, why: faults.slice(0, MAX_NAMED_FAULTS).join(', ') };
}

/** Returns the code of a refusal, or `HTTP_<status>` when the body has none that may be shown. */
export function problemCode(httpStatus: number, rawBody: Uint8Array): string {
  const problem = readBody(Problem, rawBody);
  return problem.ok && /^[A-Za-z0-9._-]{1,64}$/.test(problem.value.code) ? problem.value.code : `HTTP_${httpStatus}`;
}

/** Parses raw bytes as JSON in UTF-8, without a schema. */
export function parseBody(rawBody: Uint8Array): ReadBody<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    const value: unknown = JSON.parse(text);
    return repeatedName(text) === undefined ? { ok: true, value } : { ok: false, why: 'body: a name is given twice' };
  } catch {
    return { ok: false, why: 'body: not JSON in UTF-8' };
  }
}

function isClean(value: unknown): boolean {
  if (typeof value === 'string') return isCleanText(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isClean);
}
