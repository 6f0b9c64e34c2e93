import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The folders that are compiled into dist/. */
const SOURCE_DIRS = ['src', 'tools', 'workflows', 'activities', 'simulator', 'packages', 'web/src'];

/** The sources at one moment: the time and size of each file, by its path in the project. */
export type Sources = ReadonlyMap<string, string>;

/** Looks at every source of the project. */
export function sourcesBelow(projectDir: string): Sources {
  const files = SOURCE_DIRS.flatMap((dir) =>
    readdirSync(path.join(projectDir, dir), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  return new Map(
    files.flatMap((file) => {
      const stat = statSync(file, { throwIfNoEntry: false }); // undefined when it was just removed
      return stat ? [[path.relative(projectDir, file), `${stat.mtimeMs} ${stat.size}`] as const] : [];
    }),
  );
}

/** The paths that are new, different or gone. */
export function changedBetween(before: Sources, after: Sources): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
