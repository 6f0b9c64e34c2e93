import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { projectDir } from '../../tools/embedded/begin/home.js';

/**
 * Compiles tools/embedded and what it imports into a folder of its own, for tests of real processes
 * that leave dist/ alone. The folder lies below the project, so that node_modules is found.
 */
export function compileEmbedded(name: string): { readonly dir: string; remove(): void } {
  const dir = path.join(projectDir(), '.rangap', `test-${name}-${process.pid}`);
  const sources = [
    'tools/embedded',
    'src/config',
    'src/contract',
    'src/encryption',
    'src/signing',
    'src/temporal',
    'src/analysis/text/encoder',
  ];
  const swc = ['node_modules/@swc/cli/bin/swc.js', ...sources, '-d', dir, '--extensions', '.ts', '--quiet'];
  const { status } = spawnSync(process.execPath, swc, { cwd: projectDir(), stdio: 'inherit' });
  if (status !== 0) throw new Error('tools/embedded does not compile');
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
