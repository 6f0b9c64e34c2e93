import { parseArgs } from 'node:util';

/** What `npm start -- --sandbox` is asked for. */
export interface Options {
  /** The engineer's own institution; absent: the example bank. */
  readonly institution?: { readonly url: string; readonly slug?: string; readonly keyFile?: string };
  /** A folder of scenarios of his own. */
  readonly scenarios?: string;
  readonly port: number;
  readonly pagePort: number;
  readonly restart?: string;
  readonly recovery?: { readonly backup: string; readonly restore: string };
}

export const USAGE = `usage: npm start -- --sandbox [--institution URL --slug SLUG | --institution URL --key FILE] [--restart COMMAND]
                            [--backup COMMAND --restore COMMAND] [--scenarios FOLDER] [--port 7600] [--page-port 7601]`;

/** Where the centre that is played listens, as the kit does, and where the page is, unless it is told otherwise. */
const PORT = '7600';
const PAGE_PORT = '7601';

/** Reads the arguments; returns what is wrong with them in words when something is. */
export function readOptions(args: readonly string[]): Options | string {
  const read = parsed(args);
  if (typeof read === 'string') return read;
  const {
    institution: url,
    slug,
    key: keyFile,
    scenarios,
    port,
    restart,
    backup,
    restore,
    'page-port': pagePort,
  } = read;
  for (const [name, value] of [
    ['--port', port],
    ['--page-port', pagePort],
  ] as const) {
    if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) return `${name} ${value} is no port`;
  }
  if (url === undefined && (slug ?? keyFile ?? restart ?? backup ?? restore) !== undefined)
    return 'give --institution with it';
  if (url !== undefined && slug === undefined && keyFile === undefined)
    return 'give --slug or --key with --institution';
  if ((backup === undefined) !== (restore === undefined)) return 'give --backup and --restore together';
  return {
    ...(url !== undefined && {
      institution: { url, ...(slug !== undefined && { slug }), ...(keyFile !== undefined && { keyFile }) },
    }),
    ...(scenarios !== undefined && { scenarios }),
    port: Number(port),
    pagePort: Number(pagePort),
    ...(restart !== undefined && { restart }),
    ...(backup !== undefined && restore !== undefined && { recovery: { backup, restore } }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        sandbox: { type: 'boolean' },
        institution: { type: 'string' },
        slug: { type: 'string' },
        key: { type: 'string' },
        scenarios: { type: 'string' },
        port: { type: 'string', default: PORT },
        'page-port': { type: 'string', default: PAGE_PORT },
        restart: { type: 'string' },
        backup: { type: 'string' },
        restore: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(/\. .*$/s, '');
  }
}
