import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Serving } from './observe/serving.js';

/** Nothing of ours takes longer; a caller who reads or writes more slowly than this is cut off. */
const REQUESTS_END_WITHIN_MS = 25_000;
const LOOK_EACH_MS = 100;

/**
 * Ends serving in good order: not ready first, and still taking requests for `drainMs`; then no new
 * connections, streams closed, the requests under way finished. Resolves when the last connection
 * is closed.
 */
export async function stopServing(app: INestApplication, drainMs: number): Promise<void> {
  app.get(Serving).stop();
  await sleep(drainMs);
  const server = app.getHttpServer() as Server;
  // A connection that is kept open becomes idle with its last answer, which is after the server has
  // looked for idle ones.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EACH_MS);
  const late = setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
