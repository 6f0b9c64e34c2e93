import { openerOf } from '../../../web/src/api/open-stream.js';

/** An API that answers the stream and the session with a status each, and counts who asks. */
class Api {
  streams = 0;
  sessions = 0;
  constructor(
    public stream: number,
    public session: number | 'hangs' = 200,
    private readonly text = '',
  ) {}

  readonly calls = {
    stream: async () => {
      this.streams += 1;
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start: (sink) => {
          for (const byte of new TextEncoder().encode(this.text)) sink.enqueue(new Uint8Array([byte]));
          sink.close();
        },
      });
      return { data: this.stream === 200 ? body : undefined, response: { status: this.stream } };
    },
    session: (signal: AbortSignal) => {
      this.sessions += 1;
      const { session } = this;
      return new Promise<{ status: number }>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')));
        if (session !== 'hangs') resolve({ status: session });
      });
    },
  };
}

describe('the event stream of a page', () => {
  let end: AbortController;
  beforeEach(() => {
    jest.useFakeTimers();
    end = new AbortController();
  });
  afterEach(() => {
    end.abort();
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const open = async (opener: ReturnType<typeof openerOf>) => {
    const opened = await opener('', end.signal);
    if (opened === 'nobody') throw new Error('nobody is signed in');
    return opened;
  };

  it('is never asked for where the roles of the person have none', async () => {
    const api = new Api(200);
    const opener = openerOf(false, api.calls);
    const { state, events } = await open(opener);
    const signs: unknown[] = [];
    void (async () => {
      for await (const sign of events) signs.push(sign);
    })();
    await pass(21_000);
    expect({ state, streams: api.streams, sessions: api.sessions, signs: signs.length }).toEqual({
      state: 'polling',
      streams: 0,
      sessions: 5,
      signs: 5,
    });
  });

  it('is not asked for again after the API has refused it once, also when the connection was lost between', async () => {
    const api = new Api(403);
    const opener = openerOf(true, api.calls);
    expect((await open(opener)).state).toBe('polling');
    api.session = 503;
    const { events } = await open(opener);
    await expect(events[Symbol.asyncIterator]().next()).rejects.toThrow('503');
    api.session = 200;
    expect((await open(opener)).state).toBe('polling');
    expect(api.streams).toBe(1);
  });

  it('tells who may not hear it within ten seconds that nothing answers any more', async () => {
    const api = new Api(403);
    const signs = (await open(openerOf(true, api.calls))).events[Symbol.asyncIterator]();
    await signs.next();
    api.session = 'hangs';
    const next = signs.next();
    const lost = expect(next).rejects.toThrow();
    await pass(9_500);
    await lost;
  });

  it.each([
    ['at the beginning', 401, 200],
    ['of who may not hear it', 403, 401],
  ])('says that nobody is signed in, %s', async (_, stream, session) => {
    expect(await openerOf(true, new Api(stream, session).calls)('', end.signal)).toBe('nobody');
  });

  it('ends when the session of who may not hear it does', async () => {
    const api = new Api(403);
    const signs = (await open(openerOf(true, api.calls))).events[Symbol.asyncIterator]();
    await signs.next();
    api.session = 401;
    const next = signs.next();
    await pass(5_000);
    expect(await next).toEqual({ done: true, value: undefined });
  });

  const event = (id: string) => `id: ${id}\ndata: {"chain":"case","type":"case.noted"}`;
  it.each([
    ['events and comments', `: hello\n\n${event('1')}\n\n: \n\n${event('2')}\n\n`, [undefined, '1', undefined, '2']],
    ['lines that end like those of a proxy', `${event('1')}\n\n`.replaceAll('\n', '\r\n'), ['1']],
    ['an event in several lines of data', 'id: 1\ndata: {"chain":"case",\ndata: "type":"case.noted"}\n\n', ['1']],
    ['no event that was cut off', `${event('1')}\n\n${event('2')}\n`, ['1']],
  ])('reads %s, however they are cut into pieces', async (_, text, ids) => {
    jest.useRealTimers();
    const { events } = await open(openerOf(true, new Api(200, 200, text).calls));
    const heard: unknown[] = [];
    for await (const each of events) heard.push(each?.id);
    expect(heard).toEqual(ids);
  });
});
