import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Serving } from './observe/serving.js';

/**
 * Longest time that a request may take at the end; a caller that reads or writes more slowly is
 * cut off.
 */
const REQUESTS_END_WITHIN_MS = 25_000;
const IDLE_CHECK_MS = 100;

/**
 * Stops serving: first not ready, while requests are still taken for `drainMs`; then no new
 * connections, streams closed, running requests finished. Resolves when the last connection is
 * closed.
 */
export async function stopServing(app: INestApplication, drainMs: number): Promise<void> {
  app.get(Serving).stop();
  await sleep(drainMs);
  const server = app.getHttpServer() as Server;
  // A kept-alive connection becomes idle after its last answer, which is after the server has
  // looked for idle ones.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const late = setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
