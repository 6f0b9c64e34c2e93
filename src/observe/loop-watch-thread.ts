import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { LoopWatch } from './end-when-stuck.js';

/** How long a process that was itself stopped, and goes on now, has for its next turn. */
const GRACE_MS = 5_000;
const STANDARD_OUTPUT = 1;
/** Pino's number of a fatal line. */
const FATAL = 60;

/**
 * Waits for each turn of the process's event loop. When none comes in time, the process can neither
 * serve nor stop by itself: it is killed, and who keeps it running starts it again.
 */
function watchLoop({ turns, service, limitMs }: LoopWatch): void {
  for (;;) {
    const seen = Atomics.load(turns, 0);
    if (Atomics.wait(turns, 0, seen, limitMs) !== 'timed-out') continue;
    // A machine that slept, or a stopped process, stands still too, and its clock went on.
    if (Atomics.wait(turns, 0, seen, GRACE_MS) !== 'timed-out') continue;
    const msg = 'the event loop stands still, and the process ends';
    writeSync(STANDARD_OUTPUT, `${JSON.stringify({ level: FATAL, time: Date.now(), service, msg })}\n`);
    process.kill(process.pid, 'SIGKILL');
    return;
  }
}

watchLoop(workerData as LoopWatch);
