import { existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns the first folder on the way from / to `target` that other users may not enter, or
 * undefined if there is none. Skips folders that do not exist yet.
 */
export function barrierFor(target: string): string | undefined {
  const barriers: string[] = [];
  for (let dir = realpathSync(nearestExisting(target)); ; dir = path.dirname(dir)) {
    if (!othersMayEnter(dir)) barriers.push(dir);
    if (dir === path.dirname(dir)) return barriers.pop();
  }
}

function nearestExisting(target: string): string {
  let dir = path.resolve(target);
  while (!existsSync(dir) && dir !== path.dirname(dir)) dir = path.dirname(dir);
  return dir;
}

function othersMayEnter(dir: string): boolean {
  const stat = statSync(dir);
  return !stat.isDirectory() || (stat.mode & 0o001) !== 0;
}
