// Writes the lists of docs/CORE.md: states, commands, invariants and the steps of `npm run explore`; the text between them
// is written by hand. `--check` fails when a list is out of date.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { projectDir } from './steps.mjs';

const { coreLists } = createRequire(import.meta.url)('../dist/lab/explore/core-lists.js');

const file = path.join(projectDir, 'docs/CORE.md');
const before = readFileSync(file, 'utf8');
let text = before;
for (const [name, list] of Object.entries(coreLists(projectDir))) {
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end -->)`);
  if (!place.test(text)) throw new Error(`docs/CORE.md has no place for its ${name}`);
  text = text.replace(place, (_all, begin, end) => `${begin}\n${list}\n\n${end}`);
}
text = await format(text, { ...(await resolveConfig(file)), filepath: file });
if (process.argv.includes('--check')) {
  if (before !== text) {
    console.error('docs/CORE.md is out of date: npm run openapi');
    process.exitCode = 1;
  }
} else writeFileSync(file, text);
