import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * SHA-256, hexadecimal, of the bytes of a message of ours. Every body leaves in canonical JSON (RFC
 * 8785), so what is hashed when the message is written down is what is sent, also when it is sent
 * again. Throws when the message has no JSON form.
 */
export function bodySha256(message: object): string {
  return createHash('sha256').update(canonicalText(message)).digest('hex');
}

/**
 * The form in which a message of ours leaves, and a second time too. Throws when it has no JSON
 * form.
 */
export function canonicalText(message: object): string {
  const text = canonicalize(message);
  if (text === undefined) throw new Error('the message has no canonical form');
  return text;
}

/**
 * How names are made of the keys of a message that is not ours: each key by `nameOf`, and a name of
 * more than `longest` characters cut off, with all below it.
 */
interface Naming {
  nameOf: (key: string) => string;
  longest: number;
}

const AS_WRITTEN: Naming = { nameOf: (key) => key, longest: Infinity };

/**
 * Names of the fields that a message discloses, such as `transfer.amountSatang` or
 * `accounts[].accountNo`: in order, each once, never a value.
 */
export function disclosedFields(message: object, naming = AS_WRITTEN): string[] {
  const names = new Set<string>();
  gather(message, '', { names, ...naming });
  return [...names].sort();
}

function gather(value: unknown, name: string, into: Naming & { names: Set<string> }): void {
  if (name.length > into.longest) {
    into.names.add(name.slice(0, into.longest));
  } else if (Array.isArray(value)) {
    for (const each of value) gather(each, `${name}[]`, into);
  } else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    for (const [key, child] of Object.entries(value)) {
      const field = into.nameOf(key);
      gather(child, name === '' ? field : `${name}.${field}`, into);
    }
  } else if (value !== undefined && name !== '') {
    into.names.add(name);
  }
}
