import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { IdempotencyRow, InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { databaseErrorCode } from '../../persistence/unit-of-work.js';
import { useNonce } from './receive-message.js';

const UNIQUE_VIOLATION = '23505';

/**
 * Somebody else wrote what this transaction was about to write: the work is to be judged again on
 * what is there now.
 */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * Runs `work`, a transaction of its own each time, again when another one that wrote the same
 * committed while it ran; `attempts` times at most.
 */
export async function againWhenOvertaken<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isOvertaken = error instanceof Overtaken || databaseErrorCode(error) === UNIQUE_VIOLATION;
      if (!isOvertaken || attempt === attempts) throw error;
    }
  }
}

/** A signed message that is a request of its own: its id is permanent, like an Idempotency-Key. */
type SignedRequest = { party: string; messageKey: string } & Parameters<typeof useNonce>[1];

const PARTY = 'party:';

/** What makes a signed request the same one; a subject of a token never looks like a party. */
export function keyOfMessage({ party, messageKey }: SignedRequest): RequestKey {
  return { actor: `${PARTY}${party}`, key: messageKey };
}

/** Who sends a request, and under which key: a webhook-id, or a person's Idempotency-Key. */
export interface RequestKey {
  actor: string;
  key: string;
}

/**
 * A request that is taken once: its key, where it was sent, and SHA-256 of the body's bytes as
 * received.
 */
export interface TakenOnce extends RequestKey {
  route: string;
  bodySha256: string;
}

/**
 * How the same request was answered before; a refusal when its key came with something else;
 * undefined when the key is new.
 */
export async function answeredBefore<Response>(
  manager: EntityManager,
  { actor, key, route, bodySha256 }: TakenOnce,
): Promise<{ ok: true; response: Response } | Refusal | undefined> {
  const row = await manager.findOneBy(IdempotencyRow, { actor, key });
  if (row === null) return undefined;
  return row.route === route && row.bodySha256 === bodySha256
    ? { ok: true, response: row.response as Response }
    : otherBody(actor.startsWith(PARTY) ? 'message' : 'person');
}

/** Keeps how a request was answered, in the transaction of what it did. */
export async function keepAnswer(
  manager: EntityManager,
  { actor, key, route, bodySha256 }: TakenOnce,
  response: object,
  createdAt: Date,
): Promise<void> {
  await manager.insert(IdempotencyRow, { actor, key, route, bodySha256, status: 201, response, createdAt });
}

/**
 * The refusal of a key that came before with something else: a signed message's id, or a person's
 * Idempotency-Key.
 */
function otherBody(by: 'message' | 'person'): Refusal {
  return by === 'message'
    ? refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body')
    : refuse('IDEMPOTENCY.OTHER_BODY', 'this Idempotency-Key was used with another body');
}

/** Whether a signed request's id or nonce was used for something else. Notes the nonce as used. */
export async function usedBefore(manager: EntityManager, message: SignedRequest): Promise<Refusal | undefined> {
  const { party, messageKey } = message;
  if (await manager.existsBy(InboxMessageRow, { party, messageKey })) return otherBody('message');
  return (await useNonce(manager, message))
    ? undefined
    : refuse('INBOX.NONCE_REUSED', 'the nonce of the signature was used before');
}
