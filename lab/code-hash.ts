import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Beside the lab itself, the code that a result depends on. */
const MEASURES = ['lab', 'simulator/world', 'src/analysis', 'src/domain'];
/** How figures are shown changes none of them. */
const SHOWS = /^lab\/(report\/|main\.|options\.)/;

/**
 * Returns the SHA-256 of all code that decides what the lab measures, so that no result is taken
 * from an earlier run of other code.
 * @param root the folder with the compiled code
 */
export function codeHash(root: string): string {
  const hash = createHash('sha256');
  for (const folder of MEASURES) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    const names = files.map((name) => path.posix.join(folder, name.split(path.sep).join('/'))).sort();
    for (const name of names.filter((one) => /\.(js|json)$/.test(one) && !SHOWS.test(one)))
      hash.update(`${name}\n`).update(readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}
