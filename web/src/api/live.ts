import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from './client.js';
import { gather } from './gather.js';
import { createStore } from './store.js';

/** Whether news arrive by themselves, and since when (epoch milliseconds by this machine). */
export interface Connection {
  readonly state: 'connecting' | 'live' | 'lost' | 'polling';
  readonly sinceMs: number;
}

export const connection = createStore<Connection>({ state: 'connecting', sinceMs: Date.now() });

/** Somebody read something: nothing changed, and reading again would be an event again. */
const READING = /\.(read|searched|revealed|shown)$/;
/** Events that change what agencies and banks answered. */
const EVIDENCE = /^(evidence|debit)/;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
/** The API sends at least a comment every 4 seconds: a lost connection shows within ten. */
const SILENCE_MS = 9_000;
/** Who may not hear the stream looks so often. */
const POLL_MS = 5_000;

/** The chain of what belongs to no case. */
const SYSTEM = 'system';

const caseListeners = new Set<(caseId: string) => void>();

/** Calls a listener with each case of which something changed, until the returned function is called. */
export function listenToCases(heard: (caseId: string) => void): () => void {
  caseListeners.add(heard);
  return () => void caseListeners.delete(heard);
}

/** Keeps what the page shows up to date, for as long as it is open. */
export function useLiveData(isSignedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return;
    const end = new AbortController();
    void listen(queries, end.signal);
    return () => end.abort();
  }, [queries, isSignedIn]);
}

async function listen(queries: QueryClient, end: AbortSignal): Promise<void> {
  const news = new News(queries);
  let lastEventId = '';
  let pauseMs = FIRST_PAUSE_MS;
  while (!end.aborted) {
    try {
      const body = await openStream(lastEventId, end);
      if (body === 'forbidden') {
        show('polling');
        news.all();
        await sleep(POLL_MS, end);
        continue;
      }
      show('live');
      // Whatever happened while nobody listened is read too.
      news.all();
      pauseMs = FIRST_PAUSE_MS;
      for await (const event of eventsOf(body, end)) {
        lastEventId = event.id;
        news.of(event.chain, event.type);
      }
    } catch {
      // The network or the API is away: the strip on the page says so, and the loop tries again.
    }
    if (end.aborted) return;
    show('lost');
    await sleep(pauseMs, end);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

function show(state: Connection['state']): void {
  if (connection.get().state !== state) connection.set({ state, sinceMs: Date.now() });
}

async function openStream(
  lastEventId: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | 'forbidden'> {
  const silent = new AbortController();
  // An API that takes the connection and says nothing is away, too.
  const patience = setTimeout(() => silent.abort(), SILENCE_MS);
  const { data, response } = await api
    .GET('/v1/stream', {
      params: { header: lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId } },
      parseAs: 'stream',
      signal: AbortSignal.any([signal, silent.signal]),
    })
    .finally(() => clearTimeout(patience));
  if (response.status === 403) return 'forbidden';
  if (!data) throw new Error(`the stream answered ${response.status}`);
  return data;
}

/** Reads server-sent events; ends when the stream does, or when it is silent for too long. */
async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  end: AbortSignal,
): AsyncGenerator<{ id: string; chain: string; type: string }> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!end.aborted) {
    const silence = sleep(SILENCE_MS, end).then(() => ({ done: true as const, value: undefined }));
    const { done, value } = await Promise.race([reader.read(), silence]);
    if (done) {
      await reader.cancel();
      return;
    }
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data === undefined) continue;
      const { chain, type } = JSON.parse(data) as { chain: string; type: string };
      yield { id: field('id') ?? '', chain, type };
    }
  }
}

/** Gathers news and reads again what they concern. */
class News {
  /** What reads a thing again, by the thing. */
  private readonly readers = new Map<string, () => void>();

  constructor(private readonly queries: QueryClient) {}

  of(chain: string, type: string): void {
    if (READING.test(type)) return;
    if (EVIDENCE.test(type)) this.again(['evidence', chain]);
    if (type === 'case.noted') this.again(['notes', chain]);
    this.again(['case', chain]);
    this.again(['list']);
    if (chain !== SYSTEM) for (const heard of caseListeners) heard(chain);
  }

  all(): void {
    // A reading that is put on record is a person's act: it is never repeated by itself.
    // What counts over all cases is too much to read again every few seconds.
    void this.queries.invalidateQueries({
      predicate: ({ meta }) => meta?.['isOnRecord'] !== true && meta?.['isOfAllCases'] !== true,
    });
  }

  /** Each thing by itself: the whole queue takes longer to read than one case, which does not wait for it. */
  private again(queryKey: readonly string[]): void {
    const name = queryKey.join(' ');
    let reader = this.readers.get(name);
    if (reader === undefined) {
      // Nobody at this screen has looked at most cases that news concern.
      if (this.queries.getQueryCache().findAll({ queryKey }).length === 0) return;
      reader = gather(() => this.queries.invalidateQueries({ queryKey }));
      this.readers.set(name, reader);
    }
    reader();
  }
}

function sleep(ms: number, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
