import { existsSync } from 'node:fs';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Response } from 'express';

/** The codings in which the build keeps a file beside it (web/vite.config.ts), the smallest first. */
const CODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** A file of the console by its name: its pages, and what lies below `assets`, whose names hold their hash. */
const FILE = /^\/(?:index\.html|open\.html|assets\/[\w-]+(?:\.[\w-]+)+)$/;

/** Heads that tell a browser what a document may do. A script, a style or a font is none: without them it is lighter. */
const OF_DOCUMENTS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

const A_YEAR = 'public, max-age=31536000, immutable';

/**
 * Sends the files of the built console in the smallest coding that the browser takes (RFC 9110,
 * 12.5.3), and as they are to one that takes none. What lies under a name with a hash never changes;
 * a page is asked for again each time, and answered with 304 while it is the same. A range is answered
 * with the whole file, which RFC 9110 allows. What the folder does not have is left to the next
 * handler, and so are the compressed files under names of their own.
 *
 * `pageOf` returns the page that an address shows; undefined: the address may be that of a file.
 */
export function consoleFiles(folder: string, pageOf: (request: Request) => string | undefined): RequestHandler {
  const send = express.static(folder, {
    index: false,
    redirect: false,
    acceptRanges: false,
    cacheControl: false,
    setHeaders: describe,
  });
  return (request, response, next) => {
    const page = pageOf(request);
    const name = page === undefined ? request.path : `/${page}`;
    // A page that is no page of the API, such as that of the sandbox, is a file under no name of its own.
    const isFile = page !== undefined || FILE.test(name);
    if (!isFile || CODINGS.some(({ ending }) => name.endsWith(ending))) return next();
    const coding = CODINGS.find(
      (each) => request.acceptsEncodings(each.name) !== false && existsSync(path.join(folder, name + each.ending)),
    );
    const asked = request.url;
    request.url = name + (coding?.ending ?? '');
    send(request, response, (fault?: unknown) => {
      request.url = asked;
      next(fault);
    });
  };
}

/** Says of a file that is sent what it is, in which coding, and how long it may be kept. */
function describe(response: Response, file: string): void {
  const coding = CODINGS.find(({ ending }) => file.endsWith(ending));
  const name = coding === undefined ? file : file.slice(0, -coding.ending.length);
  response.type(path.extname(name));
  response.vary('accept-encoding');
  if (coding !== undefined) response.setHeader('content-encoding', coding.name);
  const isDocument = path.extname(name) === '.html';
  response.setHeader('cache-control', isDocument ? 'no-cache' : A_YEAR);
  if (!isDocument) for (const name of OF_DOCUMENTS) response.removeHeader(name);
}
