import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildRulebook } from '../../src/domain/rulebook/build.js';
import { lawText } from './law-text.js';

/**
 * Writes the rulebook `th` as `LAW.md` into a folder:
 * `node dist/tools/law-document/write-law.js [folder]`.
 */
function main(folder = 'docs'): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'LAW.md'), lawText(buildRulebook('th')));
}

main(process.argv[2]);
