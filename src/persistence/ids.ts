import { ulid } from 'ulid';

/**
 * Returns a new ULID: 26 characters (an ISO 20022 identifier may have 35) that sort by the
 * millisecond of their making.
 */
export function newId(): string {
  return ulid();
}
