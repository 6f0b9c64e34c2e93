import { sign } from 'node:crypto';
import type { CentreKey } from '../dependencies.js';

/** Signs as the centre: Ed25519, always the same for the same bytes. */
export function signAsCentre(
  { privateKey, keyId }: CentreKey,
  bytes: Uint8Array,
): { signature: string; keyId: string } {
  return { signature: sign(null, bytes, privateKey).toString('base64'), keyId };
}
