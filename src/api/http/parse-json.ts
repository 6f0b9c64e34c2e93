import type { FieldFault } from '../../domain/complaint/intake/check-complaint.js';
import { repeatedName } from '../../wire/repeated-name.js';

const MAX_DEPTH = 32;
/** Names by which a body could change an object's prototype. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/** Returns the JSON value of a body, or the fault in it. The fault never repeats the body. */
export function parseJson(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; fault: FieldFault } {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    return { ok: false, fault: { pointer: '', code: 'BODY.MALFORMED', detail: 'the body is not JSON in UTF-8' } };
  }
  const fault = shapeFault(value) ?? repetitionFault(text);
  return fault === undefined ? { ok: true, value } : { ok: false, fault };
}

/**
 * Returns the first fault in the shape of a value. It does not recurse, because it must survive
 * any depth.
 */
function shapeFault(root: unknown): FieldFault | undefined {
  const pending: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '', depth: 0 }];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const { value, pointer, depth } = current;
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
      pending.push({ value: child, pointer: `${pointer}/${shown(key)}`, depth: depth + 1 });
    }
  }
  return undefined;
}

function repetitionFault(text: string): FieldFault | undefined {
  const path = repeatedName(text);
  if (path === undefined) return undefined;
  const pointer = path.map((step) => `/${shown(String(step))}`).join('');
  return { pointer, code: 'FIELD.REPEATED', detail: 'is given twice' };
}

/** Returns a step of a pointer: names that the caller chose are shown only when they are plain. */
function shown(name: string): string {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name) ? name : '*';
}
