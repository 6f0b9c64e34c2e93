import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { IdempotencyRow, InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { refuseUsedNonce, type SignatureNonce } from './refuse-used-nonce.js';

/** A signed message that is itself a request: its id is permanent, like an Idempotency-Key. */
type SignedRequest = { party: string; messageKey: string } & SignatureNonce;

const PARTY = 'party:';

/** Sender and key of a request: a webhook-id, or a person's Idempotency-Key. */
export interface RequestKey {
  actor: string;
  key: string;
}

/** Returns the key of a signed request. Its actor never equals the subject of a person's token. */
export function keyOfMessage({ party, messageKey }: SignedRequest): RequestKey {
  return { actor: `${PARTY}${party}`, key: messageKey };
}

/** A request that takes effect once: key, route, and SHA-256 of the body's bytes as received. */
export interface IdempotentRequest extends RequestKey {
  route: string;
  bodySha256: string;
}

/**
 * Returns the earlier answer to the same request, or undefined when the key is new. Refusals:
 * `INBOX.OTHER_BODY` and `IDEMPOTENCY.OTHER_BODY`, when the key came with another route or body.
 */
export async function answeredBefore<Response>(
  manager: EntityManager,
  request: IdempotentRequest,
): Promise<{ ok: true; response: Response } | Refusal | undefined> {
  const { actor, key } = request;
  const row = await manager.findOneBy(IdempotencyRow, { actor, key });
  return row === null ? undefined : answerAgain(row, request);
}

/** An answer that was kept, with the request that it answers. */
type KeptAnswer = Pick<IdempotencyRow, 'route' | 'bodySha256' | 'response'>;

/** Returns the answer that was kept under the key of a request, refusing as `answeredBefore`. */
export function answerAgain<Response>(
  kept: KeptAnswer,
  { actor, route, bodySha256 }: IdempotentRequest,
): { ok: true; response: Response } | Refusal {
  return kept.route === route && kept.bodySha256 === bodySha256
    ? { ok: true, response: kept.response as Response }
    : otherBody(actor.startsWith(PARTY) ? 'message' : 'person');
}

/** Returns the row that keeps the answer to a request. */
export function answerRow(
  { actor, key, route, bodySha256 }: IdempotentRequest,
  response: object,
  createdAt: Date,
): IdempotencyRow & { response: object } {
  return { actor, key, route, bodySha256, status: 201, response, createdAt };
}

/** Keeps the answer to a request, in the transaction that carries the request out. */
export async function keepAnswer(
  manager: EntityManager,
  request: IdempotentRequest,
  response: object,
  createdAt: Date,
): Promise<void> {
  await manager.insert(IdempotencyRow, answerRow(request, response, createdAt));
}

/**
 * Refuses a signed request whose id or nonce was used for another message, and notes its nonce as
 * used. Refusals: `INBOX.OTHER_BODY`, `INBOX.NONCE_REUSED`.
 */
export async function refuseUsedMessage(manager: EntityManager, message: SignedRequest): Promise<Refusal | undefined> {
  const { party, messageKey } = message;
  if (await manager.existsBy(InboxMessageRow, { party, messageKey })) return otherBody('message');
  return refuseUsedNonce(manager, message);
}

/** Refuses a key that came before with another body: of a signed message, or of a person. */
function otherBody(by: 'message' | 'person'): Refusal {
  return by === 'message'
    ? refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body')
    : refuse('IDEMPOTENCY.OTHER_BODY', 'this Idempotency-Key was used with another body');
}
