import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readIdentity } from './lock.js';
import { isRunning, sendSignal, type ProcessIdentity } from '../process/process-identity.js';

const GRACE_MS = 4_000;

/** Returns the file that identifies a supervised process of this home while it lives. */
export function pidFile(runDir: string, name: string): string {
  const dir = path.join(runDir, 'pids');
  mkdirSync(dir, { recursive: true });
  return path.join(dir, `${name}.json`);
}

/**
 * Ends the processes that an earlier start of this home left running when it was itself killed.
 * Spares a process that has since got one of their pids. Returns the names of the ended processes.
 */
export async function endLeftoverChildren(runDir: string): Promise<string[]> {
  const dir = path.join(runDir, 'pids');
  mkdirSync(dir, { recursive: true });
  const files = readdirSync(dir).filter((name) => name.endsWith('.json'));
  const ended = await Promise.all(
    files.map(async (file) => {
      const identity = readRecord(path.join(dir, file));
      const wasRunning = identity !== undefined && isRunning(identity);
      if (wasRunning) await endGroup(identity);
      rmSync(path.join(dir, file), { force: true });
      return wasRunning ? [path.basename(file, '.json')] : [];
    }),
  );
  return ended.flat();
}

async function endGroup(identity: ProcessIdentity): Promise<void> {
  const killAt = Date.now() + GRACE_MS;
  sendSignal(-identity.pid, 'SIGTERM');
  while (isRunning(identity)) {
    if (Date.now() > killAt) sendSignal(-identity.pid, 'SIGKILL');
    await sleep(50);
  }
}

function readRecord(file: string): ProcessIdentity | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return readIdentity(record);
  } catch (error) {
    // the machine stopped while the file was written
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
