import { createServer, type AddressInfo, type Server } from 'node:net';
import { TLSSocket } from 'node:tls';
import { createDataSource } from '../../src/persistence/data-source.js';
import { TestAuthority } from '../support/certificates.js';

/** The answer of PostgreSQL to a client that asks for TLS: yes. */
const YES = 'S';

describe('a database that is reached by TLS', () => {
  let authority: TestAuthority;
  let other: TestAuthority;
  let server: Server;
  let encrypted: Buffer[];
  beforeAll(async () => {
    [authority, other] = [new TestAuthority(), new TestAuthority()];
    const { key, cert } = authority.certify('server');
    server = createServer((socket) => {
      socket.on('error', () => undefined); // the client hangs up
      socket.once('data', () => {
        socket.write(YES);
        const secure = new TLSSocket(socket, { isServer: true, key, cert });
        secure.on('error', () => undefined);
        secure.once('data', (bytes: Buffer) => {
          encrypted.push(bytes);
          secure.destroy();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    encrypted = [];
  });
  afterAll(() => {
    server.close();
    authority.remove();
    other.remove();
  });

  async function connect(caFile: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const url = `postgres://rangap:secret@localhost:${port}/rangap?sslmode=verify-full&sslrootcert=${caFile}`;
    const db = createDataSource({ url, poolSize: 1, applicationName: 'test-tls' });
    return db.initialize().then(
      () => 'connected',
      (error: unknown) => String(error), // of another realm than this test
    );
  }

  it('is told who connects only when the authority that DATABASE_URL names certified it', async () => {
    await connect(authority.caFile);
    expect(Buffer.concat(encrypted).toString('latin1')).toContain('rangap');
    encrypted = [];
    expect(await connect(other.caFile)).toMatch(/certificate/);
    expect(encrypted).toEqual([]);
  });
});
