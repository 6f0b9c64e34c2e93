import { parseWorkflowId } from '../../src/contract/ids.js';
import { personalValueIn, type PersonalValues } from './personal-values.js';
import type { RecordedHistory } from './read/recorded-histories.js';

const ENCRYPTED = 'binary/encrypted';
/**
 * Parts of a history that need not be encrypted: headers carry traces, Temporal must read search
 * attributes, and markers are the library's own.
 */
const OPEN_PARTS = new Set(['header', 'searchAttributes', 'markerRecordedEventAttributes']);
const text = new TextDecoder();

/**
 * Returns what a history shows to a reader of Temporal, a line each: payloads that are not
 * encrypted, and personal values in ids, names, failures, memo and attributes.
 */
export function leaksOf(
  recorded: RecordedHistory,
  values: PersonalValues,
  caseOf: ReadonlyMap<string, string>,
): string[] {
  const { workflowId, shown, history } = recorded;
  const found = { strings: [workflowId, JSON.stringify(shown ?? {})], open: 0 };
  walk(history.events ?? [], false, found);
  const id = parseWorkflowId(workflowId)?.id;
  const leak = personalValueIn(values, JSON.stringify(found.strings), id === undefined ? null : (caseOf.get(id) ?? id));
  return [
    ...(found.open === 0 ? [] : [`workflow ${workflowId}: ${found.open} of its payloads are not encrypted`]),
    ...(leak === undefined ? [] : [`workflow ${workflowId}: shows ${leak}`]),
  ];
}

function walk(value: unknown, mayBeOpen: boolean, found: { strings: string[]; open: number }): void {
  if (typeof value === 'string') found.strings.push(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const encoding = encodingOf(value);
  if (encoding === ENCRYPTED) return;
  if (encoding !== undefined) {
    if (!mayBeOpen) found.open++;
    const { data } = value as { data?: unknown };
    if (data instanceof Uint8Array) found.strings.push(text.decode(data));
    return;
  }
  for (const [field, child] of Object.entries(value)) walk(child, mayBeOpen || OPEN_PARTS.has(field), found);
}

/** Returns the encoding of a payload, or undefined for a value that is no payload. */
function encodingOf(value: object): string | undefined {
  if (!('metadata' in value) || typeof value.metadata !== 'object' || value.metadata === null) return undefined;
  const encoding = (value.metadata as Record<string, unknown>)['encoding'];
  return encoding instanceof Uint8Array ? text.decode(encoding) : undefined;
}
