import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from './client.js';
import { gather } from './gather.js';
import { mayCall, type Person } from './next-session.js';
import { serverNow } from './server-time.js';
import { openerOf } from './open-stream.js';
import { shareStream, type StreamState } from './shared-stream.js';
import { createStore } from './store.js';
import { unauthorized } from './unauthorized.js';

/** Whether news arrive by themselves, and since when (epoch milliseconds by the server's clock). */
export interface Connection {
  readonly state: StreamState;
  readonly sinceMs: number;
}

export const connection = createStore<Connection>({ state: 'connecting', sinceMs: serverNow() });

/** Somebody read something: nothing changed, and reading again would be an event again. */
const READING = /\.(read|searched|revealed|shown)$/;
/** Events that change what agencies and banks answered. */
const EVIDENCE = /^(evidence|debit)/;
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

/** Keeps what the page shows up to date, for as long as it is open and its person (undefined: nobody) is signed in. */
export function useLiveData(person: Person | undefined): void {
  const queries = useQueryClient();
  const mayHear = mayCall(person, 'GET /v1/stream');
  useEffect(() => {
    if (person === undefined) return;
    const end = new AbortController();
    listen(person.id, mayHear, new News(queries), end.signal);
    return () => end.abort();
  }, [queries, person?.id, mayHear]);
}

/** How the stream and the session are asked for. */
const CALLS: Parameters<typeof openerOf>[1] = {
  stream: (lastEventId, signal) =>
    api.GET('/v1/stream', {
      params: { header: lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId } },
      parseAs: 'stream',
      signal,
    }),
  session: async (signal) => (await api.GET('/v1/session', { signal })).response,
};

function listen(person: string, mayHear: boolean, news: News, end: AbortSignal): void {
  let looks: ReturnType<typeof setInterval> | undefined;
  shareStream({
    name: `rangap.stream.${person}`,
    open: openerOf(mayHear, CALLS),
    locks: (navigator as Partial<Navigator>).locks,
    channelOf: (name) => new BroadcastChannel(name),
    isSeen: () => document.visibilityState === 'visible',
    end,
    listener: {
      event: ({ chain, type }) => news.of(chain, type),
      state: (state) => {
        connection.set({ state, sinceMs: serverNow() });
        clearInterval(looks);
        // Whatever happened while nobody listened is read too.
        if (state === 'live' || state === 'polling') news.all();
        if (state === 'polling') looks = setInterval(() => news.all(), POLL_MS);
      },
      nobody: () => unauthorized.set(unauthorized.get() + 1),
    },
  });
  end.addEventListener('abort', () => clearInterval(looks));
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
