import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildWorkflowBundle } from '../../../src/worker/build-workflow-bundle.js';

const PROJECT = path.resolve(__dirname, '../../..');
const SOURCES = ['workflows', 'src/contract', 'src/domain', 'src/temporal'];

/** Returns the bundle of the present workflows; test files share one for the same sources. */
export function currentWorkflowBundle(): Promise<string> {
  return bundleOf(require.resolve('../../../workflows/index'), SOURCES);
}

/**
 * Returns a bundle of other workflows, such as a test's fixture. `sources` are the folders that it
 * is made from, relative to the project.
 */
export async function bundleOf(workflowsPath: string, sources: readonly string[]): Promise<string> {
  const dir = path.join(PROJECT, '.rangap/test-bundles'); // on the disk, for the next run too
  const file = path.join(dir, `${fingerprint([workflowsPath, ...sources])}.js`);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const code = await buildWorkflowBundle(workflowsPath);
  mkdirSync(dir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, code);
  renameSync(draft, file); // another test file may make the same one
  return code;
}

function fingerprint([workflowsPath = '', ...sources]: readonly string[]): string {
  const hash = createHash('sha256').update(workflowsPath);
  hash.update(readFileSync(require.resolve('@temporalio/workflow/package.json')));
  for (const source of sources) {
    for (const file of readdirSync(path.join(PROJECT, source), { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.[jt]s$/.test(file)) hash.update(file).update(readFileSync(path.join(PROJECT, source, file)));
    }
  }
  return hash.digest('hex');
}
