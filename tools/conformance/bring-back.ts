import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { Unmet } from './unmet.js';

/** How long an institution may take to answer anything after its restart, in ms. */
const BACK_MS = 60_000;

/**
 * Runs the command that restarts the institution, and waits until it answers.
 * @throws Unmet where the command fails or nothing answers afterwards: the check that asked for it then failed
 */
export async function bringBack(command: string, url: string, dispatcher: Dispatcher): Promise<void> {
  const child = spawn(command, { shell: true, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new Unmet(`the command of --restart ended with ${code}: it ends with 0 when the institution is back`);
  await answers(url, dispatcher);
}

/** Waits until the institution answers anything. */
export async function answers(url: string, dispatcher: Dispatcher): Promise<void> {
  for (const until = Date.now() + BACK_MS; ;) {
    try {
      const response = await request(`${url}/hold-statements`, { dispatcher, signal: AbortSignal.timeout(5_000) });
      return await response.body.dump();
    } catch (cause) {
      if (Date.now() > until) throw new Unmet(`${url} does not answer`, { cause });
      await delay(200);
    }
  }
}
