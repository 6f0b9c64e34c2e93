import path from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm run conformance` is asked to do. */
export type Options =
  | { readonly act: 'prepare'; readonly folder: string; readonly slug: string }
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
       npm run conformance -- --institution URL --key FILE [--books FILE] [--port 7600] [--restart COMMAND] [--out FOLDER]`;

/** Reads the arguments; returns what is wrong with them in words when something is. */
export function readOptions(args: readonly string[]): Options | string {
  const read = parsed(args);
  if (typeof read === 'string') return read;
  const { prepare, slug, institution, key, books, port, restart, out } = read;
  if (prepare !== undefined) {
    if (!/^[a-z0-9-]{2,32}$/.test(slug ?? '')) return '--slug names the institution, such as th-014';
    return { act: 'prepare', folder: prepare, slug: slug ?? '' };
  }
  if (institution === undefined || key === undefined) return 'give --institution and --key, or --prepare';
  if (!/^https?:\/\/[^?#]+$/.test(institution)) return `--institution ${institution} is no address`;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return `--port ${port} is no port`;
  return {
    act: 'institution',
    url: institution.replace(/\/+$/, ''),
    keyFile: key,
    booksFile: books ?? path.join(path.dirname(key), 'books.json'),
    port: Number(port),
    restart,
    out,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        prepare: text,
        slug: text,
        institution: text,
        key: text,
        books: text,
        port: { ...text, default: '7600' },
        restart: text,
        out: { ...text, default: '.rangap/conformance' },
      },
    }).values;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\. .*$/s, '');
  }
}
