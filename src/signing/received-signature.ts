import { isSignableValue, singleHeader, type HeaderValues } from './headers.js';
import { KEY_ID_PATTERN, looksPersonal, MAX_WINDOW_SECONDS, NONCE_PATTERN } from './profile.js';
import { SIGNATURE_ALGORITHM, SIGNATURE_LABEL, SIGNATURE_TAG } from './profile.js';
import { parseSignatureHeader } from './signature-header.js';
import { parseSignatureParams, type SignatureParams } from './signature-params.js';
import { reject, type Rejected } from './verdict.js';

/** The one signature of a message, well formed and within the profile, but not yet verified. */
export interface ReceivedSignature {
  readonly ok: true;
  readonly components: readonly string[];
  /** The value of `@signature-params`, as received. */
  readonly paramsText: string;
  readonly params: SignatureParams;
  /** base64 */
  readonly signature: string;
}

const KNOWN_PARAMS: readonly string[] = ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'];
const PLAIN_HEADER = /^"([a-z][a-z0-9-]*)"$/;

/**
 * Reads the signature headers of a message: exactly one signature, with every parameter of the
 * profile and no other.
 */
export function readSignature(headers: HeaderValues, nonceRequired: boolean): ReceivedSignature | Rejected {
  const input = singleHeader(headers, 'signature-input');
  const header = singleHeader(headers, 'signature');
  if (input.found === 'none' || header.found === 'none') {
    return reject('SIGNATURE.MISSING', 'the message carries no signature');
  }
  if (input.found === 'many' || header.found === 'many') {
    return reject('SIGNATURE.DUPLICATE_HEADER', 'a signature header is given more than once');
  }
  const signature = parseSignatureHeader(header.value);
  const prefix = `${SIGNATURE_LABEL}=`;
  const paramsText = input.value.startsWith(prefix) ? input.value.slice(prefix.length) : '';
  const parsed = parseSignatureParams(paramsText);
  if (signature === undefined || parsed === undefined) {
    return reject('SIGNATURE.MALFORMED', `a message has exactly one Ed25519 signature, named ${SIGNATURE_LABEL}`);
  }
  const params = readParams(parsed.params, nonceRequired);
  if (!params.ok) return params;
  return { ok: true, components: parsed.components, paramsText, params: params.value, signature };
}

function readParams(
  params: ReadonlyMap<string, string | number>,
  nonceRequired: boolean,
): { readonly ok: true; readonly value: SignatureParams } | Rejected {
  const [created, expires, keyId, nonce] = ['created', 'expires', 'keyid', 'nonce'].map((name) => params.get(name));
  if (params.get('alg') !== SIGNATURE_ALGORITHM) {
    return reject('SIGNATURE.ALGORITHM', `the parameter alg must be ${SIGNATURE_ALGORITHM}`);
  }
  if ([...params.keys()].some((name) => !KNOWN_PARAMS.includes(name))) {
    return reject('SIGNATURE.PARAMETERS', 'the signature has a parameter outside the profile');
  }
  if (params.get('tag') !== SIGNATURE_TAG) {
    return reject('SIGNATURE.PARAMETERS', `the parameter tag must be ${SIGNATURE_TAG}`);
  }
  if (typeof keyId !== 'string' || !KEY_ID_PATTERN.test(keyId)) {
    return reject('SIGNATURE.PARAMETERS', 'the parameter keyid is missing or outside the profile');
  }
  if (typeof created !== 'number' || typeof expires !== 'number') {
    return reject('SIGNATURE.PARAMETERS', 'the parameters created and expires are both needed');
  }
  if (expires <= created || expires - created > MAX_WINDOW_SECONDS) {
    return reject('SIGNATURE.PARAMETERS', `a signature lives 1 to ${MAX_WINDOW_SECONDS} seconds`);
  }
  if (nonce === undefined && !nonceRequired) return { ok: true, value: { created, expires, keyId } };
  if (typeof nonce !== 'string' || !NONCE_PATTERN.test(nonce)) {
    return reject('SIGNATURE.PARAMETERS', 'the parameter nonce is missing or outside the profile');
  }
  // Letters beside the digits, as in most random text, tell them from a number that names somebody.
  if (looksPersonal(nonce) && /^[\d.:-]+$/.test(nonce)) {
    return reject('SIGNATURE.PERSONAL_ID', 'the nonce is a long number: use random letters and digits');
  }
  return { ok: true, value: { created, expires, keyId, nonce } };
}

/**
 * Checks that a signature covers what it must. An identifier counts only as the profile writes it,
 * because `"content-digest";req` is another component than `"content-digest"`. Besides the
 * required ones a signature may cover only plain header fields, each present once.
 */
export function checkCoverage(
  components: readonly string[],
  required: readonly string[],
  headers: HeaderValues,
): Rejected | undefined {
  if (required.some((component) => !components.includes(component))) {
    return reject('SIGNATURE.COVERAGE', 'the signature does not cover every required component');
  }
  for (const component of components) {
    const name = PLAIN_HEADER.exec(component)?.[1];
    if (name === undefined && !required.includes(component)) {
      return reject('SIGNATURE.COVERAGE', 'the signature covers a component outside the profile');
    }
    const header = name === undefined ? undefined : singleHeader(headers, name);
    if (header?.found === 'none') return reject('SIGNATURE.COVERAGE', 'a covered header is not in the message');
    if (header?.found === 'many') return reject('SIGNATURE.DUPLICATE_HEADER', 'a covered header is given repeatedly');
    if (header?.found === 'one' && !isSignableValue(header.value)) {
      return reject('SIGNATURE.MALFORMED', 'a covered header is not plain text');
    }
  }
  return undefined;
}
