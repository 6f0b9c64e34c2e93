import { contentDigest } from './content-digest.js';
import { signBase } from './ed25519.js';
import { isSignableValue, singleHeader, type HeaderValues } from './headers.js';
import type { SigningKey } from './keys.js';
import { MAX_WINDOW_SECONDS, SIGNATURE_LABEL } from './profile.js';
import { buildSignatureBase, type RequestMessage, type ResponseMessage } from './signature-base.js';
import { formatSignatureHeader } from './signature-header.js';
import { formatSignatureParams } from './signature-params.js';

/** The three headers that a signature adds to a message. */
export type SignatureHeaders = Readonly<Record<'content-digest' | 'signature-input' | 'signature', string>>;

/** Options of signing that requests and answers share. */
export interface SigningOptions {
  readonly key: SigningKey;
  readonly now: Date;
  readonly nonce?: string;
  /** Life of the signature: 1 to 300 seconds. */
  readonly expiresInSeconds?: number;
}

/** The headers that we add; a message that has one already was signed before. */
const ADDED: readonly string[] = ['content-digest', 'signature-input', 'signature'];

/**
 * Signs a message: adds the digest of the body, then covers the given components.
 * @throws on a caller's bug: a message signed before, a covered header that is absent, repeated or
 * not plain text, a life outside 1 to 300 seconds
 */
export function signMessage(
  message: RequestMessage | ResponseMessage,
  body: Uint8Array,
  components: readonly string[],
  options: SigningOptions,
): SignatureHeaders {
  const lifeSeconds = options.expiresInSeconds ?? MAX_WINDOW_SECONDS;
  if (!Number.isInteger(lifeSeconds) || lifeSeconds < 1 || lifeSeconds > MAX_WINDOW_SECONDS) {
    throw new Error(`a signature lives 1 to ${MAX_WINDOW_SECONDS} whole seconds`);
  }
  if (ADDED.some((name) => message.headers.has(name))) throw new Error('the message carries signature headers already');
  const digest = contentDigest(body);
  const created = Math.floor(options.now.getTime() / 1000);
  const params = formatSignatureParams(components, {
    created,
    expires: created + lifeSeconds,
    nonce: options.nonce,
    keyId: options.key.keyId,
  });
  const headers: HeaderValues = new Map([...message.headers, ['content-digest', [digest]]]);
  const base = buildSignatureBase(components, params, { ...message, headers });
  return {
    'content-digest': digest,
    'signature-input': `${SIGNATURE_LABEL}=${params}`,
    signature: formatSignatureHeader(signBase(base, options.key.privateKey)),
  };
}

/**
 * Returns the value of a header to sign, or undefined when it is absent. Throws when it cannot be
 * signed.
 */
export function signableHeader(headers: HeaderValues, name: string): string | undefined {
  const header = singleHeader(headers, name);
  if (header.found === 'none') return undefined;
  if (header.found === 'many') throw new Error(`the header ${name} is given more than once`);
  if (!isSignableValue(header.value)) throw new Error(`the header ${name} is not plain text`);
  return header.value;
}
