import { existsSync } from 'node:fs';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { consoleFiles } from './console-files.js';

/** Paths that are no pages; every other address that a browser opens is one. */
const API_PATHS = /^\/(v1|health|docs|docs-json)(\/|$)|^\/(metrics|openapi\.json)$/i;

/** The pages that need no sign-in: an entry of their own, without the staff's code (web/src/open/main.tsx). */
const OPEN_PAGES = /^\/(?:holder|victim|verify|public)\/?$/i;

/** The pages that search engines may list. On every other one somebody signs in or gives a code. */
const LISTED_PAGES = /^\/public\/?$/i;

/**
 * Serves the console: its files, and the first page of its entry at the address of every page, so
 * that a page can be opened by its address. Where the console was not built, nothing is served.
 */
export function serveConsole(app: NestExpressApplication): void {
  const folder = consoleFolder();
  if (folder === undefined) return;
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (isPage(request) && !LISTED_PAGES.test(request.path)) response.setHeader('x-robots-tag', 'noindex, nofollow');
    next();
  });
  app.use(consoleFiles(folder, pageOf));
}

/** Returns the file of the page at an address; undefined: there is none. */
export function pageOf(request: Request): string | undefined {
  if (!isPage(request)) return undefined;
  return OPEN_PAGES.test(request.path) ? 'open.html' : 'index.html';
}

/** True when a browser opens an address that is not one of the API's; at the root for every program. */
function isPage({ method, path: address, headers: { accept = '' } }: Request): boolean {
  const wantsPage = accept.includes('text/html') || address === '/';
  return /^(?:GET|HEAD)$/.test(method) && wantsPage && !API_PATHS.test(address) && path.extname(address) === '';
}

/** Returns the folder of the built console, dist/web, seen from src/ or from dist/. */
function consoleFolder(): string | undefined {
  return ['../../../dist/web', '../../../web']
    .map((relative) => path.join(__dirname, relative))
    .find((folder) => existsSync(path.join(folder, 'assets')));
}
