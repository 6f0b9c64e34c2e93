import type { InboxMessageRow } from '../entities/traffic/message.entities.js';
import { disclosedFields } from './message-body.js';

const LONGEST_NAME = 64;
const MOST_NAMES = 200;
const NO_FIELDS = 'unreadable body';
const OTHER = 'other';
const FIELD = /^[A-Za-z0-9_-]{1,64}$/;
/** Six digits or more, with any separators: a telephone, account or citizen number. */
const NUMBER = /\d(?:[^0-9A-Za-z]*\d){5}/;

/**
 * Returns the names of the fields that a party's message discloses (section 4), never a value.
 * `content` of a refusal or an unreadable answer is the centre's own code, so its names come from
 * its bytes. The sender chooses the names there, so a name that may itself be a value (a number, a
 * text, an address) becomes `other`. A name has at most 64 characters, and there are at most 200.
 */
export function receivedFields({
  kind,
  content,
  rawBody,
}: Pick<InboxMessageRow, 'kind' | 'content' | 'rawBody'>): string[] {
  const isOwnCode = kind.endsWith('.rejected') || kind === 'evidence.unreadable';
  const body = isOwnCode ? parseJson(rawBody) : content;
  if (typeof body !== 'object' || body === null) return [NO_FIELDS];
  const names = disclosedFields(body, { nameOf: fieldName, longest: LONGEST_NAME });
  return [...new Set(names.map((name) => (NUMBER.test(name) ? OTHER : name)))].sort().slice(0, MOST_NAMES);
}

function fieldName(key: string): string {
  return FIELD.test(key) && !NUMBER.test(key) ? key : OTHER;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // no JSON, so there are no names
  }
}
