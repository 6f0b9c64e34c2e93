import { spawnSync } from 'node:child_process';
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../../src/embedded/home.js';

/** The product's processes, compiled for one test file. */
export interface CompiledMains {
  readonly api: string;
  readonly worker: string;
  readonly keeper: string;
  readonly verify: string;
  readonly checkpoints: string;
  readonly workflowBundle: string;
  remove(): void;
}

/** Compiles the processes' code into its own folder of the project, and leaves dist/ alone. */
export function compileMains(name: string): CompiledMains {
  const dir = path.join(projectDir(), '.rangap', `test-${name}-${process.pid}`);
  const sources = ['src', 'workflows', 'activities'];
  run(['node_modules/@swc/cli/bin/swc.js', ...sources, '-d', dir, '--copy-files', '--extensions', '.ts', '--quiet']);
  symlinkSync(path.join(projectDir(), 'web'), path.join(dir, 'web'));
  run([path.join(dir, 'src/worker/build-workflow-bundle.js')]);
  const main = (folder: string): string => path.join(dir, 'src', folder, 'main.js');
  return {
    api: main('api'),
    worker: main('worker'),
    keeper: main('keeper'),
    verify: main('verify'),
    checkpoints: main('checkpoints'),
    workflowBundle: path.join(dir, 'workflow-bundle.js'),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function run(argv: string[]): void {
  const { status } = spawnSync(process.execPath, argv, { cwd: projectDir(), stdio: 'inherit' });
  if (status !== 0) throw new Error(`${argv[0]} failed`);
}
