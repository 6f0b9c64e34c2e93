import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { ApiSettings } from '../dependencies.js';

/**
 * The inline styles of the API's documentation page, by hash; it comes from a library, and its
 * scripts are files.
 */
const DOCS_STYLES = [
  "'unsafe-hashes'",
  "'sha256-/jDKvbQ8cdux+c5epDIqkjHbXDaIY8RucT1PmAe8FG4='",
  "'sha256-ezdv1bOGcoOD7FKudKN0Y2Mb763O6qVtM8LT2mtanIU='",
  "'sha256-eaPyLWVdqMc60xuz5bTp2yBRgVpQSoUggte1+40ONPU='",
];

/**
 * Sets the security headers of every answer. The pages may load only their own files, and may
 * connect only to this API and, to sign in, to the issuer. Nothing inline runs or styles.
 */
export function securityHeaders(settings: ApiSettings): RequestHandler {
  const [ofAll, ofDocs] = [headersWith(settings, []), headersWith(settings, DOCS_STYLES)];
  return (request, response, next) => (/^\/docs\/?$/i.test(request.path) ? ofDocs : ofAll)(request, response, next);
}

function headersWith(settings: ApiSettings, styles: readonly string[]): RequestHandler {
  const https = new URL(settings.publicUrl).protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...styles],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", new URL(settings.oidcIssuer).origin],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Forbids caches and browsers to keep any answer: nearly all of them are about persons. */
export function neverStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('cache-control', 'no-store');
  next();
}
