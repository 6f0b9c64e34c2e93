import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

/** Paths that are no pages; every other address that a browser opens is one. */
const API_PATHS = /^\/(v1|health|docs|docs-json)(\/|$)|^\/(metrics|openapi\.json)$/i;

/** Files whose names hold their hash: what is under such a name never changes. */
const HASHED = /[/\\]assets[/\\]/;

/** The pages that search engines may list. On every other one somebody signs in or gives a code. */
const LISTED_PAGES = /^\/public\/?$/i;

/**
 * Serves the console: its files, and its first page at the address of every page, so that a page
 * can be opened by its address. Where the console was not built, nothing is served.
 */
export function serveConsole(app: NestExpressApplication): void {
  const folder = consoleFolder();
  if (folder === undefined) return;
  app.useStaticAssets(folder, { index: 'index.html', redirect: false, dotfiles: 'ignore', setHeaders: keepHashed });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) return next();
    if (!LISTED_PAGES.test(request.path)) response.setHeader('x-robots-tag', 'noindex, nofollow');
    response.sendFile(path.join(folder, 'index.html'), { cacheControl: false });
  });
}

/** True when a browser opens an address that is not one of the API's. */
function isPage(request: Request): boolean {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  return isReading && wantsPage && !API_PATHS.test(request.path) && path.extname(request.path) === '';
}

function keepHashed(response: Response, file: string): void {
  if (HASHED.test(file)) response.setHeader('cache-control', 'public, max-age=31536000, immutable');
}

/** Returns the folder of the built console, dist/web, seen from src/ or from dist/. */
function consoleFolder(): string | undefined {
  return ['../../../dist/web', '../../../web']
    .map((relative) => path.join(__dirname, relative))
    .find((folder) => existsSync(path.join(folder, 'assets')));
}
