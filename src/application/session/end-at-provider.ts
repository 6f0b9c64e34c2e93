import { type DataSource, IsNull } from 'typeorm';
import { ok, type Result } from '../../domain/result.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { refuseUsedNonce } from '../message/refuse-used-nonce.js';
import { endOpenSessions, type WhichSessions } from './end-sessions.js';

/** Who ended a session that the provider says is over. */
const PROVIDER = 'sign-in-provider';

/** What the sign-in provider says by a logout token that was verified. */
export interface ProviderLogout {
  /** The token's own id, which counts once; kept until `expiresAt`. */
  tokenId: { issuer: string; sha256: string; expiresAt: Date };
  /** The person; undefined: only `providerSession` is named. */
  subject: string | undefined;
  /** The provider's session (`sid`); undefined: all of the person are over. */
  providerSession: string | undefined;
}

/**
 * Ends the sessions that the provider says are over, at once for every process. Returns how many
 * ended. Refusal: `INBOX.NONCE_REUSED` for a token that came before, so that nobody who has seen one
 * ends a later session by it.
 */
export async function endAtProvider(
  db: DataSource,
  { tokenId, subject, providerSession }: ProviderLogout,
): Promise<Result<number>> {
  return inTransaction(db, async (manager) => {
    const { issuer: keyId, sha256: nonce, expiresAt: nonceExpiresAt } = tokenId;
    const refusal = await refuseUsedNonce(manager, { proof: { keyId }, nonce, nonceExpiresAt });
    if (refusal !== undefined) return refusal;
    const end = { reason: 'signed_out_at_provider', by: PROVIDER } as const;
    return ok(await endOpenSessions(manager, sessionsOf(subject, providerSession), end));
  });
}

/**
 * A session for which the provider named none of its own may be the one that is over, so it is over
 * where the person is named.
 */
function sessionsOf(subject: string | undefined, providerSession: string | undefined): WhichSessions[] {
  const ofPerson = subject === undefined ? {} : { subject };
  if (providerSession === undefined) return [ofPerson];
  const unnamed = subject === undefined ? [] : [{ subject, providerSession: IsNull() }];
  return [{ ...ofPerson, providerSession }, ...unnamed];
}
