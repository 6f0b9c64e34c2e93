import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../begin/home.js';
import { pidFile } from '../begin/leftovers.js';
import { StartRefusal } from '../refusal.js';
import { spawnChild, waitUntilReady } from './spawn-child.js';
import type { Service } from './supervise.js';

/**
 * Long, because a busy machine may need a minute where another needs a second; a dead process is
 * noticed at once all the same.
 */
const READY_WITHIN_MS = 180_000;

/** A process of Rangap that the supervisor keeps running. */
export interface NodeServiceSpec {
  readonly name: string;
  /** Compiled script, absolute. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /**
   * The process is ready when this URL answers 200; without a URL, when it has printed a line
   * `ready`.
   */
  readonly readyUrl?: string;
  readonly readyWithinMs?: number;
  /** Whether it gives way to the other processes when the CPU is full. */
  readonly givesWay?: boolean;
}

/**
 * Makes a service of a Node script: output goes to `log/<name>.log`, and its identity is kept in
 * `run/pids/` while it lives.
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
        givesWay: spec.givesWay,
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
