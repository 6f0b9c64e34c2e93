import { ulid } from 'ulid';

/**
 * A new ULID: 26 characters, which fit the 35 of ISO 20022 identifiers, and sort by time of making
 * to the millisecond.
 */
export function newId(): string {
  return ulid();
}
