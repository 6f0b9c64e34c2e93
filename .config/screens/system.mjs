// A system of its own with the sample cases, for pictures.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const START_MS = 300_000;

/**
 * Runs `work` with the addresses of a system that is started for it: the API, the sign-in of the
 * demonstration and the stage on which accounts and money are. Its home goes with it.
 */
export async function withSystem(work) {
  const home = mkdtempSync(path.join(tmpdir(), 'rangap-screens-'));
  chmodSync(home, 0o755); // as root, the database runs as another user
  const child = spawn(process.execPath, ['dist/tools/embedded/start.js'], {
    cwd: projectDir,
    env: { ...process.env, RANGAP_HOME: home, RANGAP_PORT_BASE: 'auto' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    return await work(await addressesOf(child, ended));
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

/** Waits until the program says where it is. Throws when it ends, or takes too long. */
function addressesOf(child, ended) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the system did not start in time')), START_MS);
    ended.then((code) => reject(new Error(`the system ended with ${code}`)));
    let text = '';
    child.stdout.on('data', (piece) => {
      text += piece;
      const api = /ready: (http\S+)/.exec(text)?.[1];
      const signIn = /sign-in\s+(http\S+)/.exec(text)?.[1];
      if (api === undefined || signIn === undefined) return;
      clearTimeout(timer);
      const stage = new URL(signIn);
      stage.port = String(Number(stage.port) + 8);
      resolve({ api: api.replace(/\/$/, ''), signIn, stage: stage.origin });
    });
  });
}
