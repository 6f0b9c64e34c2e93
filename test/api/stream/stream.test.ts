import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { postComplaint } from '../support/complaints.js';
import { runApi, type RunningApi } from '../support/running-api.js';

interface StreamEvent {
  id: string;
  data: { chain: string; sequence: number; type: string; at: string };
}

/** Reads a stream until enough events have come, and ignores the others. */
class Listener {
  readonly events: StreamEvent[] = [];
  status = 0;
  private readonly abort = new AbortController();
  private ended: Promise<void> = Promise.resolve();

  static async open(api: RunningApi, lastEventId?: string, claims: Record<string, unknown> = {}): Promise<Listener> {
    const listener = new Listener();
    const token = await api.issuer.token({ roles: ['auditor'], ...claims });
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    const response = await fetch(`${api.url}/v1/stream`, { headers, signal: listener.abort.signal });
    listener.status = response.status;
    if (response.status === 200) listener.ended = listener.read(response).catch(() => undefined);
    return listener;
  }

  /**
   * Returns the events from the first of `ids` on, once the last of them has come. A stream without
   * Last-Event-ID may begin with older ones: while any transaction of the server is open, what
   * committed since it began may still be missing to somebody, and is sent once more.
   */
  async since(ids: readonly string[]): Promise<StreamEvent[]> {
    const events = await this.until((seen) => seen.some(({ id }) => id === ids.at(-1)));
    return events.slice(events.findIndex(({ id }) => id === ids[0]));
  }

  async until(enough: (events: StreamEvent[]) => boolean): Promise<StreamEvent[]> {
    for (let tries = 0; tries < 200 && !enough(this.events); tries += 1) await sleep(50);
    return this.events;
  }

  /** Resolves when the server has ended the stream. */
  whenEnded(): Promise<void> {
    return this.ended;
  }

  close(): void {
    this.abort.abort();
  }

  private async read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const [id, data] = [field('id'), field('data')];
    if (id !== undefined && data !== undefined) this.events.push({ id, data: JSON.parse(data) as StreamEvent['data'] });
  }
}

/** Opens a stream on a socket that reads no byte. */
async function unreadStream(
  api: RunningApi,
  lastEventId: string,
): Promise<{ client: Socket; droppedByServer: Promise<unknown> }> {
  const accepted = once(api.app.getHttpServer() as Server, 'connection') as Promise<[Socket]>;
  const client = connect(Number(new URL(api.url).port), '127.0.0.1');
  client.pause();
  client.on('error', () => undefined);
  const token = await api.issuer.token({ roles: ['auditor'], sub: 'does-not-read' });
  const headers = `host: api\r\nauthorization: Bearer ${token}\r\nlast-event-id: ${lastEventId}\r\n`;
  client.write(`GET /v1/stream HTTP/1.1\r\n${headers}\r\n`);
  const [serving] = await accepted;
  return { client, droppedByServer: once(serving, 'close') };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function audited(api: RunningApi): Promise<string[]> {
  const rows: { id: string }[] = await api.db.query(
    `SELECT xid || '-' || chain || '-' || sequence AS id FROM audit_event ORDER BY xid, chain COLLATE "C", sequence`,
  );
  return rows.map(({ id }) => id);
}

describe('the stream of events', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  it('sends what is committed, each event once and in order of commit, without payloads', async () => {
    const listener = await Listener.open(api);
    expect(listener.status).toBe(200);
    await sleep(700);
    const before = await audited(api);
    await Promise.all([1, 2, 3, 4].map(() => postComplaint(api)));
    const expected = (await audited(api)).filter((id) => !before.includes(id));
    const events = await listener.since(expected);
    listener.close();
    expect(events.map(({ id }) => id)).toEqual(expected);
    expect(Object.keys(events[0]?.data ?? {}).sort()).toEqual(['at', 'chain', 'sequence', 'type']);
  });

  it('goes on after Last-Event-ID and misses nothing', async () => {
    const all = await audited(api);
    const listener = await Listener.open(api, all[2]);
    await postComplaint(api);
    const expected = (await audited(api)).slice(3);
    const events = await listener.until(({ length }) => length >= expected.length);
    listener.close();
    expect(events.map(({ id }) => id)).toEqual(expected);
  });

  it('holds back what commits while an older transaction is still open, and then sends both in order', async () => {
    const listener = await Listener.open(api, (await audited(api)).at(-1));
    const slow = api.db.createQueryRunner();
    await slow.connect();
    await slow.startTransaction();
    await slow.query(
      `INSERT INTO audit_event (chain, sequence, type, actor, at, payload, prev_hash, hash)
       VALUES ('SLOW', 1, 'test.slow', 'test', now(), '{}', 'x', 'y')`,
    );
    await postComplaint(api);
    await sleep(1_200);
    expect(listener.events).toEqual([]);
    await slow.commitTransaction();
    await slow.release();
    const events = await listener.until(({ length }) => length > 1);
    listener.close();
    expect(events[0]?.data).toMatchObject({ chain: 'SLOW', type: 'test.slow' });
    expect(events.length).toBeGreaterThan(1);
  });

  /**
   * Waits until the feed is past what has committed so far: an open transaction, also one of
   * another database of the cluster, keeps it back.
   */
  async function noOlderTransaction(): Promise<void> {
    const newest = (await audited(api)).at(-1)?.split('-')[0];
    for (let isPast = false; !isPast; await sleep(20)) {
      const [row]: { isPast: boolean }[] = await api.db.query(
        'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS "isPast"',
        [newest],
      );
      isPast = row?.isPast ?? false;
    }
  }

  it('drops a client that does not read, and serves the others on', async () => {
    await postComplaint(api);
    const beforeFlood = (await audited(api)).at(-1) ?? '';
    // Far more than the buffers of both ends of a connection take up.
    await api.db.query(
      `INSERT INTO audit_event (chain, sequence, type, actor, at, payload, prev_hash, hash)
       SELECT 'FLOOD', n, repeat('x', 100000), 'test', now(), '{}', 'x', 'y' FROM generate_series(1, 200) n`,
    );
    await noOlderTransaction();
    const listener = await Listener.open(api, undefined, { sub: 'reads' });
    const slow = await unreadStream(api, beforeFlood);
    await slow.droppedByServer;
    slow.client.destroy();
    const afterFlood = (await audited(api)).at(-1);
    await postComplaint(api);
    const all = await audited(api);
    const expected = all.slice(all.indexOf(afterFlood ?? '') + 1);
    const events = await listener.since(expected);
    listener.close();
    expect(events.map(({ id }) => id)).toEqual(expected);
  });

  it('ends with the token', async () => {
    const listener = await Listener.open(api, undefined, { exp: Math.floor(Date.now() / 1000) + 2 });
    await listener.whenEnded();
    expect(listener.status).toBe(200);
  });

  it.each(['x', '1', '1-2', '99999999999999999999-A-1', "1-A'-1", '1-A-9999999999'])(
    'refuses the Last-Event-ID %s',
    async (lastEventId) => {
      expect((await Listener.open(api, lastEventId)).status).toBe(400);
    },
  );

  it('is refused to a person who has ten open, and to nobody else; a closed one makes room', async () => {
    const claims = { sub: 'many-screens' };
    const listeners = await Promise.all(Array.from({ length: 10 }, () => Listener.open(api, undefined, claims)));
    expect(listeners.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect((await Listener.open(api, undefined, claims)).status).toBe(429);
    const other = await Listener.open(api, undefined, { sub: 'another' });
    expect(other.status).toBe(200);
    listeners[0]?.close();
    await sleep(200);
    const again = await Listener.open(api, undefined, claims);
    expect(again.status).toBe(200);
    for (const listener of [...listeners, other, again]) listener.close();
  });

  it('of a token that lasts for forty days stays open', async () => {
    const exp = Math.floor(Date.now() / 1000) + 40 * 24 * 3_600;
    const listener = await Listener.open(api, undefined, { sub: 'long-token', exp });
    let ended = false;
    void listener.whenEnded().then(() => (ended = true));
    await sleep(300);
    expect(ended).toBe(false);
    listener.close();
  });

  it('does not keep the API from stopping', async () => {
    const other = await runApi();
    const listener = await Listener.open(other);
    await other.close();
    await listener.whenEnded();
  });
});
