// Writes docs/screens: starts a system of its own with the sample cases, does what fills the pages,
// and takes a picture of each page in both languages, at phone width where it is used there, and dark
// where people work at night; and of the queue in each bad state. Names of pages as arguments take
// those alone. With `--all` every page and view is taken dark and in every bad state too, into
// .rangap/screens, to be looked at, and what runs over its room is named.
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { fillPages } from './screens/fill.mjs';
import { looksOf } from './screens/looks.mjs';
import { NAMED, pagesOf } from './screens/pages.mjs';
import { Photographer } from './screens/photographer.mjs';
import { withSystem } from './screens/system.mjs';

const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { findBrowser } = createRequire(import.meta.url)('./find-browser.cjs');

const {
  values: { all: isAll },
  positionals: NAMES,
} = parseArgs({
  options: { all: { type: 'boolean', default: false } },
  allowPositionals: true, // the pages to take; all when none is named
});
const folder = path.join(projectDir, isAll ? '.rangap/screens' : 'docs/screens');
/** All pictures together may have so many bytes, because they are kept in the repository. */
const MOST_BYTES = 9_000_000;

const failed = await withSystem(async ({ api, signIn, stage }) => {
  const shown = await fillPages({ api, signIn, stage });
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const photographer = new Photographer(browser, api, folder);
    await photographer.signIn(NAMED);
    return await takeAll(photographer, pagesOf(shown));
  } finally {
    await browser.close();
  }
});
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
console.log(`${readdirSync(folder).length} pictures, ${Math.round(bytes / 1_000)} kB, in ${folder}`);
if (!isAll && bytes > MOST_BYTES) failed.push(`they have more than ${MOST_BYTES} bytes`);
for (const line of failed) console.error(line);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Takes the pictures that are asked for; returns what went wrong, as lines. */
async function takeAll(photographer, pages) {
  mkdirSync(folder, { recursive: true });
  if (NAMES.length === 0)
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.png'))) rmSync(path.join(folder, file));
  const wrong = [];
  for (const page of pages.filter(({ name }) => NAMES.length === 0 || NAMES.includes(name))) {
    for (const { kind, ...look } of looksOf(page, isAll)) {
      const file = `${page.name}.${kind}.png`;
      const lines = await photographer.take(page, { ...look, file }).catch((error) => [error.message.split('\n')[0]]);
      wrong.push(...lines.map((line) => `${page.name}.${kind}: ${line}`));
    }
  }
  return wrong;
}
