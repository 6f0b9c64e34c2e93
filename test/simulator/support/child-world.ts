import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';
import type { SimulatorConfig } from '../../../simulator/config.js';
import { freePorts } from '../../support/free-ports.js';

const ROOT = join(__dirname, '../../..');
/** The wire takes its lists of values from the domain. */
const FOLDERS = ['simulator', 'src/wire', 'packages/institution', 'src/domain'];

/**
 * Compiles the simulator, and what it may import, into a temporary folder. Returns the path of its
 * entry.
 */
export async function compileSimulator(): Promise<string> {
  const out = await mkdtemp(join(tmpdir(), 'rangap-simulator-js-'));
  await writeFile(join(out, 'package.json'), '{"type":"commonjs"}');
  await symlink(join(ROOT, 'node_modules'), join(out, 'node_modules'));
  for (const folder of FOLDERS) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    for (const name of names.filter((one) => one.endsWith('.ts'))) {
      const { code } = await transformFile(join(ROOT, folder, name), { configFile: join(ROOT, '.swcrc') });
      const target = join(out, folder, name.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, code);
    }
  }
  return join(out, 'simulator/main.js');
}

/**
 * Returns the configuration with free ports instead of 0, so that a restarted process has the same
 * ones.
 */
export async function withFreePorts(config: SimulatorConfig): Promise<SimulatorConfig> {
  const ports = await freePorts(config.parties.length + 1);
  const parties = config.parties.map((party, index) => ({ ...party, port: ports[index] ?? 0 }));
  return { ...config, parties, adminPort: ports.at(-1) ?? 0 };
}

/** Starts the simulator as a process of its own; resolves when it is ready. */
export async function startChild(entry: string, configPath: string): Promise<ChildProcess> {
  const env = { ...process.env, RANGAP_SIMULATOR_CONFIG: configPath };
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [unknown];
  if (!String(line).startsWith('ready')) throw new Error(`the simulator did not start: ${String(line)}`);
  return child;
}

/**
 * Ends a process by a signal and waits until it is gone. Returns its exit code, null when the
 * signal ended it.
 */
export async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code] = (await gone) as [number | null];
  return code;
}
