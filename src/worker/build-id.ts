import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the id of the build that a worker runs: the product's version, and a hash of its workflow
 * bundle. So every change of workflow code is a build of its own, and the same code is one build on
 * every machine.
 */
export function buildIdOf(version: string, workflowBundle: string): string {
  return `${version}-${createHash('sha256').update(workflowBundle).digest('hex').slice(0, 12)}`;
}

/** Reads the product's version from the nearest package.json above this file. */
export function productVersion(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
