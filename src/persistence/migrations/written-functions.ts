import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Reads the functions that the SQL files of the migrations define, each name with its body as
 * PostgreSQL keeps it (`pg_proc.prosrc`). A function that a later file defines anew counts as
 * there.
 */
export function writtenFunctions(): ReadonlyMap<string, string> {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.sql'));
  const sql = files.sort().map((file) => readFileSync(path.join(__dirname, file), 'utf8'));
  const functions = sql.flatMap((text) => [
    ...text.matchAll(/CREATE (?:OR REPLACE )?FUNCTION (\w+)\s*\([^)]*\)[^$]*?AS \$\$(.*?)\$\$/gs),
  ]);
  return new Map(functions.map(([, name = '', body = '']) => [name, body]));
}
