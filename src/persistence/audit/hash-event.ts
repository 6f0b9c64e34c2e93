import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Hash before the first event of a chain. */
export const NO_HASH = '0'.repeat(64);

/** An event of a hash chain without its own hash. `sequence` counts from 1. */
export interface UnhashedEvent {
  chain: string;
  sequence: number;
  type: string;
  actor: string;
  at: Date;
  payload: Record<string, unknown>;
  prevHash: string;
}

export interface AuditEvent extends UnhashedEvent {
  hash: string;
}

/**
 * SHA-256, in hex, of an event as canonical JSON (RFC 8785); it covers the hash before it and so
 * the whole chain up to here.
 */
export function hashEvent(event: UnhashedEvent): string {
  const { chain, sequence, type, actor, at, payload, prevHash } = event;
  return sha256Hex(canonicalJson({ chain, sequence, type, actor, at: at.toISOString(), payload, prevHash }));
}

/** RFC 8785 text of a JSON value. Throws for what JSON cannot say, such as a bigint. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('the value has no JSON form');
  return text;
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
