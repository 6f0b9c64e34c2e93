// One bootstrap prepares the folder at a time, so that two `npm` commands started together do not
// compile into the same files.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, say } from './refusal.mjs';

const waitMaxMs = 15 * 60_000;

/**
 * Runs `work` while it holds the lock folder; waits while the holder lives and takes over from a
 * dead one.
 */
export async function withLock(lockDir, work) {
  await take(lockDir);
  const drop = () => rmSync(lockDir, { recursive: true, force: true });
  process.once('exit', drop);
  try {
    return await work();
  } finally {
    process.off('exit', drop);
    drop();
  }
}

async function take(lockDir) {
  const giveUpAt = Date.now() + waitMaxMs;
  let said = false;
  while (!tryTake(lockDir)) {
    const holder = readHolder(lockDir);
    if (holder && !isSameProcess(holder)) {
      removeStale(lockDir);
      continue;
    }
    if (Date.now() > giveUpAt) {
      throw new Refusal(`another command holds ${lockDir} for too long. End it, or remove that folder.`);
    }
    if (!said) say(`Waiting: process ${holder?.pid ?? '?'} is already preparing this folder.`);
    said = true;
    await sleep(200);
  }
}

/** Fills the folder before it gets its name, so that a lock always names its holder. */
function tryTake(lockDir) {
  const draft = `${lockDir}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  writeFileSync(path.join(draft, 'holder.json'), JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }));
  try {
    renameSync(draft, lockDir); // fails while lockDir exists, because it is not empty
    return true;
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead holder; of two waiters only one succeeds with the rename. */
function removeStale(lockDir) {
  const aside = `${lockDir}.stale-${process.pid}`;
  try {
    renameSync(lockDir, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function readHolder(lockDir) {
  try {
    return JSON.parse(readFileSync(path.join(lockDir, 'holder.json'), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined; // released since the attempt above
    throw error;
  }
}

function isSameProcess(holder) {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  return startedAt(holder.pid) === holder.started;
}

/**
 * Returns field 22 of /proc/<pid>/stat, which with the pid identifies a process; null for a
 * zombie, or where there is no /proc.
 */
function startedAt(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ');
    return fields[0] === 'Z' ? null : fields[19];
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return null;
    throw error;
  }
}
