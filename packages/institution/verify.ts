import { verify } from 'node:crypto';
import { valuesOf, type Headers } from './headers.js';
import type { FindKey } from './keys.js';
import {
  ALGORITHM,
  ANSWER_COMPONENTS,
  CLOCK_AHEAD_SECONDS,
  COVERED_WHEN_PRESENT,
  KEY_ID,
  LABEL,
  LONGEST_LIFE_SECONDS,
  NONCE,
  REQUEST_COMPONENTS,
  TAG,
  WEBHOOK_ID,
} from './profile.js';
import { digestOf } from './sign.js';
import { signatureBase, type SignedAnswer, type SignedRequest } from './signature-base.js';

/** Why a message is not believed; the codes are those of the guide. */
type RejectionCode =
  | 'SIGNATURE.MISSING'
  | 'SIGNATURE.MALFORMED'
  | 'SIGNATURE.TARGET'
  | 'SIGNATURE.DUPLICATE_HEADER'
  | 'SIGNATURE.COVERAGE'
  | 'SIGNATURE.PARAMETERS'
  | 'SIGNATURE.ALGORITHM'
  | 'SIGNATURE.NOT_YET_VALID'
  | 'SIGNATURE.EXPIRED'
  | 'SIGNATURE.DIGEST'
  | 'SIGNATURE.UNKNOWN_KEY'
  | 'SIGNATURE.BAD';

/** A refusal: answer 401, unsigned. `detail` is a fixed sentence and repeats nothing of the message. */
export interface Rejected {
  readonly ok: false;
  readonly code: RejectionCode;
  readonly detail: string;
}

/** A message that the owner of the key signed. */
export interface Believed {
  readonly ok: true;
  readonly keyId: string;
  /** The last instant at which the same bytes would be believed: keep the nonce until then. */
  readonly expiresAt: Date;
}

/** A request that is believed, if its nonce was not seen before. */
export interface BelievedRequest extends Believed {
  readonly nonce: string;
  readonly webhookId?: string;
}

interface Params {
  readonly components: readonly string[];
  readonly text: string;
  readonly values: ReadonlyMap<string, string | number>;
}

/**
 * Verifies a request of the centre. It remembers nothing: refuse a nonce that you have seen (`NonceGuard`).
 * @param request `target` is the path and query of the request line; `authority` the host and port under
 * which you are enrolled, not what the request says of itself; `body` the raw bytes
 */
export async function verifyRequest(request: {
  readonly method: string;
  readonly target: string;
  readonly authority: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly now: Date;
  readonly findKey: FindKey;
}): Promise<BelievedRequest | Rejected> {
  const url = urlOf(request.authority, request.target);
  if (url === undefined) return rejected('SIGNATURE.TARGET', 'the path is not in its normal form');
  const present = COVERED_WHEN_PRESENT.filter((name) => valuesOf(request.headers, name).length > 0);
  const required = [...REQUEST_COMPONENTS, ...present.map((name) => `"${name}"`)];
  const ids = valuesOf(request.headers, 'webhook-id');
  if (ids.length > 1) return rejected('SIGNATURE.DUPLICATE_HEADER', 'the webhook-id came twice');
  const [webhookId] = ids;
  if (webhookId !== undefined && !WEBHOOK_ID.test(webhookId)) {
    return rejected('SIGNATURE.MALFORMED', 'the webhook-id has other characters');
  }
  const message = { method: request.method, url, headers: request.headers };
  const verdict = await verifyMessage(message, required, true, request);
  if (!verdict.ok) return verdict;
  const { nonce = '', ...believed } = verdict;
  return webhookId === undefined ? { ...believed, nonce } : { ...believed, nonce, webhookId };
}

/**
 * Verifies the centre's answer to a request of yours.
 * @param answer `requestHeaders` are the headers that you sent, with their signature; `body` the raw bytes
 */
export async function verifyAnswer(answer: {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly requestHeaders: Headers;
  readonly now: Date;
  readonly findKey: FindKey;
}): Promise<Believed | Rejected> {
  const { status, headers, requestHeaders } = answer;
  const verdict = await verifyMessage({ status, headers, requestHeaders }, ANSWER_COMPONENTS, false, answer);
  if (!verdict.ok) return verdict;
  const { nonce: _, ...believed } = verdict;
  return believed;
}

async function verifyMessage(
  message: SignedRequest | SignedAnswer,
  required: readonly string[],
  needsNonce: boolean,
  { body, now, findKey }: { body: Uint8Array; now: Date; findKey: FindKey },
): Promise<(Believed & { nonce?: string }) | Rejected> {
  const read = readSignature(message.headers);
  if ('ok' in read) return read;
  const { params, signature } = read;
  const refusal = checkParams(params.values, needsNonce) ?? checkCoverage(params.components, required, message.headers);
  if (refusal !== undefined) return refusal;
  const [created, expires] = [Number(params.values.get('created')), Number(params.values.get('expires'))];
  const nowSeconds = now.getTime() / 1000;
  if (created > nowSeconds + CLOCK_AHEAD_SECONDS) {
    return rejected('SIGNATURE.NOT_YET_VALID', 'it was signed in the future');
  }
  if (nowSeconds > expires) return rejected('SIGNATURE.EXPIRED', 'the signature is over');

  const keyId = String(params.values.get('keyid'));
  const key = await findKey(keyId);
  if (key === undefined) return rejected('SIGNATURE.UNKNOWN_KEY', 'there is no such key');
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('a key of the other side is no Ed25519 key');
  const base = signatureBase(params.components, params.text, message);
  if (base === undefined) return rejected('SIGNATURE.MALFORMED', 'a covered header is not plain text');
  if (!verify(null, Buffer.from(base), key, signature)) {
    return rejected('SIGNATURE.BAD', 'the signature does not fit the message');
  }
  if (valuesOf(message.headers, 'content-digest')[0] !== digestOf(body)) {
    return rejected('SIGNATURE.DIGEST', 'the content-digest is not that of the body');
  }
  if (body.length > 0 && valuesOf(message.headers, 'content-type').length === 0) {
    return rejected('SIGNATURE.COVERAGE', 'a body needs a content-type');
  }
  const nonce = params.values.get('nonce');
  const believed = { ok: true as const, keyId, expiresAt: new Date(expires * 1000) };
  return typeof nonce === 'string' ? { ...believed, nonce } : believed;
}

/** Reads the one signature of a message, in the one spelling that the profile allows. */
function readSignature(headers: Headers): { params: Params; signature: Buffer } | Rejected {
  const [inputs, signatures] = [valuesOf(headers, 'signature-input'), valuesOf(headers, 'signature')];
  const [input, header] = [inputs[0], signatures[0]];
  if (input === undefined || header === undefined) return rejected('SIGNATURE.MISSING', 'there is no signature');
  if (inputs.length > 1 || signatures.length > 1) {
    return rejected('SIGNATURE.DUPLICATE_HEADER', 'a header of the signature came twice');
  }
  const [, base64 = ''] = new RegExp(`^${LABEL}=:([A-Za-z0-9+/]{86}==):$`).exec(header) ?? [];
  const signature = Buffer.from(base64, 'base64');
  const text = input.startsWith(`${LABEL}=`) ? input.slice(LABEL.length + 1) : '';
  const params = text.length <= 2048 ? readParams(text) : undefined;
  if (params === undefined || base64 === '' || signature.toString('base64') !== base64) {
    return rejected('SIGNATURE.MALFORMED', `there is not exactly one signature ${LABEL}`);
  }
  return { params, signature };
}

function readParams(text: string): Params | undefined {
  const [, inner, tail] = /^\(([^()]*)\)((?:;[a-z]+=(?:\d{1,12}|"[^"\\]*"))*)$/.exec(text) ?? [];
  if (inner === undefined || tail === undefined) return undefined;
  const components = inner.match(/"[^"\\\s]+"(?:;[a-z]+(?:="[^"\\\s]*")?)*/g) ?? [];
  if (components.join(' ') !== inner || new Set(components).size < components.length) return undefined;
  const pairs = [...tail.matchAll(/;([a-z]+)=(?:(\d{1,12})|"([^"\\]*)")/g)].map(
    ([, name = '', number, word = '']): [string, string | number] => [
      name,
      number === undefined ? word : Number(number),
    ],
  );
  const values = new Map(pairs);
  return values.size === pairs.length ? { components, text, values } : undefined;
}

const KNOWN_PARAMS: readonly string[] = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];

function checkParams(values: Params['values'], needsNonce: boolean): Rejected | undefined {
  if (values.get('alg') !== ALGORITHM) return rejected('SIGNATURE.ALGORITHM', `alg is not ${ALGORITHM}`);
  const [created, expires, keyId, nonce] = ['created', 'expires', 'keyid', 'nonce'].map((name) => values.get(name));
  const isWhole =
    [...values.keys()].every((name) => KNOWN_PARAMS.includes(name)) &&
    values.get('tag') === TAG &&
    typeof keyId === 'string' &&
    KEY_ID.test(keyId) &&
    typeof created === 'number' &&
    typeof expires === 'number' &&
    expires > created &&
    expires - created <= LONGEST_LIFE_SECONDS &&
    (nonce === undefined ? !needsNonce : typeof nonce === 'string' && NONCE.test(nonce));
  return isWhole ? undefined : rejected('SIGNATURE.PARAMETERS', 'a parameter is missing, unknown or out of bounds');
}

function checkCoverage(
  components: readonly string[],
  required: readonly string[],
  headers: Headers,
): Rejected | undefined {
  if (required.some((component) => !components.includes(component))) {
    return rejected('SIGNATURE.COVERAGE', 'a required component is not covered');
  }
  for (const component of components) {
    const [, name] = /^"([a-z][a-z0-9-]*)"$/.exec(component) ?? [];
    if (name === undefined && !required.includes(component)) {
      return rejected('SIGNATURE.COVERAGE', 'another component is covered');
    }
    if (name === undefined) continue;
    const count = valuesOf(headers, name).length;
    if (count === 0) return rejected('SIGNATURE.COVERAGE', 'a covered header is not there');
    if (count > 1) return rejected('SIGNATURE.DUPLICATE_HEADER', 'a covered header came twice');
  }
  return undefined;
}

/** Returns the address that was signed; undefined where `/a/../b` would be verified as `/b` and routed otherwise. */
function urlOf(authority: string, target: string): URL | undefined {
  if (!/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(authority)) return undefined;
  const absolute = `https://${authority}${target}`;
  if (!URL.canParse(absolute)) return undefined;
  const url = new URL(absolute);
  return `${url.pathname}${url.search}` === target ? url : undefined;
}

function rejected(code: RejectionCode, detail: string): Rejected {
  return { ok: false, code, detail };
}
