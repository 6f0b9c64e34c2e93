import { createHash } from 'node:crypto';

/**
 * Returns the `Content-Digest` header of a body (RFC 9530), over its raw bytes. An empty body has
 * a digest too.
 */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/**
 * Returns whether a `Content-Digest` header is the sha-256 of exactly these bytes. It accepts only
 * our own canonical form: a second algorithm, a parameter or another spelling does not match, so
 * that each digest has one spelling.
 */
export function matchesContentDigest(header: string, body: Uint8Array): boolean {
  return header === contentDigest(body);
}
