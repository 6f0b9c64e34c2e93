import { api } from './client.js';
import type { StreamEvent, StreamOpened } from './shared-stream.js';
import { sleep } from './sleep.js';

/** The API sends at least a comment every 4 seconds: a lost connection shows within ten. */
const SILENCE_MS = 9_000;

/**
 * Opens the event stream after the event with this id (empty: from now on). Throws where the API is
 * away, or takes the connection and says nothing.
 */
export async function openStream(lastEventId: string, signal: AbortSignal): Promise<StreamOpened> {
  const silent = new AbortController();
  const patience = setTimeout(() => silent.abort(), SILENCE_MS);
  const { data, response } = await api
    .GET('/v1/stream', {
      params: { header: lastEventId === '' ? {} : { 'Last-Event-ID': lastEventId } },
      parseAs: 'stream',
      signal: AbortSignal.any([signal, silent.signal]),
    })
    .finally(() => clearTimeout(patience));
  if (response.status === 403) return 'forbidden';
  if (response.status === 401) return 'nobody';
  if (!data) throw new Error(`the stream answered ${response.status}`);
  return piecesOf(data, signal);
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
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield eventOf(block);
  }
}

/** Returns the event of a block; undefined: it is a comment. */
function eventOf(block: string): StreamEvent | undefined {
  const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  if (data === undefined) return undefined;
  const { chain, type } = JSON.parse(data) as { chain: string; type: string };
  return { id: field('id') ?? '', chain, type };
}
