import path from 'node:path';
import type { Programs } from '../begin/programs.js';
import { loadedFiles } from './loaded-files.js';

/** What a change of sources asks for. */
export interface RestartPlan {
  /** The processes that have changed code in them, by the names of the supervisor. */
  readonly processes: readonly string[];
  /** True when code of `migrate` changed: the schema or the rulebook may have. */
  readonly migrateFirst: boolean;
  /** Changed sources that only the supervisor itself has loaded: it must be started by hand. */
  readonly onlySupervisor: readonly string[];
}

/** The compiled files with which each process begins. */
export type Entries = Readonly<Record<string, readonly string[]>>;

/** The entries of the processes of `npm start`, and of `migrate`. */
export function processEntries(programs: Programs): Entries {
  return {
    migrate: [programs.migrate],
    codec: [programs.codec],
    'sign-in': [programs.signIn],
    simulator: [programs.simulator],
    api: [programs.api],
    worker: [programs.worker, programs.bundleBuilder],
    keeper: [programs.keeper],
  };
}

/**
 * Decides which processes a change concerns: those that load a changed file. A file that is no
 * code, such as SQL, concerns those that load code from its folder. `changed` are paths of sources
 * in `projectDir`, already compiled into its dist/.
 */
export function planRestart(
  projectDir: string,
  changed: readonly string[],
  entries: Entries,
  supervisorEntry: string,
): RestartPlan {
  const compiled = changed.map((source) => path.join(projectDir, 'dist', source.replace(/\.ts$/, '.js')));
  const loadedBy = Object.entries(entries).map(
    ([name, files]) => [name, new Set(files.flatMap((file) => [...loadedFiles(file)]))] as const,
  );
  const concerned = loadedBy
    .filter(([, loaded]) => compiled.some((file) => isLoaded(file, loaded)))
    .map(([name]) => name);
  const ofSupervisor = loadedFiles(supervisorEntry);
  return {
    processes: concerned.filter((name) => name !== 'migrate'),
    migrateFirst: concerned.includes('migrate'),
    onlySupervisor: changed.filter((_, index) => {
      const file = compiled[index] ?? '';
      return ofSupervisor.has(file) && !loadedBy.some(([, loaded]) => loaded.has(file));
    }),
  };
}

function isLoaded(file: string, loaded: ReadonlySet<string>): boolean {
  if (loaded.has(file)) return true;
  const isCode = file.endsWith('.js') || file.endsWith('.mjs');
  return !isCode && [...loaded].some((code) => path.dirname(code) === path.dirname(file));
}
