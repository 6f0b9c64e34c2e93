import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Pool } from 'pg';
import { PreparingClient } from '../../src/persistence/preparing-client.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

/** A way to PostgreSQL whose connections can fall silent, as when a machine loses power. */
class Way {
  private constructor(
    private readonly server: Server,
    private readonly open: readonly [Socket, Socket][],
    readonly url: string,
  ) {}

  static async to(url: string): Promise<Way> {
    const { hostname, port } = new URL(url);
    const open: [Socket, Socket][] = [];
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      near.pipe(far).pipe(near);
      open.push([near, far]);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const through = new URL(url);
    through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Way(server, open, through.href);
  }

  /** The connections that are open now stay open, and carry nothing any more. */
  fallSilent(): void {
    for (const [near, far] of this.open) {
      near.unpipe(far);
      far.unpipe(near);
      near.pause();
      far.pause();
    }
  }

  async close(): Promise<void> {
    for (const pair of this.open) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('a connection whose server fell silent', () => {
  let database: FreshDatabase;
  let way: Way;
  let pool: Pool;
  beforeEach(async () => {
    database = await freshDatabase(1);
    way = await Way.to(database.url);
    pool = new Pool({ connectionString: way.url, max: 1, query_timeout: 2_000, Client: PreparingClient });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  });
  afterEach(async () => {
    await way.close();
    await pool.end();
    await database.drop();
  });

  /** Queries as TypeORM does, which gives a connection back without saying that its query failed. */
  async function one(): Promise<{ one: number }[]> {
    const client = await pool.connect();
    try {
      return (await client.query<{ one: number }>('SELECT 1 AS one')).rows;
    } finally {
      client.release();
    }
  }

  it('is given up with the query that got no answer: the next query has another', async () => {
    expect(await one()).toEqual([{ one: 1 }]);
    way.fallSilent();
    await expect(one()).rejects.toThrow('Query read timeout');
    expect(await one()).toEqual([{ one: 1 }]);
  });

  it('is given up within a transaction too, whose end then fails at once', async () => {
    const client = await pool.connect();
    await client.query('BEGIN');
    way.fallSilent();
    await expect(client.query('SELECT $1::int', [1])).rejects.toThrow('Query read timeout');
    await expect(client.query('ROLLBACK')).rejects.toThrow('not queryable');
    client.release();
    expect(await one()).toEqual([{ one: 1 }]);
  });
});
