import type { FieldFault } from '../../domain/complaint/check-complaint.js';

const MAX_DEPTH = 32;
/** Names with which a body could reach into an object's prototype. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/** The JSON value of a body's bytes, or what is wrong with them. Never repeats the body. */
export function parseJson(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; fault: FieldFault } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, fault: { pointer: '', code: 'BODY.MALFORMED', detail: 'the body is not JSON in UTF-8' } };
  }
  const fault = strangeShape(value);
  return fault === undefined ? { ok: true, value } : { ok: false, fault };
}

/** Walks without recursion: depth is what is being judged. */
function strangeShape(root: unknown): FieldFault | undefined {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '', depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { value, pointer, depth } = at;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) return { pointer: '', code: 'BODY.TOO_DEEP', detail: 'the body is nested too deeply' };
    const forbidden = Array.isArray(value) ? undefined : Object.keys(value).find((key) => FORBIDDEN.includes(key));
    if (forbidden !== undefined) {
      return {
        pointer: `${pointer}/${forbidden}`,
        code: 'FIELD.FORBIDDEN',
        detail: 'is not a name that a field may have',
      };
    }
    for (const [key, child] of Object.entries(value)) {
      // Pointers above a forbidden name are the caller's own names: told only when they are plain.
      const step = /^[A-Za-z0-9_-]{1,64}$/.test(key) ? key : '*';
      open.push({ value: child, pointer: `${pointer}/${step}`, depth: depth + 1 });
    }
  }
  return undefined;
}
