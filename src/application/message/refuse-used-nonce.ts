import type { EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { UsedNonceRow } from '../../persistence/entities/traffic/message.entities.js';

/**
 * The nonce of a signature, the key that made it, and when the signature expires; or the id of a
 * logout token with its issuer.
 */
export interface SignatureNonce {
  proof: { keyId: string };
  nonce: string;
  nonceExpiresAt: Date;
}

/**
 * Notes the nonce of a signature as used, once per key until the signature expires. Refusal:
 * `INBOX.NONCE_REUSED`.
 */
export async function refuseUsedNonce(
  manager: EntityManager,
  { proof, nonce, nonceExpiresAt }: SignatureNonce,
): Promise<Refusal | undefined> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(UsedNonceRow)
    .values({ keyId: proof.keyId, nonce, expiresAt: nonceExpiresAt })
    .orIgnore()
    .returning('nonce')
    .execute();
  return (inserted.raw as unknown[]).length === 1 ? undefined : nonceReused();
}

/** Returns the refusal of a signature whose nonce was used before. */
export function nonceReused(): Refusal {
  return refuse('INBOX.NONCE_REUSED', 'the nonce of the signature was used before');
}

/**
 * Forgets the nonces of signatures that have expired: they are refused by their time. A minute
 * later than they expire, because a process judges that time by `reckonedNow`.
 */
export async function forgetUsedNonces(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM used_nonce WHERE expires_at < now() - interval '1 minute'`);
}
