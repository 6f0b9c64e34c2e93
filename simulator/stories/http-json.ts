import { request } from 'undici';

/** An HTTP answer with its JSON body; `undefined` when it has none or is not JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Posts JSON, or sends a GET when there is no body. Throws when no answer comes within 30 s. */
export async function askJson(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<JsonAnswer> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const contentType: Record<string, string> = sent === undefined ? {} : { 'content-type': 'application/json' };
  const response = await request(url, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: { ...contentType, ...headers },
    body: sent,
    headersTimeout: 30_000,
  });
  return { status: response.statusCode, body: parse(await response.body.text()) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
