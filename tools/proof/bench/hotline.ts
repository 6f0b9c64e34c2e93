import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { z } from 'zod';
import type { Theft } from './town.js';

const Token = z.object({ access_token: z.string() });
const Accepted = z.object({ id: z.string() });
const Trail = z.object({ links: z.array(z.unknown()) });

/** What a person waits before a complaint is sent again that the API could not take. */
const AGAIN_AFTER_MS = 500;

/** A complaint that was taken in. */
export interface Posted {
  readonly caseId: string;
  /** When the request was sent, epoch ms. */
  readonly sentAtMs: number;
  /** Until its 201 was read, ms. */
  readonly tookMs: number;
}

/**
 * Posts complaints to the API. Their cases run on the law's own rulebook and stay open for days.
 */
export class Hotline {
  private constructor(
    private readonly apiUrl: string,
    private readonly token: string,
    private readonly officersToken: string,
  ) {}

  /** Signs in as two persons of the demonstration: one takes complaints, the other reads cases. */
  static async signIn(apiUrl: string, signInUrl: string): Promise<Hotline> {
    const [operator, officer] = [tokenOf(signInUrl, 'demo-hotline-1'), tokenOf(signInUrl, 'demo-officer-1')];
    return new Hotline(apiUrl, await operator, await officer);
  }

  /** Reads the trail of a case. Throws when the answer is not 200. */
  async trail(caseId: string): Promise<{ ms: number; bytes: number; links: number }> {
    const started = performance.now();
    const headers = { authorization: `Bearer ${this.officersToken}` };
    const response = await request(new URL(`/v1/cases/${caseId}/trail`, this.apiUrl).href, { headers });
    const answer = await response.body.text();
    if (response.statusCode !== 200) throw new Error(`the trail of ${caseId} got ${response.statusCode}: ${answer}`);
    const ms = Math.round(performance.now() - started);
    return { ms, bytes: Buffer.byteLength(answer), links: Trail.parse(JSON.parse(answer)).links.length };
  }

  /** Posts a complaint. Throws when the answer is not 201. */
  async post(theft: Theft): Promise<Posted> {
    const { status, answer, sentAtMs, tookMs } = await this.tell(theft);
    if (status !== 201) throw new Error(`a complaint got ${status}: ${answer}`);
    return { caseId: Accepted.parse(JSON.parse(answer)).id, sentAtMs, tookMs };
  }

  /**
   * Posts a complaint, again with the same key while the API says that it cannot now (503), and
   * returns its last answer with the time from the first request on.
   */
  async tell(theft: Theft): Promise<{ status: number; answer: string; sentAtMs: number; tookMs: number }> {
    const headers = {
      authorization: `Bearer ${this.token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const body = JSON.stringify(theft);
    const sentAtMs = Date.now();
    const started = performance.now();
    for (;;) {
      const response = await request(new URL('/v1/complaints', this.apiUrl).href, { method: 'POST', headers, body });
      const answer = await response.body.text();
      const { statusCode: status } = response;
      if (status !== 503) return { status, answer, sentAtMs, tookMs: performance.now() - started };
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

async function tokenOf(signInUrl: string, username: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'password', username, scope: 'openid' });
  const response = await request(new URL('/token', signInUrl).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  return Token.parse(await response.body.json()).access_token;
}
