import { createHash } from 'node:crypto';

/**
 * The `Content-Digest` header of a body (RFC 9530), over its raw bytes. An empty body has a digest
 * as well.
 */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/**
 * Whether a `Content-Digest` header is the sha-256 of exactly these bytes. Only our own canonical
 * form is accepted: a second algorithm, a parameter or another spelling is a mismatch, so that
 * there is one way to say one thing.
 */
export function matchesContentDigest(header: string, body: Uint8Array): boolean {
  return header === contentDigest(body);
}
