import { existsSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../../tools/embedded/begin/home.js';

/** The product's processes, as the build made them. */
export interface BuiltMains {
  readonly api: string;
  readonly worker: string;
  readonly keeper: string;
  readonly migrate: string;
  readonly verify: string;
  readonly checkpoints: string;
  readonly recover: string;
  readonly workflowBundle: string;
}

/** Returns the processes in dist/, which `npm test` builds first. Throws when it was not built. */
export function builtMains(): BuiltMains {
  const dist = path.join(projectDir(), 'dist');
  const workflowBundle = path.join(dist, 'workflow-bundle.js');
  if (!existsSync(workflowBundle)) {
    throw new Error(`${workflowBundle} is missing: build it by \`node tools/embedded/bootstrap.mjs build\``);
  }
  const main = (folder: string): string => path.join(dist, 'src', folder, 'main.js');
  const tool = (folder: string): string => path.join(dist, 'tools', folder, 'main.js');
  return {
    api: main('api'),
    worker: main('worker'),
    keeper: main('keeper'),
    migrate: main('migrate'),
    verify: tool('verify'),
    checkpoints: tool('checkpoints'),
    recover: tool('recover'),
    workflowBundle,
  };
}
