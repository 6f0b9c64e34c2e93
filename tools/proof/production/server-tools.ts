import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode, errorText, StartRefusal } from '../../embedded/refusal.js';

/** The version of docker-compose.yml. */
export const TEMPORAL_VERSION = '1.31.0';

const PROGRAMS = ['server', 'sql'] as const;
const PACKAGES = ['cmd/server', 'cmd/tools/sql'].map(
  (program) => `go.temporal.io/server/${program}@v${TEMPORAL_VERSION}`,
);
const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;

/** The programs of a Temporal server as in production. */
export interface ServerTools {
  readonly server: string;
  /** Creates and updates databases; the schemas are inside it. */
  readonly sql: string;
}

/**
 * Finds the Temporal server and its SQL tool in the tools folder, or builds them there with Go
 * once: no registry has the programs. `say` announces the build. Throws `StartRefusal` when the
 * build fails.
 */
export async function findServerTools(toolsDir: string, say: (line: string) => void): Promise<ServerTools> {
  const dir = path.join(toolsDir, `temporal-server-${TEMPORAL_VERSION}`);
  if (!isComplete(dir)) {
    say(`Building the Temporal server ${TEMPORAL_VERSION} with Go (once, five to ten minutes) ...`);
    await build(dir);
  }
  return { server: path.join(dir, 'server'), sql: path.join(dir, 'sql') };
}

async function build(dir: string): Promise<void> {
  const draft = `${dir}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    await promisify(execFile)('go', ['install', ...PACKAGES], {
      env: { ...process.env, GOBIN: draft },
      maxBuffer: OUTPUT_MAX_BYTES,
    });
    if (!isComplete(draft)) throw new Error('Go built something else');
    rmSync(dir, { recursive: true, force: true });
    moveUnlessThere(draft, dir);
  } catch (error) {
    throw new StartRefusal(`${whyNot(error)} ${howToGet(dir)}`);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function isComplete(dir: string): boolean {
  return PROGRAMS.every((name) => {
    try {
      accessSync(path.join(dir, name), constants.X_OK);
      return true;
    } catch {
      return false; // missing, or not executable for this user
    }
  });
}

/** Moves the built programs in place. Two runs may build at once: either result is good. */
function moveUnlessThere(draft: string, dir: string): void {
  try {
    renameSync(draft, dir);
  } catch (error) {
    if (!existsSync(dir)) throw error;
  }
}

function whyNot(error: unknown): string {
  if (errorCode(error) === 'ENOENT') {
    return `The Temporal server ${TEMPORAL_VERSION} is not there, and there is no Go to build it.`;
  }
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
  const reason = stderr.split('\n').findLast((line) => !line.startsWith('go: downloading ')) || errorText(error);
  return `The Temporal server ${TEMPORAL_VERSION} cannot be built: ${reason}.`;
}

function howToGet(dir: string): string {
  return `Install Go 1.26 or newer (https://go.dev/dl) with a way to its module proxy, or put the programs \`server\` and \`sql\` into ${dir}.`;
}
