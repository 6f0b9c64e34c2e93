import path from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm run conformance` is asked to do. */
export type Options =
  | { readonly act: 'prepare'; readonly folder: string; readonly slug: string }
  | {
      readonly act: 'centre';
      readonly url: string;
      /** The address by which the centre is known, where it is not that by which it is reached. */
      readonly publicUrl: string;
      readonly keyFile: string;
      /** Where the kit listens as the institution; absent: the centre does not reach it, and orders are not played. */
      readonly port?: number;
      readonly out: string;
    }
  | {
      readonly act: 'institution';
      readonly url: string;
      readonly keyFile: string;
      readonly booksFile: string;
      readonly port: number;
      /** Restarts the institution; a shell runs it. */
      readonly restart?: string;
      readonly out: string;
    };

export const USAGE = `usage: npm run conformance -- --prepare FOLDER --slug SLUG
       npm run conformance -- --institution URL --key FILE [--books FILE] [--port 7600] [--restart COMMAND] [--out FOLDER]
       npm run conformance -- --centre URL --key FILE [--port 7600] [--public-url URL] [--out FOLDER]`;

/** Where the kit listens as the centre, unless it is told otherwise. */
const PORT = 7600;

/** Reads the arguments; returns what is wrong with them in words when something is. */
export function readOptions(args: readonly string[]): Options | string {
  const read = parsed(args);
  if (typeof read === 'string') return read;
  const { prepare, slug, institution, centre, key, books, port, restart, out } = read;
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)) return `--port ${port} is no port`;
  if (prepare !== undefined) {
    if (!/^[a-z0-9-]{2,32}$/.test(slug ?? '')) return '--slug names the institution, such as th-014';
    return { act: 'prepare', folder: prepare, slug: slug ?? '' };
  }
  if (centre !== undefined && key !== undefined) {
    const publicUrl = read['public-url'] ?? centre;
    if (![centre, publicUrl].every(isAddress)) return '--centre or --public-url is no address';
    const listens = port === undefined ? {} : { port: Number(port) };
    return { act: 'centre', url: bare(centre), publicUrl: bare(publicUrl), keyFile: key, ...listens, out };
  }
  if (institution === undefined || key === undefined) return 'give --institution or --centre with --key, or --prepare';
  if (!isAddress(institution)) return `--institution ${institution} is no address`;
  return {
    act: 'institution',
    url: bare(institution),
    keyFile: key,
    booksFile: books ?? path.join(path.dirname(key), 'books.json'),
    port: Number(port ?? PORT),
    restart,
    out,
  };
}

function isAddress(text: string): boolean {
  return /^https?:\/\/[^?#]+$/.test(text);
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        prepare: { type: 'string' },
        slug: { type: 'string' },
        institution: { type: 'string' },
        centre: { type: 'string' },
        'public-url': { type: 'string' },
        key: { type: 'string' },
        books: { type: 'string' },
        port: { type: 'string' },
        restart: { type: 'string' },
        out: { type: 'string', default: '.rangap/conformance' },
      },
    }).values;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\. .*$/s, '');
  }
}
