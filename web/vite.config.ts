import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gunzip, gzip } from 'node:zlib';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/** What gets smaller: fonts are compressed already. */
const TEXT = /\.(?:css|html|js|svg|traineddata)$/;

const CODINGS = [
  [
    '.br',
    (text: Buffer) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: text.length } }),
  ],
  ['.gz', (text: Buffer) => promisify(gzip)(text, { level: constants.Z_BEST_COMPRESSION })],
] as const;

/** Writes beside each text file what the API sends of it (src/api/http/console-files.ts), where that is smaller. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    async writeBundle({ dir }, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => TEXT.test(fileName));
      await Promise.all(
        files.flatMap((file) => {
          const content = file.type === 'chunk' ? file.code : file.source;
          const text = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
          return CODINGS.map(async ([ending, compress]) => {
            const small = await compress(text);
            if (small.length < text.length) await writeFile(path.join(dir ?? '', `${file.fileName}${ending}`), small);
          });
        }),
      );
    },
  };
}

/** Gives a language of the slip reader as the address of its file, unpacked: it is sent in the coding that a browser takes. */
function languages(): Plugin {
  return {
    name: 'languages',
    enforce: 'pre',
    load: {
      filter: { id: /\.traineddata\.gz$/ },
      async handler(id) {
        const source = await promisify(gunzip)(await readFile(id));
        const file = this.emitFile({ type: 'asset', name: path.basename(id, '.gz'), source });
        return `export default import.meta.ROLLUP_FILE_URL_${file};`;
      },
    },
  };
}

/** Their entry, the pages themselves, each of which is loaded when it is opened, and what one of them alone needs. */
const OF_ONE_PAGE = /[\\/](?:src[\\/](?:open|holder|victim|verify|statistics)[\\/]|api[\\/]queries|@tanstack)/;

/** Returns the name of the file for what the pages of everybody have in common. */
function ofEverybody(id: string, chunks: Rolldown.ChunkingContext): string | null {
  return !OF_ONE_PAGE.test(id) && belowOpen(chunks).has(id) ? 'everybody' : null;
}

const below = new Set<string>();

/** Returns what the entry of the pages of everybody loads, now or later. */
function belowOpen(chunks: Rolldown.ChunkingContext): ReadonlySet<string> {
  const visit = (id: string) => {
    if (below.has(id)) return;
    below.add(id);
    const { importedIds = [], dynamicallyImportedIds = [] } = chunks.getModuleInfo(id) ?? {};
    [...importedIds, ...dynamicallyImportedIds].forEach(visit);
  };
  visit(path.join(import.meta.dirname, 'src/open/main.tsx'));
  return below;
}

/**
 * The bundle obeys the API's content security policy: every file is the API's own, nothing is
 * inline. So fonts and pictures are never turned into `data:` addresses. It has an entry for the
 * pages of the staff, one for those of everybody, which load nothing of the staff's, and one for the
 * page of the sandbox, which an image for production does not have.
 */
export default defineConfig({
  base: '/',
  plugins: [languages(), compressed()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'open.html', 'sandbox.html']
        .map((page) => path.join(import.meta.dirname, page))
        .filter((page) => existsSync(page)),
      output: {
        // Few answers are fewer heads: what the pages of everybody have in common is one file.
        codeSplitting: { groups: [{ name: ofEverybody, debugName: 'everybody' }] },
      },
      onLog(level, log, report) {
        // "use client" in libraries speaks to servers that render React; here is none.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
});
