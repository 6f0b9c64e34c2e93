import type { InboxMessageRow } from '../entities/message.entities.js';
import { disclosedFields } from './message-body.js';

const LONGEST_NAME = 64;
const MOST_NAMES = 200;
const NO_FIELDS = 'unreadable body';
const OTHER = 'other';
const FIELD = /^[A-Za-z0-9_-]{1,64}$/;
/** Digits as of a telephone, account or citizen number, however they are set apart. */
const NUMBER = /\d(?:[^0-9A-Za-z]*\d){5}/;

/**
 * Names of the fields that a message of a party discloses (section 4), never a value. What refuses
 * a message of ours, or what nobody could read, stands in the record as a code of our own; what it
 * disclosed stands in its bytes. A sender may choose the names in them, so what could itself be a
 * value (a number, a text, an address) is called `other`; a name has at most 64 characters, and
 * there are at most 200.
 */
export function receivedFields({
  kind,
  content,
  rawBody,
}: Pick<InboxMessageRow, 'kind' | 'content' | 'rawBody'>): string[] {
  const isOurWord = kind.endsWith('.rejected') || kind === 'evidence.unreadable';
  const said = isOurWord ? parsed(rawBody) : content;
  if (typeof said !== 'object' || said === null) return [NO_FIELDS];
  const names = disclosedFields(said, { nameOf: fieldName, longest: LONGEST_NAME });
  return [...new Set(names.map((name) => (NUMBER.test(name) ? OTHER : name)))].sort().slice(0, MOST_NAMES);
}

function fieldName(key: string): string {
  return FIELD.test(key) && !NUMBER.test(key) ? key : OTHER;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined; // no JSON, so there are no names
  }
}
