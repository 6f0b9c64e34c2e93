import { canonicalJson } from './hash-event.js';

/** Signs bytes with the centre's key and returns the signature as text. */
export type SignBytes = (bytes: Uint8Array) => { signature: string; keyId: string };

/**
 * What the keeper tells of a checkpoint over events that it did not see grow: it is signed as a gap.
 * Payload: `checkpoint`, its number; `since`, the time of the one before, or null; `oldestAt`, the
 * oldest such event; `newestAt`, where one is dated after the clock; `events`, how many it read.
 */
export const GAP_EVENT = 'checkpoint.gap';

/**
 * A person's word from outside the database (`Acknowledgement`), from which the keeper went on.
 * Payload: `checkpoint`, the first after it; `by`, `reason`, `kept`, `found`.
 */
export const ACKNOWLEDGED_EVENT = 'checkpoint.acknowledged';

/**
 * What the keeper tells where the database's clock stands behind what it has signed, or has read
 * itself: the clock went back. Payload: `checkpoint`, the first after it; `before`, what the clock
 * should have said; `at`, what it said. Until the clock has passed `before`, checkpoints are dated
 * then: none is dated before the one before it.
 */
export const CLOCK_EVENT = 'checkpoint.clock_went_back';

/** The events that a keeper alone may append. Each carries its signature: `keyId` and `signature`. */
export const KEEPER_EVENTS = [GAP_EVENT, ACKNOWLEDGED_EVENT, CLOCK_EVENT] as const;

/** What such an event tells, as its audit event has it. */
export type KeeperPayload = Readonly<Record<string, unknown>>;

/** Returns the event with the keeper's signature. The application's role may append events, and has no such key. */
export function keeperWord(
  sign: SignBytes,
  type: string,
  payload: KeeperPayload,
): { type: string; payload: Record<string, unknown> } {
  return { type, payload: { ...payload, ...sign(keeperWordBytes(type, payload)) } };
}

/** Returns the bytes that the signature of such an event covers: type and payload without the signature (RFC 8785). */
export function keeperWordBytes(type: string, payload: KeeperPayload): Uint8Array {
  const told = Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'signature' && name !== 'keyId'));
  return Buffer.from(canonicalJson({ type, told }), 'utf8');
}

/** Returns whether this key signed an event: the signatures of Ed25519 are the same each time. */
export function isWordOf(sign: SignBytes, type: string, payload: KeeperPayload): boolean {
  return sign(keeperWordBytes(type, payload)).signature === payload['signature'];
}
