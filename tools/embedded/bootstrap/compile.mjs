// TypeScript to dist/ by swc, then the workflow bundle and the console; only what changed since the
// last time.
// Types are checked elsewhere.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal, say } from './refusal.mjs';

const sourceDirs = ['src', 'tools', 'workflows', 'activities', 'simulator', 'packages', 'lab'];

/** The checks of numbers that server and console share. */
const sharedWithConsole = 'src/domain/identifiers/';

/** What the console is made from; web/node_modules is not. */
const consoleSources = [
  'web/src',
  'web/index.html',
  'web/open.html',
  'web/sandbox.html',
  'web/package.json',
  'web/tsconfig.json',
  'web/vite.config.ts',
];

/** More changed files than this are not named on a command line: everything is compiled again. */
const FEW = 200;

/** Changes in these places make another workflow bundle (.config/import-table.cjs). */
const bundledFrom = [
  'workflows/',
  'src/domain/',
  'src/contract/',
  'src/temporal/',
  'src/worker/build-workflow-bundle.',
];

/**
 * Compiles the sources into dist/, builds dist/workflow-bundle.js and the console in dist/web; does
 * nothing when dist/ was
 * made from these very sources. Throws Refusal when a source does not compile; dist/ then stays as
 * it was.
 */
export async function compileIfChanged(projectDir) {
  const dist = path.join(projectDir, 'dist');
  const stampFile = path.join(dist, '.rangap-build');
  const present = takeStock(projectDir);
  const changed = changedSince(readStamp(stampFile), present);
  if (changed?.length === 0) return;

  say('Compiling ...');
  const ofConsole = (file) => file.startsWith('web/');
  const ofServer = changed?.filter((file) => !ofConsole(file));
  const isWhole = ofServer === undefined || ofServer.length > FEW;
  if (isWhole) compileAll(projectDir, dist);
  else if (ofServer.length > 0) compileSome(projectDir, dist, ofServer);
  const isBundleOld = isWhole || ofServer.some((file) => bundledFrom.some((place) => file.startsWith(place)));
  if (isBundleOld || !existsSync(path.join(dist, 'workflow-bundle.js'))) bundleWorkflows(projectDir, dist);
  const isConsoleOld = isWhole || changed.some((file) => ofConsole(file) || file.startsWith(sharedWithConsole));
  if (isConsoleOld) buildConsole(projectDir, dist);
  // last: a build broken off half-way is done again
  writeFileSync(stampFile, JSON.stringify(present));
}

/** The time and size of each source, and a hash of what else decides the output. */
function takeStock(projectDir) {
  const stampOf = (file) => {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size}`;
  };
  const files = [...sourceDirs, ...consoleSources].flatMap((place) => filesBelow(path.join(projectDir, place)));
  const tools = createHash('sha256');
  for (const file of ['.swcrc', 'package-lock.json']) tools.update(`${stampOf(path.join(projectDir, file))}\n`);
  return {
    tools: tools.digest('hex'),
    sources: Object.fromEntries(files.map((file) => [path.relative(projectDir, file), stampOf(file)])),
  };
}

/** What the last complete build was made from; undefined when there was none. */
function readStamp(stampFile) {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The sources that are new, different or gone; undefined when everything must be compiled. */
function changedSince(before, present) {
  if (before?.sources === undefined || before.tools !== present.tools) return undefined;
  const names = new Set([...Object.keys(before.sources), ...Object.keys(present.sources)]);
  return [...names].filter((file) => before.sources[file] !== present.sources[file]);
}

function filesBelow(dir) {
  if (!existsSync(dir)) return [];
  if (statSync(dir).isFile()) return [dir];
  return readdirSync(dir, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(dir, entry.name);
      if (entry.isDirectory()) return filesBelow(full);
      return entry.isFile() ? [full] : [];
    });
}

/**
 * Compiles everything beside dist/ and swaps by rename, so that a running system never meets a
 * half-written file.
 */
function compileAll(projectDir, dist) {
  const fresh = path.join(projectDir, '.rangap/dist.new');
  const old = path.join(projectDir, '.rangap/dist.old');
  for (const dir of [fresh, old]) rmSync(dir, { recursive: true, force: true });
  swc(projectDir, sourceDirs, fresh);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Compiles the changed sources beside dist/ and renames each result into it; removes what is gone.
 */
function compileSome(projectDir, dist, changed) {
  const fresh = path.join(projectDir, '.rangap/dist.changed');
  rmSync(fresh, { recursive: true, force: true });
  const [there, gone] = [[], []];
  for (const file of changed) (existsSync(path.join(projectDir, file)) ? there : gone).push(file);
  if (there.length > 0) swc(projectDir, there, fresh);
  for (const file of filesBelow(fresh)) {
    const target = path.join(dist, path.relative(fresh, file));
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(file, target);
  }
  for (const file of gone) {
    const compiled = path.join(dist, file.replace(/\.ts$/, '.js'));
    for (const name of [compiled, `${compiled}.map`]) rmSync(name, { force: true });
  }
  rmSync(fresh, { recursive: true, force: true });
}

/**
 * Compiles files and folders into `target`, each at its place; what is no TypeScript is copied.
 */
function swc(projectDir, sources, target) {
  node(
    projectDir,
    ['node_modules/@swc/cli/bin/swc.js', ...sources, '-d', target, '--copy-files', '--extensions', '.ts', '--quiet'],
    'the sources do not compile (the message is above)',
  );
}

function bundleWorkflows(projectDir, dist) {
  const builder = path.join(dist, 'src/worker/build-workflow-bundle.js');
  if (!existsSync(builder)) return;
  node(projectDir, [builder], 'the workflow bundle cannot be built (the message is above)');
  if (!existsSync(path.join(dist, 'workflow-bundle.js'))) {
    throw new Refusal(`${path.relative(projectDir, builder)} wrote no dist/workflow-bundle.js.`);
  }
}

/** Builds the console beside dist/ and swaps it in by rename. */
function buildConsole(projectDir, dist) {
  if (!existsSync(path.join(projectDir, 'web/index.html'))) return;
  const [fresh, old] = [path.join(projectDir, '.rangap/web.new'), path.join(projectDir, '.rangap/web.old')];
  const target = path.join(dist, 'web');
  rmSync(old, { recursive: true, force: true });
  node(
    projectDir,
    ['node_modules/vite/bin/vite.js', 'build', 'web', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn'],
    'the console cannot be built (the message is above)',
  );
  if (existsSync(target)) renameSync(target, old);
  renameSync(fresh, target);
  rmSync(old, { recursive: true, force: true });
}

function node(projectDir, argv, problem) {
  const result = spawnSync(process.execPath, argv, { cwd: projectDir, stdio: ['ignore', 2, 2] });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Refusal(`${problem}.`);
}
