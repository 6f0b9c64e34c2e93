const SAFE_METHODS = ['GET', 'HEAD'];

/** What a browser says about where a request comes from. */
interface RequestSite {
  method: string;
  /** `Sec-Fetch-Site` (W3C Fetch Metadata): only the browser can set it. */
  fetchSite: string | undefined;
  /** `Origin` (RFC 6454). */
  origin: string | undefined;
}

/**
 * Returns whether a request that comes with a cookie was made by our own pages, so that no other
 * site acts by the cookie of a person who is signed in. `Sec-Fetch-Site` decides; where a browser
 * does not send it, a request that changes something must have our origin. An address that a person
 * types (`none`) may only read.
 */
export function isOwnSite({ method, fetchSite, origin }: RequestSite, ownOrigin: string): boolean {
  const reads = SAFE_METHODS.includes(method);
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || (reads && fetchSite === 'none');
  return reads || origin === ownOrigin;
}
