import type { PartyChangeRow } from '../../persistence/entities/traffic/party.entities.js';
import { sha256Hex } from '../../persistence/sha256.js';

/**
 * Returns what the audit chain keeps of a requested change: all that it would do, and the hashes
 * (SHA-256, hex) of the reasons, in which a person may have written anything.
 */
export function changeTrace(row: PartyChangeRow): Record<string, string | null> {
  return {
    partyChangeId: row.id,
    party: row.party,
    kind: row.kind,
    keyId: row.keyId,
    publicKey: row.publicJwk?.x ?? null,
    notBefore: row.notBefore?.toISOString() ?? null,
    notAfter: row.notAfter?.toISOString() ?? null,
    baseUrl: row.baseUrl,
    reasonSha256: hashOf(row.reason),
    lastKeyReasonSha256: row.lastKeyReason === null ? null : hashOf(row.lastKeyReason),
  };
}

/** Returns the SHA-256 of a text in UTF-8, as hex. */
export function hashOf(text: string): string {
  return sha256Hex(text);
}
