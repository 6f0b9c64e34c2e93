import type { EntityManager } from 'typeorm';
import { refuse, type Refusal } from '../../domain/result.js';
import { InboxMessageRow } from '../entities/message.entities.js';
import { databaseErrorCode } from '../unit-of-work.js';
import { useNonce } from './receive-message.js';

const UNIQUE_VIOLATION = '23505';

/** Somebody else wrote what this transaction was about to write: the work is to be judged again on what is there now. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Runs `work`, a transaction of its own each time, again when another one that wrote the same committed while it ran; `attempts` times at most. */
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

/** What makes a signed request the same one; a subject of a token never looks like a party. */
export function keyOfMessage({ party, messageKey }: SignedRequest): { actor: string; key: string } {
  return { actor: `party:${party}`, key: messageKey };
}

/** The refusal of a key that came before with something else: a signed message's id, or a person's Idempotency-Key. */
export function otherBody(by: 'message' | 'person'): Refusal {
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
