import inspector from 'node:inspector';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** An event loop that turns at least this often is not stuck: the longest work in one turn is a second. */
const LIMIT_MS = 60_000;
/** How many turns are noted within the limit. */
const TURNS = 12;

/** What the watching thread is given. */
export interface LoopWatch {
  /** Counts the turns of the event loop; it is woken at each. */
  readonly turns: Int32Array<SharedArrayBuffer>;
  readonly service: string;
  readonly limitMs: number;
}

/**
 * Ends this process when its event loop has stood still for `limitMs`. A health check from outside
 * finds such a process too, but compose and systemd start again only what has ended; and a process
 * that cannot take its turn cannot end itself, so a thread does it. Call it once, at the start. It
 * does not keep the process alive, and does nothing under a debugger, which stops the loop.
 */
export function endWhenStuck(service: 'api' | 'worker' | 'keeper', limitMs = LIMIT_MS): void {
  if (inspector.url() !== undefined) return;
  const turns = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: LoopWatch = { turns, service, limitMs };
  const thread = new Worker(path.join(__dirname, 'loop-watch-thread.js'), { workerData });
  thread.unref();
  setInterval(() => {
    Atomics.add(turns, 0, 1);
    Atomics.notify(turns, 0);
  }, limitMs / TURNS).unref();
}
