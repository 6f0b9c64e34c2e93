import { sha256Hex } from '../sha256.js';
import canonicalize from 'canonicalize';

/** The `prevHash` of the first event of a chain. */
export const NO_HASH = '0'.repeat(64);

/** An event of a hash chain without its own hash; `sequence` counts from 1. */
export interface UnhashedEvent {
  chain: string;
  sequence: number;
  type: string;
  actor: string;
  at: Date;
  payload: Record<string, unknown>;
  prevHash: string;
  /** Seals of the rows of its transaction, as the database wrote them (seal.sql); null: none. */
  seals: string | null;
}

/** An event of a hash chain. */
export interface AuditEvent extends UnhashedEvent {
  hash: string;
}

/**
 * Returns the SHA-256, in hex, of an event as canonical JSON (RFC 8785). It covers the hash before
 * it, and so the whole chain up to this event. With seals it is the SHA-256 of that hash, as text,
 * followed by the text of the seals.
 */
export function hashEvent(event: UnhashedEvent): string {
  const { chain, sequence, type, actor, at, payload, prevHash, seals } = event;
  const hash = sha256Hex(canonicalJson({ chain, sequence, type, actor, at: at.toISOString(), payload, prevHash }));
  return seals === null ? hash : sha256Hex(hash + seals);
}

/** Returns the RFC 8785 text of a JSON value; throws for values without one, such as a bigint. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('the value has no JSON form');
  return text;
}
