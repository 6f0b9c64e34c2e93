import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesIn, sendSignal } from '../process/process-identity.js';
import { errorCode, StartRefusal } from '../refusal.js';

/**
 * A zombie postmaster keeps its shared memory for one or two seconds; a fast shutdown of a busy
 * one takes a few.
 */
const END_WITHIN_MS = 15_000;

/**
 * Ends the processes that an earlier, killed run left on this data folder: the postmaster, or its
 * children when only the postmaster was killed. Removes `postmaster.pid`: PostgreSQL refuses to
 * start when the pid in it now belongs to another process. Recognises the processes by their
 * working folder, which is the data folder. Throws StartRefusal when they do not end.
 */
export async function endLeftovers(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const workDir = realpathSync(dataDir);
  const giveUpAt = Date.now() + END_WITHIN_MS;
  const postmaster = postmasterPid(dataDir);
  for (let round = 0; ; round += 1) {
    const pids = processesIn(workDir);
    if (pids.length === 0) break;
    if (Date.now() > giveUpAt) {
      throw new StartRefusal(`Processes ${pids.join(', ')} hold ${dataDir} and do not end. End them with \`kill -9\`.`);
    }
    const isOrderly =
      postmaster !== undefined && pids.includes(postmaster) && Date.now() < giveUpAt - END_WITHIN_MS / 2;
    if (isOrderly && round === 0) sendSignal(postmaster, 'SIGINT');
    if (!isOrderly) for (const pid of pids) sendSignal(pid, 'SIGKILL');
    await sleep(50);
  }
  if (process.platform === 'linux') rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
}

function postmasterPid(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
