import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Home } from './home.js';
import { pidFile } from './leftovers.js';
import { StartRefusal } from './refusal.js';
import { spawnChild, waitUntilReady } from './spawn-child.js';
import type { Service } from './supervise.js';

/**
 * A busy machine can need a minute for what takes a second elsewhere; a process that is dead is
 * noticed at once all the same.
 */
const READY_WITHIN_MS = 180_000;

/** One of our own processes, as the supervisor keeps it. */
export interface NodeServiceSpec {
  readonly name: string;
  /** Compiled script, absolute. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Ready when this URL answers 200; without it, when the process has printed a line `ready`. */
  readonly readyUrl?: string;
  readonly readyWithinMs?: number;
}

/**
 * A Node process whose output goes to `log/<name>.log` and whose identity lies in `run/pids/` while
 * it lives.
 */
export function nodeService(home: Home, spec: NodeServiceSpec): Service {
  return {
    name: spec.name,
    start: async (signal) => {
      if (!existsSync(spec.script)) throw new StartRefusal(`${spec.name} is not built: ${spec.script} is missing`);
      const child = await spawnChild({
        name: spec.name,
        command: process.execPath,
        args: ['--enable-source-maps', spec.script, ...(spec.args ?? [])],
        env: spec.env,
        cwd: home.dir,
        logFile: path.join(home.logDir, `${spec.name}.log`),
        pidFile: pidFile(home.runDir, spec.name),
      });
      const { readyUrl } = spec;
      const isReady = readyUrl ? () => answersOk(readyUrl) : () => /^ready$/m.test(child.output());
      try {
        await waitUntilReady(child, isReady, { timeoutMs: spec.readyWithinMs ?? READY_WITHIN_MS, signal });
      } catch (error) {
        await child.stop(2_000);
        throw error;
      }
      return child;
    },
  };
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
