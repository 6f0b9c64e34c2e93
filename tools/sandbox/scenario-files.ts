import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readScenario, type Scenario } from './scenario.js';

/** A file of a folder of scenarios: what it says, or what is wrong with it. */
export type ScenarioFile = { readonly id: string; readonly isOwn: boolean } & (
  { readonly scenario: Scenario } | { readonly fault: string }
);

const SUFFIX = '.yaml';

/**
 * Reads the scenarios of the folders, anew each time: a file that somebody added or changed counts at once.
 * @param folders those of the sandbox first; a file of the last one is the engineer's own, and comes before one of the same name
 */
export function readScenarios(
  folders: { readonly shipped: string; readonly own: string },
  guide: ReadonlySet<string>,
): ScenarioFile[] {
  const own = filesOf(folders.own).map((file) => readFile(folders.own, file, true, guide));
  const shipped = filesOf(folders.shipped)
    .map((file) => readFile(folders.shipped, file, false, guide))
    .filter(({ id }) => own.every((one) => one.id !== id));
  return [...shipped, ...own];
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX))
      .sort();
  } catch {
    return [];
  }
}

function readFile(folder: string, file: string, isOwn: boolean, guide: ReadonlySet<string>): ScenarioFile {
  const head = { id: path.basename(file, SUFFIX), isOwn };
  try {
    return { ...head, scenario: readScenario(readFileSync(path.join(folder, file), 'utf8'), guide) };
  } catch (error) {
    return { ...head, fault: error instanceof Error ? error.message : String(error) };
  }
}
