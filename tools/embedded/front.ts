import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { readEnvironment } from '../../src/config/environment.js';

/**
 * Creates one address for several APIs, as an operator's reverse proxy does: each connection goes
 * to the next of `targets` (loopback ports) that accepts it. It forwards bytes without reading
 * HTTP, so a connection stays with its API.
 */
export function createFront(targets: readonly number[]): Server {
  let turn = 0;
  // A client that has closed its sending side still gets its answer.
  return createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    turn = (turn + 1) % targets.length;
    const inTurn = [...targets.slice(turn), ...targets.slice(0, turn)];
    client.on('error', () => client.destroy()); // the client is gone; nobody waits for an answer
    forward(client, inTurn);
  });
}

function forward(client: Socket, [target, ...others]: readonly number[]): void {
  if (target === undefined || client.destroyed) return void client.destroy();
  const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
  const refused = (): void => forward(client, others);
  server.once('error', refused);
  server.once('connect', () => {
    server.off('error', refused);
    if (client.destroyed) return void server.destroy();
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroySoon());
      from.pipe(to);
    }
  });
}

/** Runs it as a process; prints `ready` when it listens. */
function main(): void {
  const { RANGAP_API_PORT, RANGAP_FRONT_TARGETS } = readEnvironment(
    z.object({
      RANGAP_API_PORT: z.coerce.number().int(),
      RANGAP_FRONT_TARGETS: z.string().transform((ports) => ports.split(',').map(Number)),
    }),
  );
  createFront(RANGAP_FRONT_TARGETS).listen(RANGAP_API_PORT, '127.0.0.1', () => console.log('ready'));
}

if (require.main === module) main();
