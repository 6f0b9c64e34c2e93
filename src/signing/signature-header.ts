import { SIGNATURE_LABEL } from './profile.js';

/** An Ed25519 signature has 64 bytes: 86 characters of base64 and two of padding. */
const SIGNATURE_HEADER = new RegExp(`^${SIGNATURE_LABEL}=:([A-Za-z0-9+/]{86}==):$`);

/** Writes the `Signature` header. */
export function formatSignatureHeader(signature: Uint8Array): string {
  return `${SIGNATURE_LABEL}=:${Buffer.from(signature).toString('base64')}:`;
}

/**
 * Reads the `Signature` header: exactly one Ed25519 signature under our label.
 * @returns its base64 text, or undefined when there is another label, a second signature or
 * another encoding
 */
export function parseSignatureHeader(header: string): string | undefined {
  const base64 = SIGNATURE_HEADER.exec(header)?.[1];
  // Base64 leaves four bits unused here. One spelling a signature means that equal signatures are
  // equal texts.
  return base64 !== undefined && Buffer.from(base64, 'base64').toString('base64') === base64 ? base64 : undefined;
}
