// Runs `npm ci` when node_modules is not what package-lock.json asks for.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal, say } from './refusal.mjs';

/**
 * Installs the dependencies when they are missing or package-lock.json changed since they were
 * installed.
 */
export async function installIfNeeded(projectDir) {
  const lockFile = path.join(projectDir, 'package-lock.json');
  const stampFile = path.join(projectDir, 'node_modules/.rangap-lock-sha');
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;

  if (!matchesLock(projectDir, lockFile)) {
    say('Installing dependencies (npm ci, about a minute) ...');
    npmCi(projectDir);
  }
  writeFileSync(stampFile, wanted);
}

/**
 * Returns true if an `npm install` already put exactly the locked versions there, so that nothing
 * must be installed.
 */
function matchesLock(projectDir, lockFile) {
  const hiddenLock = path.join(projectDir, 'node_modules/.package-lock.json');
  if (!existsSync(hiddenLock)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hiddenLock, 'utf8')).packages;
  return Object.entries(wanted).every(([location, entry]) => {
    if (location === '') return true;
    const isThere = location in present && existsSync(path.join(projectDir, location));
    // a binary of another platform
    if (!isThere) return entry.optional === true || entry.peer === true;
    return present[location].version === entry.version;
  });
}

function npmCi(projectDir) {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // set when npm started this process: then the same npm is used
  const npmCli = process.env.npm_execpath;
  const [command, prefix] = npmCli?.endsWith('.js') ? [process.execPath, [npmCli]] : ['npm', []];
  const result = spawnSync(command, [...prefix, ...args], { cwd: projectDir, stdio: ['ignore', 2, 2] });
  if (result.error) throw new Refusal(`npm could not be run (${result.error.code}). Install npm 10 or newer.`);
  if (result.status !== 0) {
    throw new Refusal(
      'npm ci failed (its message is above). Check the network or registry, then run the command again.',
    );
  }
}
