import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const projectDir = path.resolve(__dirname, '../..');

/** The folders of the project's own code. */
export const CODE = [
  'src',
  'tools',
  'workflows',
  'activities',
  'simulator',
  'packages',
  'lab',
  'test',
  '.config',
] as const;

/**
 * Returns every file below a folder of the project, as paths relative to the project; nothing of
 * node_modules or dist.
 */
export function filesBelow(folder: string): string[] {
  if (!existsSync(path.join(projectDir, folder))) return [];
  return readdirSync(path.join(projectDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectDir, path.join(entry.parentPath, entry.name)))
    .filter((file) => !/(^|\/)(node_modules|dist|coverage)\//.test(file));
}

/** The exit code and the output of a program. */
export interface Finished {
  readonly code: number;
  readonly output: string;
}

/** Runs a program of node_modules with Node; a failing exit code is a result, not an error. */
export function runTool(script: string, args: readonly string[], cwd: string = projectDir): Promise<Finished> {
  const argv = [path.join(projectDir, 'node_modules', script), ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, argv, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, output: stdout });
      else if (typeof error.code === 'number') resolve({ code: error.code, output: stdout + stderr });
      else reject(new Error(`${script} could not be run`, { cause: error }));
    });
  });
}
