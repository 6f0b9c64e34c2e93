/**
 * The longest wait that a party may ask for. The header is not signed: an attacker on the network
 * must not delay a release for long.
 */
export const MAX_RETRY_AFTER_MS = 5 * 60_000;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date) as milliseconds
 * from now, at most `MAX_RETRY_AFTER_MS`; undefined when it is missing or unreadable.
 */
export function retryAfterMs(header: string | readonly string[] | undefined, now: Date): number | undefined {
  if (typeof header !== 'string') return undefined;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}
