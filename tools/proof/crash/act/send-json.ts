import { Agent, request } from 'node:http';
import { z } from 'zod';

/** A whole answer; `body` is undefined when it is not JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const ANSWER_WITHIN_MS = 30_000;

/** A request with a JSON body, or a GET without one. */
export interface JsonRequest {
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Called when the request is sent; no answer is read, and when it resolves the connection is
   * cut.
   */
  readonly cut?: () => Promise<void>;
}

/** Sends once. Returns undefined without a whole answer: refused, reset, cut, or too slow. */
export async function sendJson(asked: JsonRequest): Promise<Answer | undefined> {
  const bytes = asked.body === undefined ? undefined : Buffer.from(JSON.stringify(asked.body));
  const contentHeaders =
    bytes === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(bytes.length) };
  return new Promise((resolve, reject) => {
    const sent = request(asked.url, {
      method: bytes === undefined ? 'GET' : 'POST',
      headers: { ...contentHeaders, ...asked.headers },
      agent,
      timeout: ANSWER_WITHIN_MS,
    });
    sent.once('timeout', () => sent.destroy());
    sent.once('error', () => resolve(undefined));
    if (asked.cut === undefined) {
      sent.once('response', (response) => {
        response.once('error', () => resolve(undefined));
        response.toArray().then(
          (chunks: Buffer[]) =>
            resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString()) }),
          () => resolve(undefined),
        );
      });
      sent.end(bytes);
      return;
    }
    const { cut } = asked;
    sent.end(bytes, () => {
      cut().then(() => {
        sent.destroy();
        resolve(undefined);
      }, reject);
    });
  });
}

/** Posts form fields to the token endpoint and returns the token. Throws when there is none. */
export async function fetchToken(signInUrl: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const response = await fetch(new URL('/token', signInUrl), { method: 'POST', body: new URLSearchParams(fields) });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
