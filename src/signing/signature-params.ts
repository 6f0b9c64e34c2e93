import { NONCE_PATTERN, SIGNATURE_ALGORITHM, SIGNATURE_TAG } from './profile.js';
import { assertKeyId } from './keys.js';

/** The parameters of a signature (RFC 9421 section 2.3). Times are in whole seconds since 1970. */
export interface SignatureParams {
  readonly created: number;
  readonly expires: number;
  readonly nonce?: string;
  readonly keyId: string;
}

/** A `Signature-Input` member as received: what it covers and its parameters, not yet checked. */
export interface ParsedSignatureParams {
  /**
   * Component identifiers as written, such as `"content-digest"` or `"signature";req;key="sig1"`.
   */
  readonly components: readonly string[];
  readonly params: ReadonlyMap<string, string | number>;
}

/**
 * Longest accepted text: far above what the profile needs, it limits the work done for an unknown
 * sender.
 */
const MAX_LENGTH = 2_048;
const COMPONENT = /"[^"\\\s]+"(?:;[a-z]+(?:="[^"\\\s]*")?)*/g;
const INNER_LIST_WITH_PARAMS = /^\(([^()]*)\)((?:;[a-z]+=(?:\d{1,12}|"[^"\\]*"))*)$/;
const PARAM = /;([a-z]+)=(?:(\d{1,12})|"([^"\\]*)")/g;

/**
 * Writes the value of `@signature-params` (RFC 9421 section 2.5). Throws on a key id or nonce
 * outside the profile.
 */
export function formatSignatureParams(components: readonly string[], params: SignatureParams): string {
  assertKeyId(params.keyId);
  if (params.nonce !== undefined && !NONCE_PATTERN.test(params.nonce)) {
    throw new Error('a nonce has 8 to 128 letters, digits or . _ : + / = -');
  }
  const nonce = params.nonce === undefined ? '' : `;nonce="${params.nonce}"`;
  const times = `;created=${params.created};expires=${params.expires}`;
  const signer = `;keyid="${params.keyId}";alg="${SIGNATURE_ALGORITHM}";tag="${SIGNATURE_TAG}"`;
  return `(${components.join(' ')})${times}${nonce}${signer}`;
}

/**
 * Reads the value of `@signature-params`. It accepts only the canonical form of the few forms that
 * the profile uses, so that the text checked here is, byte for byte, the text in the signature
 * base. Returns undefined when a component or parameter is given twice (RFC 9421 section 2.5).
 */
export function parseSignatureParams(text: string): ParsedSignatureParams | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const [, inner, tail] = INNER_LIST_WITH_PARAMS.exec(text) ?? [];
  if (inner === undefined || tail === undefined) return undefined;
  const components = inner.match(COMPONENT) ?? [];
  if (components.join(' ') !== inner || new Set(components).size !== components.length) return undefined;
  const params = new Map<string, string | number>();
  for (const [, name, integer, string] of tail.matchAll(PARAM)) {
    if (name === undefined || params.has(name)) return undefined;
    params.set(name, integer === undefined ? (string ?? '') : Number(integer));
  }
  return { components, params };
}
