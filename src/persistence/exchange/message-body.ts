import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * Returns the SHA-256, in hex, of the bytes of one of the centre's messages. The centre sends
 * every body as canonical JSON (RFC 8785), so the hash taken at writing is right for each sending.
 * Throws when the message has no JSON form.
 */
export function bodySha256(message: object): string {
  return createHash('sha256').update(canonicalText(message)).digest('hex');
}

/**
 * Returns the text of one of the centre's messages, the same for each sending. Throws when it has
 * no JSON form.
 */
export function canonicalText(message: object): string {
  const text = canonicalize(message);
  if (text === undefined) throw new Error('the message has no canonical form');
  return text;
}

/**
 * How field names are made from the keys of a message: `nameOf` gives the name of each key, and a
 * name longer than `longest` characters is cut there, with everything below it left out.
 */
interface Naming {
  nameOf: (key: string) => string;
  longest: number;
}

const AS_WRITTEN: Naming = { nameOf: (key) => key, longest: Infinity };

/**
 * Returns the names of the fields that a message discloses, such as `transfer.amountSatang` or
 * `accounts[].accountNo`: sorted, each once, never a value.
 */
export function disclosedFields(message: object, naming = AS_WRITTEN): string[] {
  const names = new Set<string>();
  collectNames(message, '', { names, ...naming });
  return [...names].sort();
}

function collectNames(value: unknown, name: string, into: Naming & { names: Set<string> }): void {
  if (name.length > into.longest) {
    into.names.add(name.slice(0, into.longest));
  } else if (Array.isArray(value)) {
    for (const item of value) collectNames(item, `${name}[]`, into);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, child] of Object.entries(value)) {
      const field = into.nameOf(key);
      collectNames(child, name === '' ? field : `${name}.${field}`, into);
    }
  } else if (value !== undefined && name !== '') {
    into.names.add(name);
  }
}
