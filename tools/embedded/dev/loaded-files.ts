import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * How compiled code names another file of ours: `require("./x.js")`, `require.resolve('../x')`.
 */
const REQUIRE = /\brequire(?:\.resolve)?\(\s*["'](\.{1,2}\/[^"']+)["']\s*\)/g;

/** Every compiled file that a process loads which begins with `entry`; absolute paths. */
export function loadedFiles(entry: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (loaded.has(file) || !existsSync(file)) continue;
    loaded.add(file);
    if (file.endsWith('.js')) waiting.push(...requiredBy(file));
  }
  return loaded;
}

function requiredBy(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(REQUIRE)].flatMap(([, name = '']) => {
    const target = path.resolve(path.dirname(file), name);
    return [target, `${target}.js`].filter((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  });
}
