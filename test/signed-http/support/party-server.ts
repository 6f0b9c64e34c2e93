import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { HeaderRecord } from '../../../src/signing/headers.js';
import { signResponse } from '../../../src/signing/sign-response.js';
import { verifyRequest } from '../../../src/signing/verify-request.js';
import { centre, keyTable, NOW, type Party } from '../../signing/messages.js';

/**
 * A request as the party received it; `signedBy` is the signer, or why the signature is not valid.
 */
interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderRecord;
  readonly body: Buffer;
  readonly signedBy: string;
}

/** An answer; by default the server's party signs it for the request that it answers. */
export interface PlannedAnswer {
  readonly status: number;
  readonly body: unknown;
  /** null: without a signature. */
  readonly signAs?: Party | null;
  /** Signs as if these were the headers of the request. */
  readonly boundTo?: HeaderRecord;
  /** Signs this status and body, but sends the others. */
  readonly signedStatus?: number;
  readonly signedBody?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Answerer = (call: SeenCall) => PlannedAnswer | ((res: ServerResponse) => void);

/** A call whose answer the server does not complete. */
interface KeptWaiting {
  /** Resolves when the call has come. */
  readonly called: Promise<unknown>;
  /** Resolves when its caller has hung up. */
  readonly hungUp: Promise<unknown>;
}

/** A small real HTTP server that stands for one institution or agency. */
export interface PartyServer {
  readonly origin: string;
  readonly calls: SeenCall[];
  answerWith(answerer: Answerer): void;
  /** From now on behaves like this in each call, and completes no answer. */
  keepWaiting(behave?: (res: ServerResponse) => void): KeptWaiting;
  close(): Promise<void>;
}

/** Starts the server of a party on a free port of 127.0.0.1. */
export async function startParty(party: Party): Promise<PartyServer> {
  const calls: SeenCall[] = [];
  let answerer: Answerer = () => ({ status: 500, body: 'no answer is planned' });
  const server = createServer((req, res) => {
    void readCall(req).then((call) => {
      calls.push(call);
      const answer = answerer(call);
      if (typeof answer === 'function') answer(res);
      else send(res, party, call, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const answerWith = (next: Answerer): void => {
    calls.length = 0;
    answerer = next;
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answerWith,
    keepWaiting(behave) {
      const events = new EventEmitter();
      answerWith(() => (res) => {
        res.on('close', () => events.emit('hungUp'));
        behave?.(res);
        events.emit('called');
      });
      return { called: once(events, 'called'), hungUp: once(events, 'hungUp') };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readCall(req: IncomingMessage): Promise<SeenCall> {
  const { method = '', url = '', headersDistinct: headers } = req;
  const body = await buffer(req);
  const authority = req.headers.host ?? '';
  const findKey = keyTable();
  const verdict = await verifyRequest({ method, url, authority, headers, body, now: NOW, findKey });
  return { method, url, headers, body, signedBy: verdict.ok ? verdict.partyId : verdict.code };
}

function send(res: ServerResponse, party: Party, call: SeenCall, answer: PlannedAnswer): void {
  const bytes = bytesOf(answer.body);
  const { key } = answer.signAs ?? party;
  const signed = {
    status: answer.signedStatus ?? answer.status,
    headers: {},
    body: answer.signedBody === undefined ? bytes : bytesOf(answer.signedBody),
    requestHeaders: answer.boundTo ?? call.headers,
  };
  const signature = answer.signAs === null ? {} : signResponse({ ...signed, key, now: NOW });
  res.writeHead(answer.status, { ...answer.headers, 'content-type': 'application/json', ...signature }).end(bytes);
}

function bytesOf(body: unknown): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

let nonces = 0;

/** The centre's key in these tests, with a fixed clock and numbered nonces. */
export const CENTRE = {
  signingKey: centre.key,
  now: () => NOW,
  newNonce: () => `nonce-${String(++nonces).padStart(8, '0')}`,
};

/** Makes an RFC 9457 problem. */
export function problem(status: number, code: string) {
  return { type: 'about:blank', title: code, status, code };
}
