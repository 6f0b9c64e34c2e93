import { sleep } from './sleep.js';

/** An event of the stream: what happened on the chain of a case, or of the system. */
export interface StreamEvent {
  readonly id: string;
  readonly chain: string;
  readonly type: string;
}

/** Whether news arrive by themselves; `polling`: this person may not hear them, and looks again and again. */
export type StreamState = 'connecting' | 'live' | 'lost' | 'polling';

/** What the API answers to who opens the stream; `undefined` among the events is a sign of life. */
export type StreamOpened =
  'nobody' | { readonly state: 'live' | 'polling'; readonly events: AsyncIterable<StreamEvent | undefined> };

/** What a tab does with what it hears. */
interface Listener {
  readonly event: (event: StreamEvent) => void;
  /** The state has changed. */
  readonly state: (state: StreamState) => void;
  /** Nobody is signed in at this browser any more. */
  readonly nobody: () => void;
}

/** What tabs tell one another; each state of the tab that leads is also its sign of life. */
type Message =
  | { readonly what: 'asks' }
  | { readonly what: 'nobody' }
  | { readonly what: 'event'; readonly event: StreamEvent }
  | { readonly what: 'state'; readonly state: StreamState; readonly lastEventId: string };

interface SharedStream {
  /** What the tabs that share a stream have in common. */
  readonly name: string;
  readonly open: (lastEventId: string, signal: AbortSignal) => Promise<StreamOpened>;
  readonly listener: Listener;
  readonly end: AbortSignal;
  /** The locks of the browser; undefined where a page has none, which then has a stream of its own. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly channelOf: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;
  /** Whether a person sees this tab: only such a tab takes the stream from one that says nothing. */
  readonly isSeen: () => boolean;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;
/** The tab that leads gives a sign of life so often. */
const BEAT_MS = 4_000;
/** After this time without one, the tab that leads is away. */
const SILENCE_MS = 9_000;

/**
 * Hears the event stream, of which all tabs of a browser have one: the tab that holds the lock has
 * the stream, and tells the others what it hears. When it is closed the browser gives the lock to
 * another, which goes on after the last event that it was told: the API sends those between again. A
 * tab that hangs, or that the browser has put to sleep, is relieved by one that a person sees.
 */
export function shareStream({ name, open, listener, end, locks, channelOf, isSeen }: SharedStream): void {
  const channel = locks === undefined ? undefined : channelOf(name);
  let lastEventId = '';
  let state: StreamState = 'connecting';
  let heardAtMs = performance.now();
  let isLeading = false;

  const enter = (next: StreamState) => {
    if (next === state) return;
    state = next;
    listener.state(next);
  };
  const take = (event: StreamEvent) => {
    lastEventId = event.id;
    listener.event(event);
  };
  const post = (message: Message) => {
    if (!end.aborted) channel?.postMessage(message);
  };
  const beat = () => post({ what: 'state', state, lastEventId });
  const tell = (next: StreamState) => {
    enter(next);
    beat();
  };

  const lead = async (signal: AbortSignal) => {
    isLeading = true;
    const beats = setInterval(beat, BEAT_MS);
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      try {
        // Nobody knows what came last: every tab reads all again once the stream is there.
        if (lastEventId === '' && state === 'live') tell('connecting');
        const opened = await open(lastEventId, signal);
        if (signal.aborted) break;
        if (opened === 'nobody') {
          post({ what: 'nobody' });
          listener.nobody();
        } else {
          tell(opened.state);
          pauseMs = FIRST_PAUSE_MS;
          for await (const event of opened.events) {
            // What comes after this tab was relieved is the other's to tell.
            if (signal.aborted) break;
            if (event === undefined) beat();
            else {
              take(event);
              post({ what: 'event', event });
            }
          }
        }
      } catch {
        // The network or the API is away: the strip on the page says so, and the loop tries again.
      }
      if (signal.aborted) break;
      tell('lost');
      await sleep(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
    clearInterval(beats);
    isLeading = false;
  };

  if (locks === undefined || channel === undefined) return void lead(end);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.what === 'asks') return void (isLeading && state !== 'connecting' && beat());
    heardAtMs = performance.now();
    if (data.what === 'event') return take(data.event);
    // A tab that was relieved may say something once more.
    if (isLeading) return;
    if (data.what === 'nobody') return listener.nobody();
    if (lastEventId === '') lastEventId = data.lastEventId;
    enter(data.state);
  };

  let waiting = new AbortController();
  /** Waits for the lock, or takes it away; leads until the end, or until another tab takes the lock away. */
  const queueUp = (steal: boolean) => {
    waiting.abort();
    const own = (waiting = new AbortController());
    const relieved = new AbortController();
    const options = steal ? { steal } : { signal: AbortSignal.any([end, own.signal]) };
    locks
      .request(name, options, () => lead(AbortSignal.any([end, relieved.signal])))
      .catch(() => {
        relieved.abort();
        if (end.aborted || own !== waiting) return;
        // It may have slept, and missed news: it reads all again when it hears who leads.
        enter('connecting');
        heardAtMs = performance.now();
        queueUp(false);
        post({ what: 'asks' });
      });
  };
  queueUp(false);
  post({ what: 'asks' });

  const watch = setInterval(() => {
    if (isLeading || performance.now() - heardAtMs < SILENCE_MS) return;
    enter('lost');
    if (!isSeen()) return;
    heardAtMs = performance.now();
    queueUp(true);
  }, 1_000);
  end.addEventListener('abort', () => {
    clearInterval(watch);
    channel.close();
  });
}
