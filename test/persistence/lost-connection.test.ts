import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createDataSource } from '../../src/persistence/data-source.js';

/** Returns a message of PostgreSQL's protocol: its type, its length, its body. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const SIGNED_IN = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const DYING = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

describe('a database that dies', () => {
  let server: Server;
  const taken: Socket[] = [];
  beforeEach(async () => {
    server = createServer((socket) => {
      taken.push(socket);
      // The server process was ready and noticed at once that PostgreSQL was gone: both messages
      // arrive in one piece.
      socket.once('data', () => socket.end(Buffer.concat([SIGNED_IN, READY, DYING])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    for (const socket of taken) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  it('while a connection is being made fails the query, and the process goes on', async () => {
    const { port } = server.address() as AddressInfo;
    const lost: Error[] = [];
    const dataSource = createDataSource({
      url: `postgres://rangap:secret@127.0.0.1:${port}/rangap`,
      poolSize: 2,
      applicationName: 'test',
      onConnectionLost: (error) => lost.push(error),
    });
    await expect(dataSource.initialize()).rejects.toThrow();
    expect(lost.map(({ message }) => message)).toContain('terminating connection due to unexpected postmaster exit');
  });
});
