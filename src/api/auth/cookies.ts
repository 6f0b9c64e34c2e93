import type { CookieOptions, Request, Response } from 'express';
import type { ApiSettings } from '../dependencies.js';

/** Our two cookies: of a signed-in browser, and of one that is at the provider to sign in. */
type CookieName = 'session' | 'sign_in';

/**
 * Returns the name of a cookie. With TLS it begins with `__Host-`, by which the browser itself
 * refuses one that another host, or a page without TLS, has set (RFC 6265bis, section 4.1.3.2).
 */
export function cookieName(name: CookieName, { publicUrl }: ApiSettings): string {
  return `${hasTls(publicUrl) ? '__Host-' : ''}rangap_${name}`;
}

/** Returns the value of a cookie of a request; undefined without one. */
export function readCookie({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/**
 * Sets a cookie that no script can read. `sameSite: 'strict'` is for the session; the cookie of a
 * sign-in must come back with the navigation from the provider, which is another site (`lax`).
 */
export function setCookie(
  response: Response,
  name: CookieName,
  value: string,
  settings: ApiSettings,
  options: { sameSite: 'strict' | 'lax'; maxAgeMs?: number },
): void {
  const { sameSite, maxAgeMs } = options;
  const life: CookieOptions = maxAgeMs === undefined ? {} : { maxAge: maxAgeMs };
  response.cookie(cookieName(name, settings), value, { ...attributes(settings), sameSite, ...life });
}

/** Removes a cookie from the browser. */
export function clearCookie(response: Response, name: CookieName, settings: ApiSettings): void {
  response.clearCookie(cookieName(name, settings), attributes(settings));
}

function attributes({ publicUrl }: ApiSettings): CookieOptions {
  return { httpOnly: true, secure: hasTls(publicUrl), path: '/' };
}

function hasTls(url: string): boolean {
  return url.startsWith('https:');
}
