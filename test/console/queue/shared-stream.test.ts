import {
  shareStream,
  type StreamEvent,
  type StreamOpened,
  type StreamState,
} from '../../../web/src/api/shared-stream.js';

type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;

/** A browser: the channels and locks that its tabs share. */
class Browser {
  private readonly channels = new Map<Channel, string>();
  private readonly held = new Map<string, { reject: (why: Error) => void }>();
  private readonly waiting: { name: string; start: () => void; signal: AbortSignal | undefined }[] = [];

  channelOf = (name: string): Channel => {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        if (!this.channels.has(channel)) throw new Error('the channel is closed');
        for (const [other, of] of this.channels) {
          if (other !== channel && of === name) {
            queueMicrotask(() => void other.onmessage?.call(other as BroadcastChannel, { data } as MessageEvent));
          }
        }
      },
      close: () => void this.channels.delete(channel),
    };
    this.channels.set(channel, name);
    return channel;
  };

  /** The exclusive locks of the Web Locks API, with `signal` and `steal`. */
  locks = {
    request: (name: string, options: LockOptions, act: () => Promise<unknown>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const start = () => {
          const own = { reject };
          this.held.set(name, own);
          void act().then((result) => {
            if (this.held.get(name) === own) this.held.delete(name);
            resolve(result);
            this.grant(name);
          });
        };
        if (options.steal === true) {
          this.held.get(name)?.reject(new DOMException('stolen', 'AbortError'));
          return start();
        }
        const { signal } = options;
        signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
        this.waiting.push({ name, start, signal });
        queueMicrotask(() => this.grant(name));
      }),
  } as unknown as Pick<LockManager, 'request'>;

  private grant(name: string): void {
    if (this.held.has(name)) return;
    const place = this.waiting.findIndex((each) => each.name === name && each.signal?.aborted !== true);
    if (place >= 0) this.waiting.splice(place, 1)[0]?.start();
  }
}

/** The API: events in order, and the streams that are open. */
class Api {
  private readonly events: StreamEvent[] = [];
  private readonly listeners = new Set<() => void>();
  readonly asked: string[] = [];
  open = 0;
  answer: 'stream' | 'forbidden' | 'nobody' | 'away' | 'hangs' = 'stream';

  happens(type: string): void {
    this.events.push({ id: String(this.events.length + 1), chain: 'case', type });
    for (const listener of this.listeners) listener();
  }

  stream = async (lastEventId: string, signal: AbortSignal): Promise<StreamOpened> => {
    this.asked.push(lastEventId);
    if (this.answer === 'hangs') return new Promise(() => undefined);
    if (this.answer === 'away') throw new Error('no connection');
    if (this.answer === 'nobody') return this.answer;
    if (this.answer === 'forbidden') return { state: 'polling', events: this.pieces(this.events.length, signal) };
    return {
      state: 'live',
      events: this.pieces(lastEventId === '' ? this.events.length : Number(lastEventId), signal),
    };
  };

  private async *pieces(from: number, signal: AbortSignal): AsyncGenerator<StreamEvent | undefined> {
    this.open += 1;
    try {
      yield undefined;
      for (let at = from; !signal.aborted;) {
        const event = this.events[at];
        if (event !== undefined) {
          at += 1;
          yield event;
          continue;
        }
        await new Promise<void>((resolve) => {
          this.listeners.add(resolve);
          signal.addEventListener('abort', () => resolve());
        });
      }
    } finally {
      this.open -= 1;
    }
  }
}

/** A tab: what it heard, and whether a person sees it. */
class Tab {
  readonly heard: string[] = [];
  readonly states: StreamState[] = [];
  nobody = 0;
  isSeen = true;
  private readonly end = new AbortController();

  constructor(browser: Browser, api: Api, { name = 'one', isAlone = false, isHung = false } = {}) {
    shareStream({
      name,
      // A tab that hangs holds its lock and says nothing.
      open: isHung ? () => new Promise(() => undefined) : api.stream,
      locks: isAlone ? undefined : browser.locks,
      channelOf: isHung
        ? () => ({ onmessage: null, postMessage: () => undefined, close: () => undefined })
        : browser.channelOf,
      isSeen: () => this.isSeen,
      end: this.end.signal,
      listener: {
        event: ({ type }) => this.heard.push(type),
        state: (state) => this.states.push(state),
        nobody: () => (this.nobody += 1),
      },
    });
  }

  close(): void {
    this.end.abort();
  }
}

describe('the tabs of a browser', () => {
  let tabs: Tab[];
  let [browser, api] = [new Browser(), new Api()];
  beforeEach(() => {
    jest.useFakeTimers();
    [browser, api, tabs] = [new Browser(), new Api(), []];
  });
  afterEach(async () => {
    for (const tab of tabs) tab.close();
    await pass(0);
    jest.useRealTimers();
  });

  const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const open = async (options?: ConstructorParameters<typeof Tab>[2]) => {
    const tab = new Tab(browser, api, options);
    tabs.push(tab);
    await pass(10);
    return tab;
  };

  it('have one stream, and each hears every event once', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    expect(api.open).toBe(1);
    api.happens('hold.confirmed');
    api.happens('case.noted');
    await pass(10);
    for (const tab of [one, two, three]) {
      expect(tab.heard).toEqual(['hold.confirmed', 'case.noted']);
      expect(tab.states).toEqual(['live']);
    }
    expect(api.asked).toEqual(['']);
  });

  it('lose no event when the one that leads is closed: the next goes on after the last that was told', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    api.happens('first');
    await pass(10);
    one.close();
    api.happens('between');
    await pass(10);
    expect([api.open, api.asked]).toEqual([1, ['', '1']]);
    api.happens('after');
    await pass(10);
    for (const tab of [two, three]) {
      expect(tab.heard).toEqual(['first', 'between', 'after']);
      expect(tab.states).toEqual(['live']); // nothing was lost, so nothing is read again
    }
    expect(one.heard).toEqual(['first']);
  });

  it('know the last event of a stream that began before them', async () => {
    const one = await open();
    api.happens('first');
    await pass(10);
    const two = await open();
    one.close();
    api.happens('between');
    await pass(10);
    expect(two.heard).toEqual(['between']);
  });

  it('read all again when the one that leads is closed before anything happened', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    one.close();
    await pass(10);
    expect(two.states).toEqual(['live', 'connecting', 'live']);
    expect(three.states).toEqual(['live', 'connecting', 'live']);
  });

  it('all say that the connection is lost, and all go on when it is back, with what happened since', async () => {
    const [one, two] = [await open(), await open()];
    api.happens('first');
    await pass(10);
    api.answer = 'away';
    one.close();
    await pass(5_000);
    const three = await open();
    await pass(5_000);
    expect([two.states.at(-1), three.states.at(-1)]).toEqual(['lost', 'lost']);
    api.happens('between');
    api.answer = 'stream';
    await pass(20_000);
    expect([two.states.at(-1), two.heard]).toEqual(['live', ['first', 'between']]);
    expect([three.states.at(-1), three.heard]).toEqual(['live', ['between']]);
    expect(api.open).toBe(1);
  });

  it('relieve one that hangs within ten seconds, where a person sees them', async () => {
    const hung = await open({ isHung: true });
    const two = await open();
    two.isSeen = false;
    await pass(12_000);
    expect([two.states.at(-1), api.open]).toEqual(['lost', 0]);
    two.isSeen = true;
    await pass(2_000);
    expect([two.states.at(-1), api.open]).toEqual(['live', 1]);
    api.happens('first');
    await pass(10);
    expect([two.heard, hung.heard]).toEqual([['first'], []]);
  });

  it('take the stream from none that only cannot reach the API', async () => {
    api.answer = 'away';
    const [one, two] = [await open(), await open()];
    await pass(60_000);
    api.answer = 'stream';
    await pass(20_000);
    expect([api.open, one.states.at(-1), two.states.at(-1)]).toEqual([1, 'live', 'live']);
    one.close();
    await pass(10);
    expect(api.open).toBe(1);
  });

  it('all hear that nobody is signed in', async () => {
    const [one, two] = [await open(), await open()];
    api.answer = 'nobody';
    one.close();
    const three = await open();
    expect([two.nobody, three.nobody]).toEqual([1, expect.any(Number)]);
    await pass(2_000);
    expect(three.nobody).toBeGreaterThan(0);
  });

  it('look by themselves where the person may not hear the stream, and ask for it no second time', async () => {
    api.answer = 'forbidden';
    const [one, two] = [await open(), await open()];
    expect([one.states, two.states]).toEqual([['polling'], ['polling']]);
    await pass(60_000);
    expect([one.states.at(-1), api.asked]).toEqual(['polling', ['']]);
  });

  it('share nothing with the tabs of another person', async () => {
    const [one, two] = [await open({ name: 'one' }), await open({ name: 'two' })];
    expect(api.open).toBe(2);
    api.happens('first');
    await pass(10);
    expect([one.heard, two.heard]).toEqual([['first'], ['first']]);
  });

  it('have each a stream of its own where the browser has no locks', async () => {
    const [one, two] = [await open({ isAlone: true }), await open({ isAlone: true })];
    api.happens('first');
    await pass(10);
    expect([api.open, one.heard, two.heard]).toEqual([2, ['first'], ['first']]);
  });

  it('leave no stream open when the last is closed', async () => {
    const [one, two] = [await open(), await open()];
    one.close();
    two.close();
    await pass(10);
    expect(api.open).toBe(0);
  });
});
