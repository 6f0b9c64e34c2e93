import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { Connection } from '@temporalio/client';
import { temporalConnection } from '../../src/temporal/connection-options.js';
import { TestAuthority } from '../support/certificates.js';

describe('the connection to Temporal', () => {
  const TEMPORAL_ADDRESS = 'temporal.example:7233';

  it('is in the clear where no variable says otherwise', () => {
    expect(temporalConnection({ TEMPORAL_ADDRESS })).toEqual({ address: TEMPORAL_ADDRESS });
    expect(temporalConnection({ TEMPORAL_ADDRESS, TEMPORAL_TLS: 'false' })).toEqual({
      address: TEMPORAL_ADDRESS,
      tls: false,
    });
  });

  it('is by TLS where one asks for it, and with an API key', () => {
    expect(temporalConnection({ TEMPORAL_ADDRESS, TEMPORAL_TLS: 'true' }).tls).toBeTruthy();
    expect(temporalConnection({ TEMPORAL_ADDRESS, TEMPORAL_API_KEY: 'key-1' })).toEqual({
      address: TEMPORAL_ADDRESS,
      tls: true,
      apiKey: 'key-1',
    });
  });

  it('says which file it cannot read', () => {
    const variables = { TEMPORAL_ADDRESS, TEMPORAL_TLS_SERVER_CA_CERT_PATH: '/nowhere/ca.pem' };
    expect(() => temporalConnection(variables)).toThrow('/nowhere/ca.pem');
  });

  describe('with files', () => {
    let authority: TestAuthority;
    let other: TestAuthority;
    let server: Server;
    let seen: Promise<boolean>;
    beforeAll(async () => {
      [authority, other] = [new TestAuthority(), new TestAuthority()];
      const { key, cert } = authority.certify('server');
      const ca = readFileSync(authority.caFile);
      server = createServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false, ALPNProtocols: ['h2'] });
      seen = new Promise((resolve) => {
        server.on('secureConnection', (socket: TLSSocket) => {
          if (socket.authorized) resolve(true);
          socket.on('error', () => undefined); // the client leaves
          socket.destroy();
        });
      });
      server.on('tlsClientError', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => {
      server.close();
      authority.remove();
      other.remove();
    });

    const connect = async (caFile: string, pair: { certFile: string; keyFile: string }) => {
      const connection = Connection.lazy({
        ...temporalConnection({
          TEMPORAL_ADDRESS: `localhost:${(server.address() as AddressInfo).port}`,
          TEMPORAL_TLS_SERVER_CA_CERT_PATH: caFile,
          TEMPORAL_TLS_CLIENT_CERT_PATH: pair.certFile,
          TEMPORAL_TLS_CLIENT_KEY_PATH: pair.keyFile,
        }),
        connectTimeout: 1_000,
      });
      await connection.ensureConnected().catch(() => undefined); // it speaks TLS, not gRPC
      await connection.close();
    };

    it('the client proves itself by its certificate, to a server that the authority certified', async () => {
      const pair = authority.certify('client');
      await connect(other.caFile, pair);
      await connect(authority.caFile, pair);
      await expect(seen).resolves.toBe(true);
    });
  });
});
