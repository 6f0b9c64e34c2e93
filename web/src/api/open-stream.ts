import type { StreamEvent, StreamOpened } from './shared-stream.js';
import { sleep } from './sleep.js';

/** The API sends at least a comment every 4 seconds: a lost connection shows within ten. */
const SILENCE_MS = 9_000;
/** Who may not hear the stream asks so often whether the session still is, and waits so long for the answer. */
const ASK_MS = 5_000;
const ANSWER_MS = 4_000;

/** How the stream and the session are asked for; each throws where nothing answers. */
interface Calls {
  readonly stream: (
    lastEventId: string,
    signal: AbortSignal,
  ) => Promise<{
    data?: ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined;
    response: Pick<Response, 'status'>;
  }>;
  readonly session: (signal: AbortSignal) => Promise<Pick<Response, 'status'>>;
}

/**
 * Returns what opens the event stream after the event with an id (empty: from now on). It throws where
 * the API is away, or takes the connection and says nothing. A person whose roles have no stream
 * (`mayHear`), or to whom the API has said so once, never asks for it: such a page is told only that
 * the API and the session are there, and looks by itself.
 */
export function openerOf(
  mayHear: boolean,
  { stream, session }: Calls,
): (lastEventId: string, signal: AbortSignal) => Promise<StreamOpened> {
  let isHeard = mayHear;
  return async (lastEventId, signal) => {
    if (isHeard) {
      const { data, response } = await within(SILENCE_MS, signal, (either) => stream(lastEventId, either));
      if (response.status === 401) return 'nobody';
      if (response.status !== 403) {
        if (!data) throw new Error(`the stream answered ${response.status}`);
        return { state: 'live', events: piecesOf(data, signal) };
      }
      isHeard = false;
    }
    const ask = async () => (await within(ANSWER_MS, signal, session)).status;
    const status = await ask();
    if (status === 401) return 'nobody';
    return { state: 'polling', events: signsOfLife(status, ask, signal) };
  };
}

async function within<T>(ms: number, end: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const silent = new AbortController();
  const patience = setTimeout(() => silent.abort(), ms);
  try {
    return await call(AbortSignal.any([end, silent.signal]));
  } finally {
    clearTimeout(patience);
  }
}

/** Gives a sign of life for each answer that says so; ends when the session does, and throws when nothing answers. */
async function* signsOfLife(first: number, ask: () => Promise<number>, end: AbortSignal): AsyncGenerator<undefined> {
  for (let status = first; !end.aborted; status = await ask()) {
    if (status === 401) return;
    if (status >= 400) throw new Error(`the session answered ${status}`);
    yield undefined;
    await sleep(ASK_MS, end);
  }
}

/**
 * Reads server-sent events, and a comment as undefined; ends when the stream does, or when it is
 * silent for too long.
 */
async function* piecesOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  end: AbortSignal,
): AsyncGenerator<StreamEvent | undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!end.aborted) {
    const read = new AbortController();
    const silence = sleep(SILENCE_MS, AbortSignal.any([end, read.signal])).then(() => ({
      done: true as const,
      value: undefined,
    }));
    const { done, value } = await Promise.race([reader.read(), silence]).finally(() => read.abort());
    if (done) {
      await reader.cancel();
      return;
    }
    // A line ends with CR LF, LF or CR; a CR at the end of a piece may be half of the first.
    const blocks = (text + value).replace(/\r\n|\r(?!$)/g, '\n').split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

/** Returns the event of a block; undefined: it is a comment. The lines of its data belong together. */
function eventOf(block: string): StreamEvent | undefined {
  const field = (name: string) => [...block.matchAll(new RegExp(`^${name}: ?(.*)$`, 'gm'))].map(([, value]) => value);
  const data = field('data');
  if (data.length === 0) return undefined;
  const { chain, type } = JSON.parse(data.join('\n')) as { chain: string; type: string };
  return { id: field('id').at(-1) ?? '', chain, type };
}
