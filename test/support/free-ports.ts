import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Where the search goes on, so that no port is given twice by one process. */
let next = randomInt(20_000, 30_000);

/**
 * Returns ports that stay free while what listens on them restarts: below 32,768, where no system
 * takes the ports of connections from.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (; ports.length < count; next += 1) if (await isFree(next)) ports.push(next);
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
