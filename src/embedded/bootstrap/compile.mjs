// TypeScript to dist/ by swc, then the workflow bundle; skipped when nothing changed. Types are
// checked elsewhere.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal, say } from './refusal.mjs';

const sourceDirs = ['src', 'workflows', 'activities', 'simulator'];

/**
 * Compiles the sources into dist/ and builds dist/workflow-bundle.js, unless dist/ already is of
 * these very sources.
 */
export async function compileIfChanged(projectDir) {
  const dist = path.join(projectDir, 'dist');
  const stampFile = path.join(dist, '.rangap-build');
  const wanted = fingerprint(projectDir);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;

  say('Compiling ...');
  swc(projectDir, dist);
  bundleWorkflows(projectDir, dist);
  writeFileSync(stampFile, wanted); // last: a build broken off half-way is done again
}

/** Path, size and time of each source, and what else decides the output. */
function fingerprint(projectDir) {
  const hash = createHash('sha256');
  const add = (file) => {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${path.relative(projectDir, file)}\0${mtimeMs}\0${size}\n`);
  };
  for (const dir of sourceDirs) for (const file of filesBelow(path.join(projectDir, dir))) add(file);
  for (const file of ['.swcrc', 'package-lock.json']) add(path.join(projectDir, file));
  return hash.digest('hex');
}

function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(dir, entry.name);
      if (entry.isDirectory()) return filesBelow(full);
      return entry.isFile() ? [full] : [];
    });
}

/**
 * Compiles beside dist/ and swaps by rename, so that a running system never meets a half-written
 * file.
 */
function swc(projectDir, dist) {
  const fresh = path.join(projectDir, '.rangap/dist.new');
  const old = path.join(projectDir, '.rangap/dist.old');
  for (const dir of [fresh, old]) rmSync(dir, { recursive: true, force: true });
  node(
    projectDir,
    ['node_modules/@swc/cli/bin/swc.js', ...sourceDirs, '-d', fresh, '--copy-files', '--extensions', '.ts', '--quiet'],
    'the sources do not compile (the message is above)',
  );
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

function bundleWorkflows(projectDir, dist) {
  const builder = path.join(dist, 'src/worker/build-workflow-bundle.js');
  if (!existsSync(builder)) return;
  node(projectDir, [builder], 'the workflow bundle cannot be built (the message is above)');
  if (!existsSync(path.join(dist, 'workflow-bundle.js'))) {
    throw new Refusal(`${path.relative(projectDir, builder)} wrote no dist/workflow-bundle.js.`);
  }
}

function node(projectDir, argv, problem) {
  const result = spawnSync(process.execPath, argv, { cwd: projectDir, stdio: ['ignore', 2, 2] });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Refusal(`${problem}.`);
}
