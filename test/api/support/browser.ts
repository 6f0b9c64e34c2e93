import type { JWTPayload } from 'jose';
import type { Answer, RunningApi } from './running-api.js';

const SESSION_COOKIE = '__Host-rangap_session';

/** What a request of a browser may differ in. */
interface RequestOptions {
  body?: unknown;
  /** Replaces what the browser says of itself; undefined: it says nothing. */
  headers?: Record<string, string | undefined>;
}

/** A browser that keeps cookies and says where its requests come from, as ours do. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly api: RunningApi) {}

  /** The secret of the session that the browser has. */
  get secret(): string | undefined {
    return this.cookies.get(SESSION_COOKIE);
  }

  set secret(value: string | undefined) {
    if (value === undefined) this.cookies.delete(SESSION_COOKIE);
    else this.cookies.set(SESSION_COOKIE, value);
  }

  /** Sends a request of our own page, with the browser's cookies. */
  async call(method: string, path: string, { body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const said: Record<string, string | undefined> = {
      'sec-fetch-site': 'same-origin',
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') || undefined,
      'content-type': body === undefined ? undefined : 'application/json',
      ...headers,
    };
    const sent = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const response = await fetch(this.api.url + path, {
      method,
      headers: Object.fromEntries(sent) as Record<string, string>,
      body: body === undefined ? null : JSON.stringify(body),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
    };
  }

  /** Begins to sign in; returns the provider's page. */
  async begin(returnTo = '/'): Promise<URL> {
    const answer = await this.call('GET', `/v1/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    return new URL(answer.headers.get('location') ?? `about:${answer.status}`);
  }

  /** Comes back from the provider; returns where the API sends the browser. */
  async comeBack(query: string): Promise<string | null> {
    const answer = await this.call('GET', `/v1/session/callback${query}`, {
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    return answer.headers.get('location');
  }

  /** Signs a person in; returns where the API sends the browser. */
  async signIn(claims: JWTPayload & { sub: string }, returnTo = '/'): Promise<string | null> {
    return this.comeBack(this.api.issuer.approve(await this.begin(returnTo), claims));
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split('=', 2);
    const isOver = attributes.some((attribute) => /^expires=thu, 01 jan 1970/i.test(attribute));
    if (isOver) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
